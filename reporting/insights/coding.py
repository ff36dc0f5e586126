"""Shares as they are published: ranges, so wide that no number behind them can be told, and never nobody or everybody.

The narrowest step is five percent, so that the lowest range says "under 5 %" and the highest "over 95 %". Of few, the
step is wider: each range holds at least six possible numbers (`WIDTH` in `withholding.py`), and of fewer than twelve
no share is published at all.
"""

from collections.abc import Sequence
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


def numbers(share: Range | None, of: int) -> tuple[int, int]:
    """Lowest and highest number that the range allows; everything where there is no range."""
    if share is None:
        return 0, of
    return -(-share.low * of // 100), of if share.top else -(-share.high * of // 100) - 1


def still_wide(parts: Sequence[tuple[int, int]], others: Sequence[tuple[int, int]]) -> bool:
    """Whether each range keeps its six numbers for somebody who knows that both lists add up to the same.

    The months of a year and its schools do. A range of fewer numbers than that was nobody's secret.
    """
    for one, two in ((parts, others), (others, parts)):
        least, most = sum(low for low, _ in two), sum(high for _, high in two)
        low_sum, high_sum = sum(low for low, _ in one), sum(high for _, high in one)
        for low, high in one:
            narrow = max(low, least - (high_sum - high)), min(high, most - (low_sum - low))
            if narrow[1] - narrow[0] < min(HELD - 1, high - low):
                return False
    return True
