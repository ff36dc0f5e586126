"""Shares as they are published: ranges, so wide that no number behind them can be told, and never nobody or everybody.

The narrowest step is five percent, so that the lowest range says "under 5 %" and the highest "over 95 %". Of few, the
step is wider: each range holds at least six possible numbers (`WIDTH` in `withholding.py`), and of fewer than twelve
no share is published at all.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

STEPS = (5, 10, 20, 25, 50)
HELD = 6  # possible numbers in a range
TEN = 10


@dataclass(frozen=True, slots=True)
class Range:
    """In percent: at least `low`, less than `high`; the highest range ends with 100 itself."""

    low: int
    high: int

    @property
    def bottom(self) -> bool:
        return self.low == 0

    @property
    def top(self) -> bool:
        return self.high == 100  # noqa: PLR2004  # percent


def range_of(part: int, of: int) -> Range | None:
    """None for too few to say anything. Raises ValueError for a part that is more than the whole."""
    if not 0 <= part <= of:
        raise ValueError(f"{part} is no part of {of}")
    for step in STEPS:
        if step * of >= HELD * 100:
            low = min(100 * part // of // step * step, 100 - step)
            return Range(low, low + step)
    return None


def numbers(share: Range | None, of: int) -> tuple[int, int]:
    """Lowest and highest number that the range allows; everything where there is no range."""
    if share is None:
        return 0, of
    return -(-share.low * of // 100), of if share.top else -(-share.high * of // 100) - 1


def tens_of(n: int) -> Range | None:
    """A count as it is published by the ten: "40 to 49"; None below ten."""
    return None if n < TEN else Range(n // TEN * TEN, n // TEN * TEN + TEN - 1)


def counts_of(tens: Range | None) -> tuple[int, int]:
    """Lowest and highest count that it allows."""
    return (0, TEN - 1) if tens is None else (tens.low, tens.high)


@dataclass(frozen=True, slots=True)
class Sums:
    """Ways to add up the same number, which is `of` itself: its months, its topics, its bands with the schools of none.

    `inside`: of a part that is itself a sum, the names of its parts. All by name in `bounds`.
    """

    of: str
    ways: tuple[tuple[str, ...], ...]
    inside: Mapping[str, tuple[str, ...]]

    def all(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        yield from ((self.of, way) for way in self.ways)
        yield from self.inside.items()


def still_wide(bounds: Mapping[str, tuple[int, int]], sums: Sums) -> bool:
    """Whether each range keeps its six numbers for somebody who knows all the others and what adds up to what.

    A range of fewer numbers than that was nobody's secret. The sums make a tree, in which what is passed from sum to sum
    until nothing changes is all that can be known. Where a late count keeps a sum from coming out, no numbers fit, and
    nothing is proven: no.
    """
    known = dict(bounds)
    while _passed_on(known, sums):
        if any(low > high for low, high in known.values()):
            return False
    return all(
        known[name][1] - known[name][0] >= min(HELD - 1, high - low) for name, (low, high) in bounds.items()
    )


def _passed_on(known: dict[str, tuple[int, int]], sums: Sums) -> bool:
    changed = False
    for whole, parts in sums.all():
        low_sum, high_sum = (sum(known[part][end] for part in parts) for end in (0, 1))
        changed |= _narrow(known, whole, low_sum, high_sum)
        least, most = known[whole]
        for part in parts:
            low, high = known[part]
            changed |= _narrow(known, part, least - (high_sum - high), most - (low_sum - low))
    return changed


def _narrow(known: dict[str, tuple[int, int]], name: str, least: int, most: int) -> bool:
    low, high = known[name]
    known[name] = max(low, least), min(high, most)
    return known[name] != (low, high)
