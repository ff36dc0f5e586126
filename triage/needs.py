"""What patterns need beside the phrase that they wait under, as bits of one number: one question for each, no set."""

from functools import reduce
from operator import or_

from triage.phrases import Phrases


class Needs:
    """Atoms are numbered as patterns name them; after the last one, `settle`."""

    ALWAYS = 1  # what needs nothing else

    def __init__(self, phrases: Phrases, others: int) -> None:
        """So many `others` beside the phrases are told apart by numbers above theirs or below zero: they meet none."""
        self.phrases = phrases
        self._others = others
        self._bits: dict[int, int] = {}
        self._of_phrase: list[int] = []

    def bit(self, atom: int) -> int:
        known = self._bits.get(atom)
        if known is None:
            known = self._bits[atom] = 2 << len(self._bits)
        return known

    def settle(self) -> None:
        """Note down of each phrase which needs it meets."""
        self._of_phrase = [0] * (len(self.phrases.words) + self._others)
        for atom, bit in self._bits.items():
            for phrase in self.phrases.of_atom[atom]:
                self._of_phrase[phrase] |= bit

    def met(self, present: frozenset[int]) -> int:
        """All needs that these phrases meet."""
        return reduce(or_, map(self._of_phrase.__getitem__, present), self.ALWAYS)
