"""Which words are looked for, and where they stand in a text. Pure: case and accents do not count, a word finds what begins
with it, several words must all occur, quotes hold a phrase together.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field

from reporting.cases.refusals import EmptyText, TooLong

LONGEST = 200  # characters of a query
MOST_TERMS = 8
MOST_SIGNS = 4_096  # that are remembered with their folded form: single characters, nobody's words
BEFORE, SHOWN = 60, 220  # how much of a text is shown: before the first mark, and in all

_ASKED = re.compile(r'"([^"]*)"?|([^\s"]+)')
_PARTS = re.compile(r"\w+")
_QUOTES = str.maketrans("\u201c\u201d\u201e\u00ab\u00bb\u201f", '""""""')
_SPACES = re.compile(r"\s+")


class _Folds(dict[int, str]):
    """What stands for a character when only its letter counts; filled as characters are met."""

    def __missing__(self, code: int) -> str:
        plain = unicodedata.normalize("NFKD", chr(code))
        folded = "".join(one for one in plain if not unicodedata.combining(one)).casefold()
        if len(self) < MOST_SIGNS:
            self[code] = folded
        return folded


_FOLDS = _Folds({0x2019: "'", 0x2018: "'", 0x02BC: "'"})


def fold(text: str) -> str:
    """For comparing alone: other characters than in the text, and sometimes more or fewer of them."""
    return text.lower() if text.isascii() else text.translate(_FOLDS)


@dataclass(frozen=True, slots=True)
class Words:
    """A query that can be asked of texts. Its printed form says nothing of it."""

    terms: tuple[re.Pattern[str], ...] = field(repr=False)

    @classmethod
    def of(cls, query: str) -> "Words":
        """Raises EmptyText where nothing is asked for, TooLong."""
        if len(query) > LONGEST:
            raise TooLong(LONGEST)
        found: list[str] = []
        for phrase, word in _ASKED.findall(query.translate(_QUOTES)):
            parts = _PARTS.findall(fold(phrase or word))
            if parts:
                # Inside quotes the last word is meant whole.
                found.append(r"(?<!\w)" + r"\W+".join(map(re.escape, parts)) + (r"(?!\w)" if phrase else ""))
        if not found:
            raise EmptyText
        return cls(tuple(re.compile(one) for one in dict.fromkeys(found[:MOST_TERMS])))

    def in_text(self, text: str) -> frozenset[int]:
        """Numbers of the terms that occur."""
        folded = fold(text)
        return frozenset(n for n, term in enumerate(self.terms) if term.search(folded))

    @property
    def all(self) -> frozenset[int]:
        return frozenset(range(len(self.terms)))


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of an excerpt. `marked`: what was looked for."""

    text: str = field(repr=False)
    marked: bool


def excerpt(words: Words, text: str) -> tuple[Piece, ...]:
    """The surroundings of what was found first, on one line, each find marked; the beginning where nothing was found."""
    folded, places = fold(text), _places(text)
    marks = sorted(
        (places[one.start()], places[one.end() - 1] + 1)
        for term in words.terms
        for one in term.finditer(folded)
    )
    first = marks[0][0] if marks else 0
    start, end = _window(text, first, marks[0][1] if marks else 0)
    pieces: list[Piece] = [Piece("…", marked=False)] if start else []
    at = start
    for mark_start, mark_end in marks:
        if mark_end <= at or mark_start >= end:
            continue
        from_here = max(at, mark_start)
        pieces += [
            Piece(text[at:from_here], marked=False),
            Piece(text[from_here : min(mark_end, end)], marked=True),
        ]
        at = min(mark_end, end)
    pieces.append(Piece(text[at:end], marked=False))
    if end < len(text):
        pieces.append(Piece("…", marked=False))
    return tuple(Piece(_SPACES.sub(" ", one.text), one.marked) for one in pieces if one.text)


def _window(text: str, first: int, first_end: int) -> tuple[int, int]:
    start = max(0, first - BEFORE)
    if start:
        # At the beginning of a word, where one begins nearby.
        space = text.find(" ", start, first)
        start = space + 1 if space >= 0 else start
    return start, min(len(text), max(start + SHOWN, first_end))


def _places(text: str) -> Sequence[int]:
    """The place in the text of each character of its folded form."""
    if text.isascii():
        return range(len(text))
    return [n for n, sign in enumerate(text) for _ in sign.translate(_FOLDS)]
