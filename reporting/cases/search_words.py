"""Which words are looked for, and where they stand in a text. Pure: case and accents do not count, a word finds what begins
with it, several words must all occur, quotes hold a phrase together.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from reporting.cases.refusals import EmptyText, TooLong
from reporting.model.terms import FOLDS, Term, fold

LONGEST = 200  # characters of a query
MOST_TERMS = 8
BEFORE, SHOWN = 60, 220  # how much of a text is shown: before the first mark, and in all

_ASKED = re.compile(r'"([^"]*)"?|([^\s"]+)')
_PARTS = re.compile(r"\w+")
_QUOTES = str.maketrans("\u201c\u201d\u201e\u00ab\u00bb\u201f", '""""""')
_SPACES = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Words:
    """A query that can be asked of texts. Its printed form says nothing of it."""

    terms: tuple[Term, ...] = field(repr=False)

    @classmethod
    def of(cls, query: str) -> "Words":
        """Raises EmptyText where nothing is asked for, TooLong."""
        if len(query) > LONGEST:
            raise TooLong(LONGEST)
        found: list[Term] = []
        for phrase, word in _ASKED.findall(query.translate(_QUOTES)):
            parts = _PARTS.findall(fold(phrase or word))
            if parts:
                found.append(Term(tuple(parts), whole=bool(phrase)))
        if not found:
            raise EmptyText
        return cls(tuple(dict.fromkeys(found[:MOST_TERMS])))

    def in_text(self, text: str) -> frozenset[int]:
        """Numbers of the terms that occur."""
        folded = fold(text)
        return frozenset(n for n, term in enumerate(self.terms) if term.stands_in(folded))

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
        (places[start], places[end - 1] + 1) for term in words.terms for start, end in term.spans(folded)
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
    return [n for n, sign in enumerate(text) for _ in sign.translate(FOLDS)]
