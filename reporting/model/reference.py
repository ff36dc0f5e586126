"""A reference names a thread to staff: short enough for a text at 02:10, random, and silent about its content."""

import re
from collections.abc import Callable

# No vowels (no words), no 0 O 1 I L (no misreading aloud).
ALPHABET = "23456789BCDFGHJKMNPQRSTVWXYZ"
LENGTH = 6
PATTERN = re.compile(rf"[{ALPHABET}]{{{LENGTH}}}")


def new_reference(choose: Callable[[str], str]) -> str:
    """Draw a reference; `choose` picks one character, e.g. `secrets.choice`."""
    return "".join(choose(ALPHABET) for _ in range(LENGTH))
