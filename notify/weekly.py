"""A layer whose turns are the same every week, each with a person of its own. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from notify.roster import Interval
from notify.wall import WEEK, HandoffRefused, bounds, clock, instant, refuse_unsafe


@dataclass(frozen=True, slots=True)
class Slot:
    """A weekly turn, in minutes of the wall-clock week (Monday 00:00 = 0); `ends` may pass Sunday midnight."""

    begins: int
    ends: int
    person: bytes


@dataclass(frozen=True, slots=True)
class WeeklyLayer:
    layer: bytes
    zone: str
    slots: tuple[Slot, ...]
    position: int = 0  # 0 is called first
    rank: int = 0  # the higher rank wins
    starts_on: date | None = None
    ends_on: date | None = None  # the last day, included

    @property
    def tier(self) -> int:
        """Days off win over it."""
        return 0

    @property
    def persons(self) -> tuple[bytes, ...]:
        return tuple(dict.fromkeys(slot.person for slot in self.slots))


def check_weekly(layer: WeeklyLayer) -> None:
    """Refuse what a clock change would double or swallow, and turns that overlap. Raises HandoffRefused."""
    ZoneInfo(layer.zone)
    for slot in layer.slots:
        if not 0 <= slot.begins < WEEK or not slot.begins < slot.ends <= slot.begins + WEEK:
            raise HandoffRefused("turn", "A turn must begin within the week and last at most one week.")
        for minute in (slot.begins, slot.ends):
            refuse_unsafe(minute)
    ordered = sorted(layer.slots, key=lambda slot: slot.begins)
    around = [*ordered, Slot(ordered[0].begins + WEEK, ordered[0].ends + WEEK, b"")] if ordered else []
    for one, following in pairwise(around):
        if one.ends > following.begins:
            raise HandoffRefused("overlap", f"Two turns of one layer overlap at {clock(following.begins)}.")


def weekly_turns(layer: WeeklyLayer, start: datetime, end: datetime) -> Iterator[Interval]:
    """The turns between two UTC instants, cut at them; in no order."""
    zone = ZoneInfo(layer.zone)
    begin, finish = bounds(layer.starts_on, layer.ends_on, zone, start, end)
    local = start.astimezone(zone).date()
    monday = local - timedelta(days=local.weekday() + 7)
    while instant(monday, 0, zone) < finish:
        for slot in layer.slots:
            starts = max(begin, instant(monday, slot.begins, zone))
            ends = min(finish, instant(monday, slot.ends, zone))
            if starts < ends:
                yield Interval(starts, ends, slot.person, layer.position, layer.layer)
        monday += timedelta(days=7)
