"""A layer that goes round: people take turns of so many days, handing off at one time of the wall clock. Pure.

Shift *k* begins `k * days` dates after the first one. Who has it is its number modulo the members, whatever
clocks did meanwhile.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from notify.hours import NEVER_OPEN, Calendar, Hours, spans
from notify.roster import Interval
from notify.wall import DAY, HandoffRefused, bounds, instant, refuse_unsafe

LONGEST_DAYS = 90
MOST_MEMBERS = 50
MOST_POSITIONS = 9


@dataclass(frozen=True, slots=True)
class Rotation:
    """`handoff`: minutes after midnight. `calendar`: whose hours are meant, where they are not "always"."""

    layer: bytes
    zone: str
    members: tuple[bytes, ...]
    starts_on: date  # the day of the first handoff
    handoff: int
    days: int = 7
    hours: Hours = Hours.ALWAYS
    calendar: bytes | None = None
    position: int = 0  # 0 is called first
    rank: int = 0  # the higher rank wins
    ends_on: date | None = None  # the last day, included

    @property
    def tier(self) -> int:
        """Days off win over ordinary layers, whatever their ranks."""
        return 1 if self.hours is Hours.DAYS_OFF else 0

    @property
    def persons(self) -> tuple[bytes, ...]:
        return tuple(dict.fromkeys(self.members))


def check_rotation(rotation: Rotation) -> None:
    """Raises HandoffRefused: zone, handoff_unsafe, members, days, position or ends_on."""
    try:
        ZoneInfo(rotation.zone)
    except (ValueError, LookupError, OSError):
        raise HandoffRefused("zone", "Choose a time zone by its name, like America/New_York.") from None
    refuse_unsafe(rotation.handoff)
    if not 0 <= rotation.handoff < DAY:
        raise HandoffRefused("handoff", "A handoff is a time of the day, like 16:00.")
    if not 1 <= len(rotation.members) <= MOST_MEMBERS:
        raise HandoffRefused("members", f"A rotation has 1 to {MOST_MEMBERS} people.")
    if not 1 <= rotation.days <= LONGEST_DAYS:
        raise HandoffRefused("days", f"A shift lasts 1 to {LONGEST_DAYS} days.")
    if not 0 <= rotation.position < MOST_POSITIONS:
        raise HandoffRefused("position", f"At most {MOST_POSITIONS} people are called one after the other.")
    if rotation.ends_on is not None and rotation.ends_on < rotation.starts_on:
        raise HandoffRefused("ends_on", "The last day lies before the first one.")


def handoffs(rotation: Rotation, start: datetime, end: datetime) -> Iterator[tuple[int, datetime]]:
    """Number and instant of the shifts that begin before `end`, from the one that holds at `start` on."""
    zone = ZoneInfo(rotation.zone)
    # A day of slack: the shift that holds may have begun on the date before.
    passed = (start.astimezone(zone).date() - rotation.starts_on).days - 1
    number = max(0, passed // rotation.days)
    while True:
        day = rotation.starts_on + timedelta(days=number * rotation.days)
        begins = instant(day, rotation.handoff, zone)
        if begins >= end:
            return
        yield number, begins
        number += 1


def rotation_turns(
    rotation: Rotation, start: datetime, end: datetime, calendar: Calendar = NEVER_OPEN
) -> Iterator[Interval]:
    """The turns between two UTC instants, cut at them and to the hours in which the rotation holds."""
    zone = ZoneInfo(rotation.zone)
    begin, finish = bounds(None, rotation.ends_on, zone, start, end)
    for number, begins in handoffs(rotation, start, finish):
        after = rotation.starts_on + timedelta(days=(number + 1) * rotation.days)
        starts, ends = max(begin, begins), min(finish, instant(after, rotation.handoff, zone))
        if starts >= ends:
            continue
        person = rotation.members[number % len(rotation.members)]
        for opens, closes in spans(rotation.hours, calendar, zone, starts, ends):
            yield Interval(opens, closes, person, rotation.position, rotation.layer)
