"""A long word behind one slip of the finger, by a table of all slips made once.

Words of six letters and more only: below that a slip is another word as often as not.
"""

from collections.abc import Iterable, Iterator
from string import ascii_lowercase, digits

SHORTEST = 6
_LETTERS = ascii_lowercase + digits


def slips(words: Iterable[str]) -> dict[str, str]:
    """Every row of letters that is one insertion, deletion, substitution or swap away from one of the words, with
    the word that is meant: the first by spelling. Words of six letters and more are taken, others left out.
    """
    meant: dict[str, str] = {}
    for word in sorted({word for word in words if len(word) >= SHORTEST}):
        for slip in _one_away(word):
            meant.setdefault(slip, word)
    return meant


def _one_away(word: str) -> Iterator[str]:
    for at in range(len(word) + 1):
        head, tail = word[:at], word[at:]
        if tail:
            yield head + tail[1:]
        if tail[1:]:
            yield head + tail[1] + tail[0] + tail[2:]
        for letter in _LETTERS:
            yield head + letter + tail
            if tail:
                yield head + letter + tail[1:]
