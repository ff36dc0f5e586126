"""Seven days of a team as lanes of forty-eight half hours in the district's wall-clock. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from reporting.staff.people_view import Stretch

HALF_HOURS = 48


@dataclass(frozen=True, slots=True)
class Block:
    """Columns count from 1, as CSS grids do. `starts` and `ends` are the stretch's own, not the lane's."""

    column: int
    width: int
    names: tuple[str, ...]
    gap: str | None
    starts: datetime
    ends: datetime


@dataclass(frozen=True, slots=True)
class Lane:
    day: date
    blocks: tuple[Block, ...]


def week_of(stretches: Sequence[Stretch], first: date, zone: str) -> tuple[Lane, ...]:
    """Cuts each stretch at local midnight. A lane shows wall-clock hours: on the days when clocks change, one hour
    is drawn over or left out, and the blocks still begin and end at the hours people read on the wall.
    """
    return tuple(_lane(stretches, first + timedelta(days=n), ZoneInfo(zone)) for n in range(7))


def _lane(stretches: Sequence[Stretch], day: date, zone: ZoneInfo) -> Lane:
    begin = datetime.combine(day, time(), tzinfo=zone).astimezone(UTC)
    end = datetime.combine(day + timedelta(days=1), time(), tzinfo=zone).astimezone(UTC)
    blocks: list[Block] = []
    free = 1
    for one in sorted(stretches, key=lambda stretch: stretch.starts):
        if one.ends <= begin or one.starts >= end:
            continue
        first = max(free, 1 if one.starts <= begin else _column(one.starts, zone))
        last = HALF_HOURS + 1 if one.ends >= end else _column(one.ends, zone)
        width = max(1, last - first)
        if first > HALF_HOURS:
            continue
        width = min(width, HALF_HOURS + 1 - first)
        blocks.append(Block(first, width, tuple(p.name for p in one.people), one.gap, one.starts, one.ends))
        free = first + width
    return Lane(day, tuple(blocks))


def _column(moment: datetime, zone: ZoneInfo) -> int:
    local = moment.astimezone(zone)
    return local.hour * 2 + local.minute // 30 + 1
