"""A folded text as words: where each stands, in which sentence and in which clause."""

import re
from bisect import bisect_right
from collections.abc import Container
from itertools import accumulate
from string import ascii_lowercase, digits

from triage.fold import FILL, Folded
from triage.reveal import apart, decoded, plain, single_blanks

_PIECE = re.compile(r"[a-z0-9][a-z0-9\x1f]*|,{2,}|[,:()\".!?;\n]")
_DOTS = re.compile(r"\.{2,}")
_STOPS = ".!?;\n"
_LETTERS = ascii_lowercase + digits
_FILLED = FILL.encode("ascii")
_BREAKS = frozenset(',:()"' + _STOPS)
_TURNS = frozenset({"but", "except", "pero", "sino", "although", "aunque"})  # a clause begins with these

# One pass over bytes: a stop becomes a line end, every other sign a blank, and the length stays.
_WORDS_ONLY = bytes(
    ord("\n" if chr(c) in _STOPS else chr(c) if chr(c) in _LETTERS + FILL else " ") for c in range(256)
)


class Reading:
    """One way to read a text: its sentences, each a row of words with one blank before and after each.

    What a word is and where it stands is found only when a rule asks for it.
    """

    def __init__(self, folded: Folded, text: str) -> None:
        self.text = text
        self._folded = folded
        # Dots in a row are a pause and end no sentence.
        self._text = _DOTS.sub(lambda found: "," * len(found.group()), text) if ".." in text else text
        # A letter for each of the text, unless some were filled up.
        self._raw = self._text.encode("ascii").translate(_WORDS_ONLY, _FILLED)
        self.bare = single_blanks(b" %b " % self._raw.replace(b"\n", b" \n ")).decode("ascii")
        self.sentences = self.bare.split("\n")
        self._clause: list[int] | None = None
        self._lines: _Lines | None = None
        self._spans: dict[tuple[int, int], tuple[int, int]] = {}

    @property
    def words(self) -> list[str]:
        return self.bare.split()

    @property
    def clause(self) -> list[int]:
        """Per word the number of its clause: stops, pauses and turns (but, pero) part them."""
        if self._clause is None:
            self._clause = []
            clause = 0
            for piece in _PIECE.findall(self._text):
                if piece[0] in _BREAKS:
                    clause += 1
                else:
                    clause += piece in _TURNS
                    self._clause.append(clause)
        return self._clause

    def span(self, first: int, after: int) -> tuple[int, int]:
        """Offsets in the original text of the words first … after-1."""
        known = self._spans.get((first, after))  # a hit and the lines of its trace ask for the same
        if known is None:
            if self._lines is None:
                raw = self._raw
                if len(raw) < len(self._text):
                    raw = self._text.encode("ascii").translate(_WORDS_ONLY)
                self._lines = _Lines(raw, self.sentences)
            known = self._spans[first, after] = self._folded.original(*self._lines.span(first, after))
        return known


class _Lines:
    """Where the words stand in the folded text, sentence by sentence."""

    def __init__(self, raw: bytes, sentences: list[str]) -> None:
        self._lines = raw.split(b"\n")
        self._offsets = [*accumulate([len(line) + 1 for line in self._lines], initial=0)]
        # For each sentence, empty ones too, the number of its first word.
        self._firsts = [*accumulate([sentence.count(" ") - 1 for sentence in sentences], initial=0)]
        self._words: dict[int, list[tuple[int, int]]] = {}

    def span(self, first: int, after: int) -> tuple[int, int]:
        """Offsets of the words first … after-1."""
        firsts, last = self._firsts, after - 1
        sentence = bisect_right(firsts, first) - 1
        words = self._words.get(sentence) or self._of(sentence)
        start = words[first - firsts[sentence]][0]
        if after > firsts[sentence + 1]:
            sentence = bisect_right(firsts, last) - 1
            words = self._words.get(sentence) or self._of(sentence)
        return start, words[last - firsts[sentence]][1]

    def _of(self, sentence: int) -> list[tuple[int, int]]:
        """Where each word of a sentence stands."""
        at = self._offsets[sentence]
        words = self._words[sentence] = []
        for piece in self._lines[sentence].split(b" "):
            after = at + len(piece)
            word = piece.lstrip(_FILLED)  # a word begins with a letter
            if word:
                words.append((after - len(word), after))
            at = after + 1
        return words


def as_written(folded: Folded) -> Reading:
    """The text as it stands."""
    reading = Reading(folded, folded.text)
    if apart(reading.bare):
        reading = Reading(folded, plain(folded.text))
    return reading


def as_meant(folded: Folded, written: Reading, known: Container[str]) -> Reading | None:
    """The text once more where words were disguised; None when none was."""
    meant = decoded(written.text, written.bare, known)
    return Reading(folded, meant) if meant != written.text else None
