"""Two more ways in which a receipt may be sealed. Each opens by another key made of the first; all have one length, so
that a thief of the database cannot tell which receipt has which.

*Used*: the six words were typed again once. *Phrase*: the student's own phrase is asked for as well, and the six words
alone open nothing any more.
"""

import unicodedata

from reporting.vault.notation import ID_LENGTH, kd
from reporting.vault.receipts import stretch

SHORTEST = 8  # letters and digits; the six words carry what a phrase does not


def used(wrap: bytes) -> bytes:
    """The key of the same receipt after somebody came back with it: 32 bytes."""
    return kd(wrap, "receipt-used")


def canonical_phrase(typed: str) -> str:
    """As it counts: capitals, accents' spelling and blanks make no difference. Empty when it is too short."""
    plain = "".join(one for one in unicodedata.normalize("NFKC", typed).casefold() if one.isalnum())
    return plain if len(plain) >= SHORTEST else ""


def with_phrase(wrap: bytes, phrase: str) -> bytes:
    """The key of six words and a canonical phrase: 32 bytes. As slow as the words themselves; releases the GIL."""
    salt = kd(wrap, "receipt-phrase-salt", None, ID_LENGTH)
    return kd(wrap + stretch(salt, phrase), "receipt-phrase")
