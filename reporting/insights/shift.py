"""A shift: another set of counts that gives all the same published figures. It is what proves that a figure is hidden.

Whoever knows every published figure cannot tell the true counts from the shifted ones. So a withheld figure that a
shift raises by a and lowers by b has at least a + b + 1 possible values, for any attacker, with any solver.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from reporting.insights.cube import Base, Cell, Counts, Outline, cells_over


@dataclass(frozen=True, slots=True)
class Shift:
    """`more` gain one each and `less` lose one each; as often as `up` upwards, `down` the other way round."""

    more: tuple[Base, ...]
    less: tuple[Base, ...]
    up: int
    down: int

    @property
    def room(self) -> int:
        return self.up + self.down


def shift_of(more: Iterable[Base], less: Iterable[Base], counts: Counts, *, most: int) -> Shift:
    """As far as no count falls below zero. `most`: how far one goes where nothing stands against it."""
    gain, lose = tuple(more), tuple(less)
    up = min((counts.get(base, 0) for base in lose), default=most)
    down = min((counts.get(base, 0) for base in gain), default=most)
    return Shift(gain, lose, up, down)


def effect(more: Iterable[Base], less: Iterable[Base], outline: Outline) -> dict[Cell, int]:
    """By how much each figure changes when a shift is made once; those that stay are left out."""
    change: dict[Cell, int] = {}
    for bases, by in ((more, 1), (less, -1)):
        for base in bases:
            for cell in cells_over(base, outline):
                change[cell] = change.get(cell, 0) + by
    return {cell: by for cell, by in change.items() if by}


def proves(
    shifts: Collection[Shift], outline: Outline, counts: Counts, published: Collection[Cell]
) -> Mapping[Cell, int]:
    """How wide these shifts, each made or not, leave the range of each figure that they change: highest less lowest.

    Raises ValueError if a shift changes a published figure, or if they take more from a count than is there.
    """
    taken: Counter[Base] = Counter()
    width: Counter[Cell] = Counter()
    for shift in shifts:
        for bases, by in ((shift.more, shift.down), (shift.less, shift.up)):
            for base in bases:
                taken[base] += by
        for cell, by in effect(shift.more, shift.less, outline).items():
            if cell in published:
                raise ValueError(f"a shift changes the published {cell}")
            width[cell] += abs(by) * shift.room
    for base, n in taken.items():
        if n > counts.get(base, 0):
            raise ValueError(f"shifts take more than there is from {base}")
    return width
