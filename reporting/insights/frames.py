"""Shifts that could hide a figure, grouped by whom they need beside it: its partner school, topic or month.

Two schools swap with two months, two topics with two months, two schools with two topics: the rows and columns of
such a square keep their sums. Where no square is to be had, counts go from one school, topic or month to another, or
from one school's topic to another school's other one.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from reporting.insights.cube import ALL, DISTRICT, Base, Cell, Counts, Outline
from reporting.insights.school_year import is_month, months_of
from reporting.insights.shift import Shift, shift_of

SCHOOLS, TOPICS, MONTHS = 0, 1, 2
Value = str | int
Axis = tuple[Sequence[Value], Sequence[Value], Sequence[Value]]


@dataclass(frozen=True, slots=True)
class Frame:
    """Shifts that belong together. `alike`: all change the same figures by the same, so that one speaks for all."""

    corners: Sequence[tuple[tuple[Base, ...], tuple[Base, ...]]]
    alike: bool

    def shifts(self, field: "Field") -> Iterator[Shift]:
        for more, less in self.corners:
            shift = shift_of(more, less, field.counts, most=field.most)
            if shift.room:
                yield shift


@dataclass(frozen=True, slots=True)
class Field:
    """All counts that figures of these months are sums of. `most`: how far a free shift goes."""

    outline: Outline
    topics: Sequence[str]
    months: Sequence[int]
    counts: Counts
    most: int

    def inside(self, cell: Cell) -> Axis:
        months = (cell.period,) if is_month(cell.period) else months_of(cell.period)
        return (
            self.outline.schools_in(cell.place),
            self.topics if cell.topic == ALL else (cell.topic,),
            [month for month in months if month in self.months],
        )

    def outside(self, inside: Axis, cell: Cell) -> Mapping[int, Sequence[Value]]:
        """Along each direction in which the figure is narrower than everything: what lies beside it."""
        beside: dict[int, Sequence[Value]] = {}
        if cell.place != DISTRICT:
            others = [one for one in self.outline.bands if one not in inside[SCHOOLS]]
            kin: list[str] = sorted(others, key=_Kin(self.outline, self.outline.bands.get(cell.place)))
            beside[SCHOOLS] = kin
        if cell.topic != ALL:
            beside[TOPICS] = [one for one in self.topics if one != cell.topic]
        if is_month(cell.period):
            beside[MONTHS] = [one for one in self.months if one != cell.period]
        return beside


@dataclass(frozen=True, slots=True)
class _Kin:
    """Schools of the same band first: between them no band's figure changes."""

    outline: Outline
    band: str | None

    def __call__(self, school: str) -> tuple[bool, str]:
        return (self.band is None or self.outline.bands.get(school) != self.band, school)


def frames(cell: Cell, field: Field) -> Iterator[Frame]:
    """Every way to move this figure, squares first."""
    inside = field.inside(cell)
    beside = field.outside(inside, cell)
    directions = sorted(beside)
    for position, first in enumerate(directions):
        for second in directions[position + 1 :]:
            yield from _squares(inside, (first, beside[first]), (second, beside[second]))
    for direction in directions:
        yield from _lines(inside, direction, beside[direction])
    for position, first in enumerate(directions):
        for second in directions[position + 1 :]:
            yield from _diagonals(inside, (first, beside[first]), (second, beside[second]))
    # More or fewer of everything: only where nothing that it is part of was ever published.
    yield Frame(
        [((base,), ()) for base in (_base(dict(enumerate(at))) for at in product(*inside))], alike=False
    )


def _squares(
    inside: Axis, first: tuple[int, Sequence[Value]], second: tuple[int, Sequence[Value]]
) -> Iterator[Frame]:
    third = ({SCHOOLS, TOPICS, MONTHS} - {first[0], second[0]}).pop()
    for one, two in product(first[1], second[1]):
        for near, far in product(inside[first[0]], inside[second[0]]):
            corners = []
            for fixed in inside[third]:
                at = [
                    _base({first[0]: a, second[0]: b, third: fixed})
                    for a, b in ((near, far), (one, two), (near, two), (one, far))
                ]
                corners.append(((at[0], at[1]), (at[2], at[3])))
            yield Frame(corners, alike=True)


def _lines(inside: Axis, direction: int, beside: Sequence[Value]) -> Iterator[Frame]:
    one, two = (other for other in (SCHOOLS, TOPICS, MONTHS) if other != direction)
    for away, near in product(beside, inside[direction]):
        yield Frame(
            [
                ((_base({direction: near, one: a, two: b}),), (_base({direction: away, one: a, two: b}),))
                for a, b in product(inside[one], inside[two])
            ],
            alike=False,
        )


def _diagonals(
    inside: Axis, first: tuple[int, Sequence[Value]], second: tuple[int, Sequence[Value]]
) -> Iterator[Frame]:
    """Where there is nothing in the row and nothing in the column: from another school and another topic at once."""
    third = ({SCHOOLS, TOPICS, MONTHS} - {first[0], second[0]}).pop()
    for one, two in product(first[1], second[1]):
        for near, far in product(inside[first[0]], inside[second[0]]):
            yield Frame(
                [
                    (
                        (_base({first[0]: near, second[0]: far, third: fixed}),),
                        (_base({first[0]: one, second[0]: two, third: fixed}),),
                    )
                    for fixed in inside[third]
                ],
                alike=False,
            )


def _base(at: Mapping[int, Value]) -> Base:
    return Base(str(at[SCHOOLS]), str(at[TOPICS]), int(at[MONTHS]))
