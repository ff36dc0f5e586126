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
