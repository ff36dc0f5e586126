"""A layer whose turns stand at dates of their own: what was read from somebody's calendar. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from notify.roster import Interval


@dataclass(frozen=True, slots=True)
class Turn:
    """From `starts` until just before `ends`, aware UTC."""

    starts: datetime
    ends: datetime
    person: bytes


@dataclass(frozen=True, slots=True)
class DatedLayer:
    """`turns` do not overlap."""

    layer: bytes
    zone: str
    turns: tuple[Turn, ...]
    position: int = 0  # 0 is called first
    rank: int = 0  # the higher rank wins
    starts_on: date | None = None
    ends_on: date | None = None

    @property
    def tier(self) -> int:
        """Days off win over it."""
        return 0

    @property
    def persons(self) -> tuple[bytes, ...]:
        return tuple(dict.fromkeys(turn.person for turn in self.turns))


def dated_turns(layer: DatedLayer, start: datetime, end: datetime) -> Iterator[Interval]:
    """The turns between two UTC instants, cut at them."""
    for turn in layer.turns:
        starts, ends = max(start, turn.starts), min(end, turn.ends)
        if starts < ends:
            yield Interval(starts, ends, turn.person, layer.position, layer.layer)
