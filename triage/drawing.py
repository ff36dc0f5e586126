"""Words drawn out: `sooooo`. A letter three times in a row is no spelling in either language."""

import re

_DRAWN_OUT = re.compile(r"([a-z])\1\1+")


def drawn_out(text: str) -> bool:
    """Whether a sign stands three times in a row in an ASCII text; quick, because nearly no text holds one."""
    raw = text.encode("ascii")
    number = int.from_bytes(raw, "big")
    # A byte is zero where a sign equals the one before it, and then where it equals the two before it.
    differs = number ^ number >> 8
    return b"\0" in (differs | differs >> 8).to_bytes(len(raw), "big")


def word_drawn_out(word: str) -> bool:
    return _DRAWN_OUT.search(word) is not None


def shortened(word: str, times: int) -> str:
    """Each letter that is drawn out written so many times."""
    return _DRAWN_OUT.sub(lambda found: found[1] * times, word)
