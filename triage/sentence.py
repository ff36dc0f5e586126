"""The words between two stops, asked in bits: whether a pattern occurs costs a few operations on numbers.

Bit n of a number stands for the word n of the sentence. Most sentences fit one machine word, so thousands of
patterns can be asked about, and only those that do occur are matched word by word.
"""

from collections.abc import Iterable, Mapping

from triage.index import Waiting
from triage.phrases import Phrases
from triage.rule import Sequence

Place = tuple[int, int]  # first word, word after; numbered through the whole text
Starts = tuple[tuple[int, int], ...]  # lengths in words, each with the bits of the first words
_NOTHING: Mapping[str, str] = {}
_NOWHERE: Mapping[int, int] = {}
_BITS = tuple(1 << n for n in range(256))


class Sentence:
    __slots__ = (
        "_begins",
        "_meant",
        "_named",
        "_phrases",
        "_plain",
        "_starts",
        "_text",
        "_where",
        "held",
        "length",
        "present",
    )

    def __init__(self, phrases: Phrases, text: str, present: frozenset[int]) -> None:
        """`text` is its words with one blank before and after each, `present` are the phrases that occur."""
        self.length = text.count(" ") - 1  # words
        self.present = present
        self._phrases = phrases
        self._text = text
        self._plain = self.length < len(_BITS)  # every word is meant as it is written
        self._begins: dict[int, int] = {}
        self._meant: Mapping[str, str] = _NOTHING
        self._named: Mapping[int, int] = _NOWHERE
        self._where: dict[str, int] | None = None
        self._starts: dict[int, Starts] = {}
        # Of the rules. Looked for once: of several texts that are read joined, most sentences were met already.
        self.held: list[tuple[int, Sequence]] | None = None

    @property
    def words(self) -> list[str]:
        return self._text.split()

    def mend(self, meant: Mapping[str, str], present: frozenset[int]) -> None:
        """What some words are meant to be, and the phrases that occur as they are written or meant."""
        self._meant = meant
        self._plain = False
        self.present = present

    def name(self, named: Mapping[int, int]) -> None:
        """Where the school's own names for places begin, by their lengths in words."""
        if named and self._phrases.place is not None:
            self._named = named
            self._plain = False
            self.present |= {self._phrases.place}

    def starts(self, atom: int) -> Starts:
        known = self._starts.get(atom)
        if known is None:
            phrases = self._phrases.of_atom[atom] & self.present
            begun = self._found(phrases) if self._plain else self._meant_to_begin(phrases)
            known = self._starts[atom] = tuple(begun) if len(begun) == 1 else _by_length(begun)
        return known

    def _found(self, phrases: frozenset[int]) -> list[tuple[int, int]]:
        """Where phrases begin, with their lengths, in a sentence where every word is meant as it is written."""
        known, lengths = self._begins, self._phrases.lengths
        begun = []
        for number in phrases:
            begins = known.get(number) or self._standing(number)
            begun.append((lengths[number], begins))
        return begun

    def _standing(self, number: int) -> int:
        """Where one of them begins, looked for in the text."""
        text, sought = self._text, self._phrases.padded[number]
        at = text.find(sought)
        bit = begins = 1 << text.count(" ", 0, at)
        while (after := text.find(sought, at + 1)) > 0:
            bit <<= text.count(" ", at, after)
            begins |= bit
            at = after
        self._begins[number] = begins
        return begins

    def _meant_to_begin(self, phrases: frozenset[int]) -> list[tuple[int, int]]:
        """The same in any sentence."""
        where = self._where or self._places()
        begun: list[tuple[int, int]] = []
        for number in phrases:
            if number == self._phrases.place:
                # The names of places are no phrase of the rule book: they bring their own lengths.
                begun += self._named.items()
                continue
            words = self._phrases.words[number]
            begins = where[words[0]]
            for after in range(1, len(words)):
                begins &= where[words[after]] >> after
            begun.append((len(words), begins))
        return begun

    def _places(self) -> dict[str, int]:
        """Each word with the bits of its places, as it is written and as it is meant."""
        words = self.words
        bits = _BITS if len(words) <= len(_BITS) else [1 << n for n in range(len(words))]
        where = dict(zip(words, bits, strict=False))
        if len(where) < len(words):  # the last place of each is known; now the others
            for word, bit in zip(words, bits, strict=False):
                where[word] |= bit
        for word, meant in self._meant.items():
            if word in where:
                where[meant] = where.get(meant, 0) | where[word]
        self._where = where
        return where

    def places(self, atom: int, first: int) -> list[Place]:
        """Where an atom stands; `first` is the number of the sentence's first word."""
        starts = self.starts(atom)
        known = [(first + at, first + at + length) for length, bits in starts for at in ones(bits)]
        if len(starts) > 1:
            known.sort()
        return known

    def holding(self, waiting: Waiting[Sequence]) -> list[tuple[int, Sequence]]:
        """The sequences of an index that stand here, each once, with whose they are."""
        possible = waiting.possible(self.present)
        return [one for one in dict.fromkeys(possible) if self.holds(one[1])] if possible else possible

    def holds(self, pattern: Sequence) -> bool:
        """Whether a pattern all of whose atoms are present stands here in order: each step keeps the words after all
        ways to come so far.
        """
        if pattern.alone:
            return True  # its phrases were found already
        known = self._starts
        reach = 1 if pattern.whole else -1
        ends = 0
        for atom, gap in pattern.steps:
            for _ in range(gap):
                reach |= reach << 1
            starts = known.get(atom) or self.starts(atom)
            if len(starts) == 1:
                length, begins = starts[0]
                ends = (begins & reach) << length
            else:
                ends = 0
                for length, begins in starts:
                    ends |= (begins & reach) << length
            if not ends:
                return False
            reach = ends
        return not pattern.whole or bool(ends >> self.length)


def _by_length(begun: Iterable[tuple[int, int]]) -> Starts:
    joined: dict[int, int] = {}
    for length, begins in begun:
        joined[length] = joined.get(length, 0) | begins
    return tuple(joined.items())


def ones(bits: int) -> list[int]:
    """The numbers of the bits that are set, lowest first."""
    found = []
    while bits:
        lowest = bits & -bits
        found.append(lowest.bit_length() - 1)
        bits ^= lowest
    return found
