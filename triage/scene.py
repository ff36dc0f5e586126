"""One reading of a text with what was found in its sentences."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence as Several
from itertools import accumulate
from operator import itemgetter

from triage.index import Index, Waiting
from triage.matching import Match, Place, together
from triage.phrases import Phrases
from triage.reading import Reading
from triage.rule import Pattern, Sequence, Together
from triage.sentence import Sentence

_OWNER = itemgetter(0)
_FEW = 4  # places: fewer are looked through as quickly as they are looked up
_NO_PHRASE: frozenset[int] = frozenset()


class Scene:
    def __init__(self, reading: Reading, sentences: list[Sentence], phrases: Phrases) -> None:
        self.reading = reading
        self.sentences = sentences
        self._firsts: list[int] | None = None
        self.present = _NO_PHRASE.union(*[sentence.present for sentence in sentences])
        self._phrases = phrases
        self._one = len(sentences) == 1  # what is to be the whole text can stand only there
        self._places: dict[int, list[Place]] = {}
        self._bits: dict[int, int] = {}
        self._matches: dict[Pattern, list[Match]] = {}
        self._anchors: dict[Together, int] = {}
        self._anywhere: dict[Index, list[list[Match]]] = {}

    @property
    def firsts(self) -> list[int]:
        """The number of the first word of each sentence, and that of the word after the last one."""
        known = self._firsts
        if known is None:
            known = self._firsts = [*accumulate([one.length for one in self.sentences], initial=0)]
        return known

    def of_rules(self, index: Index) -> dict[int, list[Match]]:
        """By the numbers of the rules their matches, in no order and some more than once."""
        found: dict[int, list[Match]] = {}
        waiting = index.in_order
        for number, sentence in enumerate(self.sentences):
            held = sentence.held
            if held is None:
                held = sentence.held = sentence.holding(waiting)
            for owner, pattern, matches in held:
                if self._one or not pattern.whole:
                    _add(found, owner, matches, self.firsts[number])
        if index.together is not None:
            self._together_of(index.together, found)
        return found

    def around(self, index: Index, matches: list[Match]) -> list[list[Match]]:
        """The matches of those patterns of an index that occur in the sentences of these matches; what stands together
        counts wherever it does. In the order of the index.
        """
        found: dict[int, list[Match]] = {}
        waiting = index.in_order
        for number in self._touched(matches):
            sentence = self.sentences[number]
            for at, pattern, held in sentence.holding(waiting):
                if self._one or not pattern.whole:
                    _add(found, at, held, self.firsts[number])
        if index.together is not None:
            self._together_of(index.together, found)
        return [found[at] for at in sorted(found)]

    def anywhere(self, index: Index) -> list[list[Match]]:
        """The matches of those patterns of an index that occur, in its order."""
        known = self._anywhere.get(index)  # boosters are those of several rules
        if known is None:
            possible: list[tuple[int, Pattern]] = [*index.in_order.possible(self.present)]
            if index.together is not None:
                possible += index.together.possible(self.present)
            possible.sort(key=_OWNER)
            known = self._anywhere[index] = [
                matches for _, pattern in possible if (matches := self.matches(pattern))
            ]
        return known

    def matches(self, pattern: Pattern) -> list[Match]:
        """In order of position; empty when the pattern does not occur. Looked for once."""
        known = self._matches.get(pattern)
        if known is None:
            known = self._in_order(pattern) if isinstance(pattern, Sequence) else self._together(pattern)
            self._matches[pattern] = known
        return known

    def occurs(self, pattern: Pattern) -> bool:
        """Whether a sequence occurs; of things that stand together, whether each has the others near it."""
        return bool(self.matches(pattern) if isinstance(pattern, Sequence) else self._anchored(pattern))

    def places(self, atom: int) -> list[Place]:
        known = self._places.get(atom)
        if known is None:
            phrases = self._phrases.of_atom[atom]
            known = []
            here = () if phrases.isdisjoint(self.present) else self.sentences
            for first, sentence in zip(self.firsts, here, strict=False):
                if not phrases.isdisjoint(sentence.present):
                    places = sentence.standing.places(atom)
                    known += [(first + start, first + end) for start, end in places] if first else places
            self._places[atom] = known
        return known

    def places_between(self, atom: int, low: int, high: int) -> list[Place]:
        """Places that begin at word low … high-1."""
        known = self.places(atom)
        if len(known) <= _FEW:
            return [place for place in known if low <= place[0] < high]
        return known[bisect_left(known, (low, 0)) : bisect_left(known, (high, 0))]

    def _touched(self, matches: list[Match]) -> Several[int]:
        """The numbers of the sentences in which a word of these matches stands, which are in order of position."""
        firsts = self.firsts
        low = bisect_right(firsts, matches[0][0]) - 1
        if max([match[1] for match in matches]) <= firsts[low + 1]:
            return (low,)
        numbers: set[int] = set()
        for start, end, _, _ in matches:
            numbers.update(range(bisect_right(firsts, start) - 1, bisect_left(firsts, end)))
        return sorted(numbers)

    def _together_of(self, waiting: Waiting[Together], found: dict[int, list[Match]]) -> None:
        """Add what stands together anywhere in the text."""
        for owner, pattern in waiting.possible(self.present):
            matches = self.matches(pattern)
            if matches:
                _add(found, owner, matches, 0)

    def _in_order(self, pattern: Sequence) -> list[Match]:
        found: list[Match] = []
        if self._one or not pattern.whole:
            needed = self._phrases.of_atom[pattern.steps[0][0]]
            for first, sentence in zip(self.firsts, self.sentences, strict=False):
                if not needed.isdisjoint(sentence.present):
                    found += [
                        (start + first, end + first, parts, first)
                        for start, end, parts, _ in sentence.standing.matched(pattern)
                    ]
        return found

    def _together(self, pattern: Together) -> list[Match]:
        standing = self.places(pattern.atoms[0])
        if len(standing) > _FEW:
            anchors = self._anchored(pattern)
            if not anchors:
                return []
            standing = [place for place in standing if anchors >> place[0] & 1]
        return together(standing, self.places_between, pattern)

    def _anchored(self, pattern: Together) -> int:
        """The first words of the places of the first atom that have a place of every other one so near."""
        known = self._anchors.get(pattern)
        if known is None:
            within = pattern.within
            known = self._first_words(pattern.atoms[0])
            for atom in pattern.atoms[1:]:
                near, wide = self._first_words(atom), 1
                # `near` holds every word less than `wide` words after a place; each turn doubles it.
                while wide <= 2 * within:
                    more = min(wide, 2 * within + 1 - wide)
                    near |= near << more
                    wide += more
                known &= near >> within
            self._anchors[pattern] = known
        return known

    def _first_words(self, atom: int) -> int:
        known = self._bits.get(atom)
        if known is None:
            known = 0
            for first, _ in self.places(atom):
                known |= 1 << first
            self._bits[atom] = known
        return known


def _add(found: dict[int, list[Match]], owner: int, matches: list[Match], first: int) -> None:
    """With words numbered through the text, of which the sentence's first is this one."""
    known = found.get(owner)
    if known is None:
        known = found[owner] = []
    if first:
        for start, end, parts, _ in matches:
            known.append((start + first, end + first, parts, first))
    else:
        known += matches
