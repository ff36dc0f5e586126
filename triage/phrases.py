"""Every phrase that the rules name, by number, and the atoms that are made of them."""

from collections.abc import Iterable, Mapping, Sequence

Words = tuple[str, ...]
PLACE = "place"
PLACE_PHRASE: Words = ("$place",)  # no text holds such a word; the names of each school stand for it


def compact(numbers: Iterable[int]) -> frozenset[int]:
    """The numbers as a set of the least size in memory: one that grew number by number is up to four times as wide, and
    is walked through as often as a text is asked.
    """
    return frozenset({*numbers})


class Phrases:
    def __init__(self, atoms: Sequence[frozenset[Words]]) -> None:
        """`atoms` in the order of their numbers."""
        self.words = tuple(dict.fromkeys(phrase for phrases in atoms for phrase in sorted(phrases)))
        self.padded = tuple(f" {' '.join(phrase)} " for phrase in self.words)  # as they stand in a sentence
        self.lengths = tuple(map(len, self.words))
        self._number = {phrase: at for at, phrase in enumerate(self.words)}
        self.of_atom = tuple(compact(map(self._number.__getitem__, phrases)) for phrases in atoms)
        self.place = self._number.get(PLACE_PHRASE)  # stands for the names of the school's own places

    @property
    def numbered(self) -> Mapping[Words, int]:
        return self._number

    def said(self, atom: int) -> frozenset[Words]:
        """The phrases that one atom stands for."""
        return frozenset(map(self.words.__getitem__, self.of_atom[atom]))
