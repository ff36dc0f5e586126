"""Where the things that patterns name stand in one sentence, and with which words a pattern does.

Where each thing stands but once, which is nearly always, a match is read off their places. What stands often is asked in
bits first, whether it can match at all: bit n of a number stands for the word n of the sentence.
"""

from collections.abc import Iterable, Mapping
from collections.abc import Sequence as Sequenced

from triage.matching import Match, Place, in_order
from triage.phrases import Phrases
from triage.rule import Sequence

Places = tuple[Place, ...]
Starts = tuple[tuple[int, int], ...]  # lengths in words, each with the bits of the first words
_BITS = tuple(1 << n for n in range(256))
_MOST = 8  # places of one thing: more are asked in bits first
_MANY: Places = (0, 0), (0, 0)  # stands for more than that


class Standing:
    __slots__ = (
        "_known",
        "_length",
        "_listed",
        "_meant",
        "_named",
        "_of_phrase",
        "_phrases",
        "_plain",
        "_present",
        "_starts",
        "_text",
        "_where",
    )

    def __init__(
        self,
        phrases: Phrases,
        text: str,
        present: frozenset[int],
        meant: Mapping[str, str],
        named: Mapping[int, int],
    ) -> None:
        """`text` is words with one blank before and after each, `present` are the phrases that occur. `meant` and
        `named` are as `Sentence` has them.
        """
        self._phrases = phrases
        self._text = text
        self._present = present
        self._meant = meant
        self._named = named
        self._length = text.count(" ") - 1  # words
        # Each word is meant as it is written.
        self._plain = not meant and not named and self._length < len(_BITS)
        self._known: dict[int, Places] = {}  # by atom
        self._of_phrase: dict[int, Places] = {}
        self._where: dict[str, int] | None = None
        self._starts: dict[int, Starts] = {}
        self._listed: dict[int, Sequenced[Place]] = {}

    def places(self, atom: int) -> Sequenced[Place]:
        """Where an atom stands, in order; words numbered in the sentence."""
        places = self._known.get(atom)
        if places is None:
            places = self._learn(atom)
        if places is not _MANY:
            return places
        known = self._listed.get(atom)
        if known is None:
            known = self._listed[atom] = _listed(self._starts[atom])
        return known

    def matched(self, pattern: Sequence) -> list[Match]:
        """Its matches, in order of position; words numbered in the sentence."""
        known = self._known
        parts: Places = ()
        after = 0
        for atom, gap in pattern.steps:
            places = known.get(atom)
            if places is None:
                places = self._learn(atom)
            if len(places) != 1:
                return self._in_several_ways(pattern) if places else []
            start, end = places[0]
            if parts and not after <= start <= after + gap:
                return []
            after = end
            parts += places
        start = parts[0][0]
        if pattern.whole and (start or after != self._length):
            return []
        return [(start, after, parts, 0)]

    def _in_several_ways(self, pattern: Sequence) -> list[Match]:
        """The matches of a pattern some part of which stands here more than once."""
        known = self._known
        many = False
        standing: list[Sequenced[Place]] = []
        for atom in pattern.atoms:
            places = known.get(atom)
            if places is None:
                places = self._learn(atom)
            if not places:
                return []
            many = many or places is _MANY
            standing.append(places)
        if many:
            if not self._holds(pattern):
                return []
            standing = [self.places(atom) for atom in pattern.atoms]
        return in_order(standing, pattern, self._length)

    def _holds(self, pattern: Sequence) -> bool:
        """Whether a pattern stands here in order: each step keeps the words after all ways to come so far."""
        if pattern.alone:
            return True  # its phrases were found already
        reach = 1 if pattern.whole else -1
        ends = 0
        for atom, gap in pattern.steps:
            for _ in range(gap):
                reach |= reach << 1
            starts = self._starts.get(atom)
            if starts is None:
                begun = [(end - start, 1 << start) for start, end in self.places(atom)]
                starts = self._starts[atom] = _by_length(begun)
            ends = 0
            for length, begins in starts:
                ends |= (begins & reach) << length
            if not ends:
                return False
            reach = ends
        return not pattern.whole or bool(ends >> self._length)

    def _learn(self, atom: int) -> Places:
        """Where an atom stands, in order; looked for once."""
        phrases = self._phrases.of_atom[atom] & self._present
        if not phrases:
            places: Places = ()
        elif not self._plain:
            places = self._meant_to_stand(atom, phrases)
        elif len(phrases) == 1:
            (number,) = phrases
            places = self._of_phrase.get(number) or self._find(number)
        else:
            places = self._of_several(phrases)
        if len(places) > _MOST:
            self._listed[atom] = places
            places = _MANY
        self._known[atom] = places
        return places

    def _of_several(self, phrases: frozenset[int]) -> Places:
        known = self._of_phrase
        places: list[Place] = []
        for number in phrases:
            places += known.get(number) or self._find(number)
        places.sort()
        return tuple(places)

    def _find(self, number: int) -> Places:
        """Where a phrase stands, in a sentence where every word is meant as it is written."""
        text, sought, length = self._text, self._phrases.padded[number], self._phrases.lengths[number]
        at = text.find(sought)
        word = text.count(" ", 0, at)
        places: Places = ((word, word + length),)
        while (after := text.find(sought, at + 1)) > 0:
            word += text.count(" ", at, after)
            places = (*places, (word, word + length))
            at = after
        self._of_phrase[number] = places
        return places

    def _meant_to_stand(self, atom: int, phrases: frozenset[int]) -> Places:
        """Where phrases stand in any sentence."""
        starts = self._starts[atom] = _by_length(self._meant_to_begin(phrases))
        if sum([bits.bit_count() for _, bits in starts]) > _MOST:
            return _MANY
        return tuple(_listed(starts))

    def _meant_to_begin(self, phrases: frozenset[int]) -> list[tuple[int, int]]:
        """Where phrases begin, with their lengths, in any sentence."""
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
        words = self._text.split()
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


def _by_length(begun: Iterable[tuple[int, int]]) -> Starts:
    joined: dict[int, int] = {}
    for length, begins in begun:
        joined[length] = joined.get(length, 0) | begins
    return tuple(joined.items())


def _listed(starts: Starts) -> list[Place]:
    known = [(at, at + length) for length, bits in starts for at in _ones(bits)]
    if len(starts) > 1:
        known.sort()
    return known


def _ones(bits: int) -> list[int]:
    """The numbers of the bits that are set, lowest first."""
    found = []
    while bits:
        lowest = bits & -bits
        found.append(lowest.bit_length() - 1)
        bits ^= lowest
    return found
