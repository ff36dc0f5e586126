"""Which patterns a text must be asked about: each waits under the phrases of its rarest atom.

The idea is the percolator's (a query is indexed by the term fewest documents hold), so what a text costs
grows with what it says and not with the number of rules.
"""

from collections.abc import Iterable, Sequence
from typing import Generic, TypeVar

from triage.needs import Needs
from triage.phrases import compact
from triage.rule import Pattern, Together
from triage.rule import Sequence as InOrder

_Kind = TypeVar("_Kind", bound=Pattern)


class Waiting(Generic[_Kind]):
    """Patterns of one kind, by the phrases of their rarest atom."""

    __slots__ = ("_under", "asking", "needs")

    def __init__(self, patterns: Iterable[tuple[int, _Kind]], needs: Needs, frequency: Sequence[int]) -> None:
        under: dict[int, list[tuple[int, tuple[frozenset[int], ...], tuple[int, _Kind]]]] = {}
        of_atom = needs.phrases.of_atom
        for owner, pattern in patterns:
            atoms = {*pattern.atoms}
            rarest, *others = sorted(atoms, key=lambda atom: (frequency[atom], len(of_atom[atom]), atom))
            # What else must be there, the rarest of it apart: it dismisses most.
            first = needs.bit(others[0]) if others else needs.ALWAYS
            waiting = first, tuple([of_atom[atom] for atom in others[1:]]), (owner, pattern)
            for phrase in of_atom[rarest]:
                under.setdefault(phrase, []).append(waiting)
        self._under = {phrase: (_any_of(found), tuple(found)) for phrase, found in under.items()}
        self.needs = needs
        self.asking = compact(under)  # the phrases under which any waits

    def possible(self, asked: Iterable[int], present: frozenset[int], has: int) -> list[tuple[int, _Kind]]:
        """Of the patterns that wait under these phrases those all of whose atoms occur where these are present, and so
        the text `has` such needs; with whose they are. In no order, and some more than once.
        """
        under, absent = self._under, present.isdisjoint
        found = []
        for phrase in asked:
            any_of, waiting = under[phrase]
            if has & any_of:
                for needed, rest, one in waiting:
                    if has & needed and not (rest and any(map(absent, rest))):
                        found.append(one)
        return found


class Index:
    __slots__ = ("in_order", "together")

    def __init__(
        self, patterns: Iterable[tuple[int, Pattern]], needs: Needs, frequency: Sequence[int]
    ) -> None:
        """Patterns, each with a number that says whose it is. `frequency` tells of each atom how often examples
        hold it.
        """
        in_order: list[tuple[int, InOrder]] = []
        together: list[tuple[int, Together]] = []
        for owner, pattern in patterns:
            if isinstance(pattern, InOrder):
                in_order.append((owner, pattern))
            else:
                together.append((owner, pattern))
        self.in_order = Waiting(in_order, needs, frequency)
        self.together = Waiting(together, needs, frequency) if together else None


def _any_of(waiting: Iterable[tuple[int, object, object]]) -> int:
    bits = 0
    for needed, _, _ in waiting:
        bits |= needed
    return bits
