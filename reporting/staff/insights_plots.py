"""Places of bars and boxes in a drawing, in its own units. Pure: the templates draw them, the style sheet colours them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from reporting.insights.coding import Range

WIDTH, HEIGHT = 360, 150
TOP, FOOT = 18, 22
SHADES = 5


@dataclass(frozen=True, slots=True)
class Bar:
    """`known` is False for a withheld figure: its box is as high as nothing, and hatched."""

    x: float
    y: float
    width: float
    height: float
    middle: float
    known: bool


def columns(counts: Sequence[int | None], slots: int = 12) -> tuple[Bar, ...]:
    """One a month, from the left; the highest reaches the top."""
    most = max((n for n in counts if n is not None), default=1)
    step, room = WIDTH / slots, HEIGHT - TOP - FOOT
    found = []
    for at, n in enumerate(counts):
        height = 8.0 if n is None else max(1.0, room * n / most)
        x = at * step + 3
        found.append(Bar(x, HEIGHT - FOOT - height, step - 6, height, at * step + step / 2, n is not None))
    return tuple(found)


def spans(shares: Sequence[Range | None], slots: int = 12) -> tuple[Bar, ...]:
    """A box from the lower to the upper end of each share, on a scale from nobody to everybody."""
    step, room = WIDTH / slots, HEIGHT - TOP - FOOT
    found = []
    for at, share in enumerate(shares):
        low, high = (share.low, share.high) if share else (0, 100)
        y = TOP + room * (100 - high) / 100
        height = max(4.0, room * (high - low) / 100)
        found.append(Bar(at * step + 3, y, step - 6, height, at * step + step / 2, share is not None))
    return tuple(found)


def lengths(counts: Iterable[int | None]) -> tuple[float | None, ...]:
    """In percent of the longest."""
    each = list(counts)
    most = max((n for n in each if n is not None), default=1)
    return tuple(None if n is None else 100 * n / most for n in each)


def shades(rows: Sequence[Sequence[int | None]]) -> tuple[tuple[int, ...], ...]:
    """From 1, pale, to 5; 0 for a withheld figure."""
    most = max((n for row in rows for n in row if n is not None), default=1)
    return tuple(
        tuple(0 if n is None else 1 + min(SHADES - 1, SHADES * n // (most + 1)) for n in row) for row in rows
    )


STAGE, ABOVE = 16, 20  # a bar, and its words above it
EVERYBODY = Range(100, 100)


@dataclass(frozen=True, slots=True)
class Stage:
    """A step of a funnel, in the middle: as wide as it is at least, and as it may be at most. `known` as in `Bar`."""

    y: int
    x: float
    width: float
    x_most: float
    most: float
    known: bool


def funnel(shares: Sequence[Range | None]) -> tuple[Stage, ...]:
    """Everybody first, then who is left at each step; the top one has the whole width."""
    found = []
    for at, share in enumerate((EVERYBODY, *shares)):
        low, high = (share.low, share.high) if share else (0, 100)
        least, most = (max(2.0, WIDTH * percent / 100) for percent in (low, high))
        y = ABOVE + at * (STAGE + ABOVE)
        found.append(Stage(y, (WIDTH - least) / 2, least, (WIDTH - most) / 2, most, share is not None))
    return tuple(found)


def funnel_height(steps: int) -> int:
    """Of a drawing with so many steps after the first."""
    return 4 + (steps + 1) * (STAGE + ABOVE)


def lost(before: Range | None, after: Range | None) -> Range | None:
    """How many of a hundred went at this step, from two shares of the same whole. Pure."""
    if before is None or after is None:
        return None
    return Range(max(0, before.low - after.high), max(0, before.high - after.low))
