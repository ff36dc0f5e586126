"""Which patterns a text must be asked about: each waits under the phrases of its rarest atom.

The idea is the percolator's (a query is indexed by the term fewest documents hold), so what a text costs
grows with what it says and not with the number of rules.
"""

from collections.abc import Iterable, Sequence
from typing import Generic, TypeVar

from triage.phrases import Phrases, compact
from triage.rule import Pattern, Together
from triage.rule import Sequence as InOrder

_Kind = TypeVar("_Kind", bound=Pattern)
# One of the phrases of its second rarest atom must be there, of each other one, and then it is a pattern and whose.
_Waits = tuple[frozenset[int] | None, tuple[frozenset[int], ...], tuple[int, _Kind]]


class Waiting(Generic[_Kind]):
    """Patterns of one kind, by the phrases of their rarest atom."""

    __slots__ = ("_asking", "_under")

    def __init__(
        self, patterns: Iterable[tuple[int, _Kind]], phrases: Phrases, frequency: Sequence[int]
    ) -> None:
        under: dict[int, list[_Waits[_Kind]]] = {}
        of_atom = phrases.of_atom
        for owner, pattern in patterns:
            atoms = {*pattern.atoms}
            rarest, *others = sorted(atoms, key=lambda atom: (frequency[atom], len(of_atom[atom]), atom))
            # What else must be there, the rarest of it apart: it dismisses most.
            first = of_atom[others[0]] if others else None
            waiting = first, tuple([of_atom[atom] for atom in others[1:]]), (owner, pattern)
            for phrase in of_atom[rarest]:
                under.setdefault(phrase, []).append(waiting)
        self._under = {phrase: tuple(found) for phrase, found in under.items()}
        self._asking = compact(under)  # the phrases under which any waits

    def possible(self, present: frozenset[int]) -> list[tuple[int, _Kind]]:
        """The patterns all of whose atoms occur where these phrases are present, with whose they are. Each once, in no
        order.
        """
        under, absent = self._under, present.isdisjoint
        found: list[tuple[int, _Kind]] = []
        for phrase in self._asking & present:
            for first, rest, one in under[phrase]:
                if first is None or not (absent(first) or (rest and any(map(absent, rest)))):
                    found.append(one)
        return [*dict.fromkeys(found)] if len(found) > 1 else found


class Index:
    __slots__ = ("in_order", "together")

    def __init__(
        self, patterns: Iterable[tuple[int, Pattern]], phrases: Phrases, frequency: Sequence[int]
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
        self.in_order = Waiting(in_order, phrases, frequency)
        self.together = Waiting(together, phrases, frequency) if together else None
