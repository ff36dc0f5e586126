"""One reading of a text with what was found in its sentences."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from itertools import accumulate
from operator import itemgetter

from triage.index import Index
from triage.phrases import Phrases
from triage.reading import Reading
from triage.rule import Pattern, Sequence, Together
from triage.sentence import Place, Sentence

# By the number of whoever's they are the patterns that occur, with the numbers of the sentences that hold each.
Occurring = dict[int, dict[Pattern, list[int]]]
_OWNER = itemgetter(0)
_NO_PHRASE: frozenset[int] = frozenset()


class Scene:
    def __init__(self, reading: Reading, sentences: list[Sentence], phrases: Phrases) -> None:
        self.reading = reading
        self.sentences = sentences
        self.firsts = [*accumulate([sentence.length for sentence in sentences], initial=0)]
        self.present = _NO_PHRASE.union(*[sentence.present for sentence in sentences])
        self._phrases = phrases
        self._places: dict[int, list[Place]] = {}
        self._holding: dict[Sequence, list[int]] = {}
        self._anchors: dict[Together, int] = {}
        self._anywhere: dict[Index, list[Pattern]] = {}

    def of_rules(self, index: Index) -> Occurring:
        """The patterns of all rules that occur."""
        found: Occurring = {}
        waiting = index.in_order
        for number, sentence in enumerate(self.sentences):
            held = sentence.held
            if held is None:
                held = sentence.held = sentence.holding(waiting)
            for owner, pattern in held:
                if self._whole(pattern):
                    found.setdefault(owner, {}).setdefault(pattern, []).append(number)
        self._together_of(index, found)
        return found

    def around(self, index: Index, places: Iterable[Place]) -> dict[Pattern, list[int]]:
        """The patterns of an index that occur in the sentences of these places; what stands together counts wherever
        it does. In the order of the index.
        """
        found: Occurring = {}
        waiting = index.in_order
        for number in self._touched(places):
            for owner, pattern in self.sentences[number].holding(waiting):
                if self._whole(pattern):
                    found.setdefault(owner, {}).setdefault(pattern, []).append(number)
        self._together_of(index, found)
        return {pattern: numbers for at in sorted(found) for pattern, numbers in found[at].items()}

    def anywhere(self, index: Index) -> list[Pattern]:
        """The patterns of an index that occur, in its order."""
        known = self._anywhere.get(index)  # boosters are those of several rules
        if known is None:
            possible: list[tuple[int, Pattern]] = [*index.in_order.possible(self.present)]
            if index.together is not None:
                possible += index.together.possible(self.present)
            known = self._anywhere[index] = [
                pattern for _, pattern in sorted({*possible}, key=_OWNER) if self.occurs(pattern)
            ]
        return known

    def _touched(self, places: Iterable[Place]) -> list[int]:
        """The numbers of the sentences in which a word of these places stands."""
        numbers = {
            number
            for start, end in places
            for number in range(bisect_right(self.firsts, start) - 1, bisect_left(self.firsts, end))
        }
        return sorted(numbers)

    def _together_of(self, index: Index, found: Occurring) -> None:
        """Add what stands together anywhere in the text."""
        if index.together is not None:
            for owner, together in index.together.possible(self.present):
                if self.anchors(together):
                    found.setdefault(owner, {})[together] = []

    def places(self, atom: int) -> list[Place]:
        known = self._places.get(atom)
        if known is None:
            phrases = self._phrases.of_atom[atom]
            known = []
            for first, sentence in zip(self.firsts, self.sentences, strict=False):
                if not phrases.isdisjoint(sentence.present):
                    known += sentence.places(atom, first)
            self._places[atom] = known
        return known

    def places_between(self, atom: int, low: int, high: int) -> list[Place]:
        """Places that begin at word low … high-1."""
        known = self.places(atom)
        return known[bisect_left(known, (low, 0)) : bisect_left(known, (high, 0))]

    def occurs(self, pattern: Pattern) -> bool:
        """Whether a sequence occurs; of things that stand together, whether each has the others near it."""
        return bool(self.holding(pattern) if isinstance(pattern, Sequence) else self.anchors(pattern))

    def holding(self, pattern: Sequence) -> list[int]:
        """The numbers of the sentences in which it occurs."""
        known = self._holding.get(pattern)
        if known is None:
            known = []
            if self._whole(pattern):
                needed = [self._phrases.of_atom[atom] for atom in pattern.atoms]
                for number, sentence in enumerate(self.sentences):
                    if not any(map(sentence.present.isdisjoint, needed)) and sentence.holds(pattern):
                        known.append(number)
            self._holding[pattern] = known
        return known

    def _whole(self, pattern: Sequence) -> bool:
        return not pattern.whole or len(self.sentences) == 1

    def anchors(self, pattern: Together) -> int:
        """The places of the first atom that have a place of every other one so near."""
        known = self._anchors.get(pattern)
        if known is None:
            known = self._anchors[pattern] = self._together(pattern)
        return known

    def _together(self, pattern: Together) -> int:
        within = pattern.within
        anchors = self._first_words(pattern.atoms[0])
        for atom in pattern.atoms[1:]:
            near, wide = self._first_words(atom), 1
            # `near` holds every word less than `wide` words after a place; each turn doubles it.
            while wide <= 2 * within:
                more = min(wide, 2 * within + 1 - wide)
                near |= near << more
                wide += more
            anchors &= near >> within
        return anchors

    def _first_words(self, atom: int) -> int:
        bits = 0
        for first, _ in self.places(atom):
            bits |= 1 << first
        return bits
