"""A folded text as words: where each stands, in which sentence and in which clause."""

import re
from functools import cached_property

from triage.fold import FILL, Folded

_WORD = re.compile(r"[a-z0-9][a-z0-9\x1f]*")
_PIECE = re.compile(r"[a-z0-9][a-z0-9\x1f]*|\.{2,}|[,:()\".!?;\n]")
_PAUSES = frozenset(',:()"')
_STOPS = frozenset(".!?;\n")
_TURNS = frozenset({"but", "except", "pero", "sino", "although", "aunque"})  # a clause begins with these


class Reading:
    """One way to read a text. `words` come at once; where they stand only when a rule asks for it."""

    def __init__(self, folded: Folded, text: str) -> None:
        self._folded = folded
        self._text = text
        words = _WORD.findall(text)
        self.words: list[str] = [w.replace(FILL, "") for w in words] if FILL in text else words

    @cached_property
    def _clauses(self) -> tuple[list[int], list[int]]:
        sentences: list[int] = []
        clauses: list[int] = []
        sentence = clause = 0
        for piece in _PIECE.findall(self._text):
            if piece in _STOPS:
                sentence += 1
                clause += 1
            elif piece in _PAUSES or piece[0] == ".":
                clause += 1
            else:
                if piece in _TURNS:
                    clause += 1
                sentences.append(sentence)
                clauses.append(clause)
        return sentences, clauses

    @property
    def sentence(self) -> list[int]:
        """Per word the number of its sentence: full stops, question marks and line ends part them."""
        return self._clauses[0]

    @property
    def clause(self) -> list[int]:
        """Per word the number of its clause: pauses and turns (but, pero) part them as well."""
        return self._clauses[1]

    @cached_property
    def _spans(self) -> list[tuple[int, int]]:
        return [found.span() for found in _WORD.finditer(self._text)]

    def span(self, first: int, after: int) -> tuple[int, int]:
        """Offsets in the original text of the words first … after-1."""
        return self._folded.original(self._spans[first][0], self._spans[after - 1][1])
