"""A number as people write it."""

import re

_AMERICAN = re.compile(r"(?:\+?1)?([0-9]{3})([0-9]{3})([0-9]{4})")


def dialled(number: str) -> str:
    """Digits and plus alone, as a `tel:` link takes them."""
    return "".join(sign for sign in number if sign in "+0123456789")


def shown(number: str) -> str:
    """(202) 555-0100, never broken over two lines; a number of another country stays as it was written."""
    found = _AMERICAN.fullmatch(dialled(number))
    return f"({found[1]})\u00a0{found[2]}\u2011{found[3]}" if found else number
