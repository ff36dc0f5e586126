"""Which figures are withheld: those of fewer than ten, and as many more as it takes that none can be worked out.

Figures are decided once, when their period is over, and what was decided stays: a published figure cannot be taken
back, a withheld one never appears later. Whoever subtracts two reports works with the same figures as everybody.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from reporting.insights.cube import ALL, DISTRICT, SCHOOL, Cell, Counts, Outline, cells_of, summed
from reporting.insights.frames import Field, Frame, frames
from reporting.insights.school_year import is_month, months_of, year_of
from reporting.insights.shift import Shift, effect, proves

FEWEST = 10  # no figure below it is published
WIDTH = 5  # highest less lowest possible value of a withheld figure, at the least: six values

Figures = Mapping[Cell, int | None]


@dataclass(frozen=True, slots=True)
class Wish:
    """Which tables of a period are tried to be published; each wish asks for less than the one before."""

    schools: bool
    topics: bool
    bands: bool

    def wants(self, cell: Cell) -> bool:
        if cell.topic != ALL and not self.topics:
            return False
        if cell.place.startswith(SCHOOL):
            return self.schools
        return cell.place == DISTRICT or self.bands


WISHES = (
    Wish(schools=True, topics=True, bands=True),
    Wish(schools=True, topics=False, bands=True),
    Wish(schools=False, topics=True, bands=True),
    Wish(schools=False, topics=False, bands=True),
    Wish(schools=False, topics=False, bands=False),
)


@dataclass(slots=True)
class _Draft:
    """What is published and withheld so far. `open`: figures of this period, which may still be withheld."""

    published: set[Cell]
    withheld: set[Cell]
    open: set[Cell]
    safe: dict[Cell, int] = field(default_factory=dict)

    def withhold(self, cells: Iterable[Cell]) -> None:
        for cell in cells:
            self.published.discard(cell)
            self.open.discard(cell)
            self.withheld.add(cell)


def decide(
    counts: Counts, outline: Outline, topics: Collection[str], earlier: Mapping[Cell, bool], period: int
) -> Figures:
    """Every figure of `period`: its count, or None where it is withheld.

    `counts`: at least of the whole school year so far; of months that were decided before, the same as then.
    `earlier`: what was decided before, whether it was published; of the same school year.
    """
    true = summed(counts, outline)
    months = months_of(year_of(period) if is_month(period) else period)
    known = [m for m in months if m == period or Cell(DISTRICT, ALL, m) in earlier]
    ground = Field(outline, tuple(topics), known, counts, WIDTH)
    due = tuple(cells_of(period, outline, topics))
    for wish in WISHES:
        draft = _begin(due, true, earlier, wish, period)
        if _hide(draft, ground, true):
            return {cell: true[cell] if cell in draft.published else None for cell in due}
    return {
        cell: true[cell] if _adds_up(cell, true[cell], outline, earlier, known, true) else None
        for cell in due
    }


def _adds_up(  # noqa: PLR0917 -- what a sum is made of
    cell: Cell,
    value: int,
    outline: Outline,
    earlier: Mapping[Cell, bool],
    months: Collection[int],
    true: Mapping[Cell, int],
) -> bool:
    """Whether a year's figure is the sum of published months: withheld, it would be no secret to anybody."""
    if is_month(cell.period):
        return False
    schools = outline.schools_in(cell.place)
    alike = [place for place in outline.places() if outline.schools_in(place) == schools]
    found = 0
    for month in months:
        shown = [one for place in alike if earlier.get(one := Cell(place, cell.topic, month))]
        if not shown:
            return False
        found += true[shown[0]]
    return found == value


def _begin(
    due: Collection[Cell], true: Mapping[Cell, int], earlier: Mapping[Cell, bool], wish: Wish, period: int
) -> _Draft:
    shown = {cell for cell in due if wish.wants(cell) and true.get(cell, 0) >= FEWEST}
    return _Draft(
        published={cell for cell, was in earlier.items() if was} | shown,
        withheld={cell for cell, was in earlier.items() if not was} | (set(due) - shown),
        open=set(shown),
        # A month moves no figure of another: what hid those before hides them still. A year moves all of its months'.
        safe=dict.fromkeys(earlier, WIDTH) if is_month(period) else {},
    )


def _hide(draft: _Draft, ground: Field, true: Mapping[Cell, int]) -> bool:
    """Withhold until each withheld figure is hidden; False where that cannot be done."""
    habits = Counter(cell.place for cell in draft.withheld) + Counter(cell.topic for cell in draft.withheld)
    while True:
        waiting = [cell for cell in draft.withheld if draft.safe.get(cell, 0) < WIDTH]
        if not waiting:
            return True
        # The narrowest first: what hides a school in a month often hides its band with it.
        cell = min(waiting, key=lambda one: (-len(one.place), one.topic == ALL, one))
        best = _cheapest(cell, draft, ground, true, habits)
        if best is None:
            return False
        extra, widths = best
        draft.withhold(extra)
        for touched, width in widths.items():
            draft.safe[touched] = max(draft.safe.get(touched, 0), width)


Hiding = tuple[frozenset[Cell], Mapping[Cell, int]]
Price = tuple[int, int, int]


def _cheapest(
    cell: Cell, draft: _Draft, ground: Field, true: Mapping[Cell, int], habits: Mapping[str, int]
) -> Hiding | None:
    best: Hiding | None = None
    lowest: Price | None = None

    def price(extra: Collection[Cell]) -> Price:
        """Fewest figures, weighed by how many people look at them; then what is withheld often in any case."""
        return (
            sum(_weight(one) for one in extra),
            -sum(habits.get(one.place, 0) + habits.get(one.topic, 0) for one in extra),
            sum(true.get(one, 0) for one in extra),
        )

    for frame in frames(cell, ground):
        if frame.alike:
            more, less = frame.corners[0]
            shown = _shown(effect(more, less, ground.outline), cell, draft)
            if shown is None or (lowest is not None and price(shown) >= lowest):
                continue
        found = _of_frame(cell, frame, draft, ground)
        if found is None:
            continue
        asked = price(found[0])
        if lowest is None or asked < lowest:
            best, lowest = found, asked
        if not found[0]:
            break
    return best


def _weight(cell: Cell) -> int:
    if cell.place.startswith(SCHOOL):
        return 1
    return 40 if cell.place == DISTRICT and cell.topic == ALL else 8


def _shown(change: Mapping[Cell, int], cell: Cell, draft: _Draft) -> frozenset[Cell] | None:
    """What must be withheld for such a shift; None where it cannot be made, or does not move the figure."""
    if cell not in change:
        return None
    shown = frozenset(one for one in change if one in draft.published)
    return shown if shown <= draft.open else None


def _of_frame(cell: Cell, frame: Frame, draft: _Draft, ground: Field) -> Hiding | None:
    """The fewest of a frame's shifts that hide the figure, and what must be withheld for them."""
    usable = []
    for shift in frame.shifts(ground):
        change = effect(shift.more, shift.less, ground.outline)
        shown = _shown(change, cell, draft)
        if shown is not None:
            usable.append((shift, shown, abs(change[cell]) * shift.room))
    usable.sort(key=lambda one: (len(one[1]), -one[2]))
    extra: set[Cell] = set()
    taken: list[Shift] = []
    width = 0
    for shift, shown, room in usable:
        if width >= WIDTH:
            break
        taken.append(shift)
        extra |= shown
        width += room
    if width < WIDTH:
        return None
    return frozenset(extra), proves(taken, ground.outline, ground.counts, draft.published - extra)
