"""Shares as they are published: ranges, so wide that no number behind them can be told, and never nobody or everybody.

The narrowest step is five percent, so that the lowest range says "under 5 %" and the highest "over 95 %". Of few, the
step is wider: each range holds at least six possible numbers (`WIDTH` in `withholding.py`), and of fewer than twelve
no share is published at all.
"""

from dataclasses import dataclass

STEPS = (5, 10, 20, 25, 50)
HELD = 6  # possible numbers in a range


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
