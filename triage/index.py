"""Which patterns a text must be asked about: each waits under the phrases of its rarest atom.

The idea is the percolator's (a query is indexed by the term fewest documents hold), so what a text costs
grows with what it says and not with the number of rules.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Generic, TypeVar

from triage.phrases import Phrases
from triage.rule import Pattern, Together
from triage.rule import Sequence as InOrder

_Kind = TypeVar("_Kind", bound=Pattern)
_Others = tuple[frozenset[int], ...]  # for each other atom its phrases: one of them must occur


class Waiting(Generic[_Kind]):
    """Patterns of one kind, by the phrases of their rarest atom."""

    def __init__(
        self, patterns: Iterable[tuple[int, _Kind]], phrases: Phrases, frequency: Sequence[int]
    ) -> None:
        under: dict[int, list[tuple[int, _Kind, _Others]]] = {}
        for owner, pattern in patterns:
            atoms = {*pattern.atoms}
            rarest, *others = sorted(
                atoms, key=lambda atom: (frequency[atom], len(phrases.of_atom[atom]), atom)
            )
            needs = tuple(phrases.of_atom[atom] for atom in others)
            for phrase in phrases.of_atom[rarest]:
                under.setdefault(phrase, []).append((owner, pattern, needs))
        self._under = {phrase: tuple(found) for phrase, found in under.items()}
        self._asking = frozenset(under)

    def possible(self, present: frozenset[int]) -> Iterator[tuple[int, _Kind]]:
        """The patterns all of whose atoms occur where these phrases do, with whose they are."""
        for phrase in self._asking & present:
            for owner, pattern, others in self._under[phrase]:
                for other in others:
                    if other.isdisjoint(present):
                        break
                else:
                    yield owner, pattern


class Index:
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
