"""What came out: each figure beside its floor of the same run and the goal of the design."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Figure:
    """`floor` is what the bare parts cost in this run; `idle_floor` what they cost where the goals were set, so that a
    busy or slow machine is told from slow code. `goal` and `up` (more is better) as docs/performance.md has them.
    """

    group: str
    name: str
    value: float
    unit: str
    floor: float | None = None
    floor_name: str = ""
    goal: float | None = None
    up: bool = False
    idle_floor: float | None = None

    @property
    def ratio(self) -> float | None:
        return self.value / self.floor if self.floor else None

    @property
    def reached(self) -> float | None:
        """How much of the goal: 1 and more is all of it, 0.5 half of it."""
        if not self.goal or not self.value:
            return None
        return self.value / self.goal if self.up else self.goal / self.value

    @property
    def scaled(self) -> float | None:
        """How much of the goal, had the floors of this run been those of the idle machine."""
        if self.reached is None or not self.idle_floor or not self.floor:
            return None
        slower = self.idle_floor / self.floor
        return self.reached * slower if self.up else self.reached / slower

    def members(self) -> dict[str, Any]:
        return {
            "group": self.group,
            "name": self.name,
            "value": self.value,
            "unit": self.unit,
            "floor": self.floor,
            "floor_name": self.floor_name,
            "ratio": self.ratio,
            "goal": self.goal,
            "reached": self.reached,
            "scaled": self.scaled,
        }


def quantile(ordered: Sequence[float], share: float) -> float:
    """The value below which `share` of them lie. `ordered` ascends; 0 when there is none."""
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))] if ordered else 0.0


def table(figures: Iterable[Figure]) -> str:
    lines = [
        f"{'':46s} {'measured':>14s}  {'floor':>10s} {'ratio':>6s}  {'goal':>10s} {'of goal':>7s} {'scaled':>7s}"
    ]
    group = ""
    for one in figures:
        if one.group != group:
            group = one.group
            lines += ["", group]
        lines.append(
            f"  {one.name:44s} {_shown(one.value):>9s} {one.unit:<5s} {_shown(one.floor):>9s} {_times(one.ratio):>6s} "
            f"{_shown(one.goal):>10s} {_percent(one.reached):>7s} "
            f"{_percent(one.scaled):>7s}  {one.floor_name}"
        )
    return "\n".join(lines)


def _shown(value: float | None) -> str:
    if value is None:
        return ""
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"


def _times(ratio: float | None) -> str:
    return "" if ratio is None else f"{ratio:.2f}"


def _percent(reached: float | None) -> str:
    return "" if reached is None else f"{100 * reached:.0f}%"
