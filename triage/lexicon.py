"""All phrases of a rule book, found in one pass (Aho and Corasick 1975), bounded by words."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import accumulate

import ahocorasick

from triage.fold import fold
from triage.reading import Reading
from triage.reveal import plain
from triage.typos import SHORTEST, Typos

_DRAWN_OUT = re.compile(r"([a-z])\1\1+")
_SHORTEST_MENDED = 3  # letters: below that a disguised word is any word
_LONGEST_MENDED = 24  # no word of a rule book is longer
Words = tuple[str, ...]
PLACE = "place"
PLACE_PHRASE: Words = ("$place",)  # no text holds such a word; the names of each school stand for it


def words_of(text: str) -> Words:
    """A phrase as the engine will meet it in a text."""
    folded = fold(text)
    return tuple(Reading(folded, plain(folded.text)).words)


@dataclass(frozen=True, slots=True)
class Found:
    """Which phrases occur where: phrase number -> (first word, word after). `mask` has a bit an atom."""

    at: Mapping[int, list[tuple[int, int]]]
    mask: int


class Lexicon:
    def __init__(
        self,
        atoms: Iterable[frozenset[Words]],
        typo_words: Iterable[str],
        ordinary: Iterable[str],
        spellings: Mapping[str, str],
    ) -> None:
        """`atoms` in the order of their numbers; `ordinary` are words never taken for a slip of another.

        `spellings` maps words as they are typed to the words that are meant.
        """
        self._phrases: list[Words] = []
        self._masks: list[int] = []
        number: dict[Words, int] = {}
        for atom, phrases in enumerate(atoms):
            for phrase in sorted(phrases):
                at = number.setdefault(phrase, len(number))
                if at == len(self._phrases):
                    self._phrases.append(phrase)
                    self._masks.append(0)
                self._masks[at] |= 1 << atom
        self._number = number
        self._lengths = [len(p) for p in self._phrases]
        self._longest = max(self._lengths, default=1)
        self.vocabulary = frozenset(word for phrase in self._phrases for word in phrase)
        self.starred = {
            f"{word[:i]}*{word[i + 1 :]}": word
            for word in sorted(self.vocabulary, reverse=True)
            if len(word) >= _SHORTEST_MENDED and word.isalpha()
            for i in range(1, len(word))
        }
        self._settled = self.vocabulary | frozenset(ordinary)
        self._spellings = dict(spellings)
        self._typos = Typos(typo_words)
        self._automaton = ahocorasick.Automaton()
        for phrase, at in number.items():
            self._automaton.add_word(f" {' '.join(phrase)} ", at)
        self._automaton.make_automaton()

    def number(self, phrase: Words) -> int:
        return self._number[phrase]

    def find(self, reading: Reading, names: Iterable[str] = ()) -> Found:
        at: dict[int, list[tuple[int, int]]] = {}
        words = reading.words
        mask = self._pass(words, 0, at, 0)
        changed = self._mend(words)
        if changed:
            # Both spellings count; a mended word keeps its place, so the two passes share one numbering.
            mended = [changed.get(i, word) for i, word in enumerate(words)]
            for low, high in _windows(changed, self._longest, len(words)):
                mask = self._pass(mended[low:high], low, at, mask)
        here = sorted({p for name in names for p in _occurrences(words_of(name), reading.words)})
        if here and PLACE_PHRASE in self._number:
            at[self._number[PLACE_PHRASE]] = here
            mask |= self._masks[self._number[PLACE_PHRASE]]
        return Found(at, mask)

    def _pass(self, words: list[str], first: int, at: dict[int, list[tuple[int, int]]], mask: int) -> int:
        """Adds what is found in `words`, the first of which has the number `first`."""
        line = f" {' '.join(words)} "
        ends = _ends(words)
        lengths, masks = self._lengths, self._masks
        for end, phrase in self._automaton.iter(line):
            after = ends[end] + first
            place = (after - lengths[phrase], after)
            if phrase in at:
                at[phrase].append(place)
            else:
                at[phrase] = [place]
                mask |= masks[phrase]
        return mask

    def _mend(self, words: list[str]) -> dict[int, str]:
        """Other spellings read as meant, drawn-out letters shortened, slips corrected: word number -> word."""
        changed: dict[int, str] = {}
        spellings, settled = self._spellings, self._settled
        for i, word in enumerate(words):
            if word in spellings:
                changed[i] = spellings[word]
                continue
            if word in settled or not _SHORTEST_MENDED <= len(word) <= _LONGEST_MENDED:
                continue
            better = self._better(word)
            if better is not None:
                changed[i] = better
        return changed

    def _better(self, word: str) -> str | None:
        short = word
        if _DRAWN_OUT.search(word):
            for keep in (r"\1\1", r"\1"):
                short = _DRAWN_OUT.sub(keep, word)
                if short in self._settled:
                    return short
        if len(short) >= SHORTEST - 1:
            return self._typos.mend(short)
        return None


def _occurrences(phrase: Words, words: list[str]) -> Iterator[tuple[int, int]]:
    length = len(phrase)
    for at in range(len(words) - length + 1 if phrase else 0):
        if words[at] == phrase[0] and tuple(words[at : at + length]) == phrase:
            yield at, at + length


def _windows(changed: Iterable[int], reach: int, end: int) -> Iterator[tuple[int, int]]:
    """The stretches of words in which a phrase can touch a changed word."""
    low, high = 0, 0
    for at in sorted(changed):
        if at - reach > high:
            if high:
                yield low, high
            low = at - reach
        high = min(end, at + reach + 1)
    if high:
        yield low, high


def _ends(words: list[str]) -> dict[int, int]:
    """For ` word word `: the index of the blank after each word, mapped to the number of the next word."""
    return {end: i for i, end in enumerate(accumulate([len(word) + 1 for word in words]), 1)}
