"""Which hours a helper has in a school, from the directory's days and times. Pure."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from reporting.model.help.organization import Location
from reporting.model.help.service import Place, Schedule
from reporting.model.ids import OrganizationId, PlaceId, SchoolId
from reporting.referrals.directory.directory import Entry

AHEAD_DAYS = 14
SLOT = timedelta(minutes=60)
# Whoever is in class has to hear of it first.
NOTICE = timedelta(hours=1)
_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


@dataclass(frozen=True, slots=True)
class Slot:
    """`starts` in the district's zone; `room`: the place's own name."""

    place: PlaceId
    organization: OrganizationId
    starts: datetime
    helper: str
    service: str
    room: str
    school: SchoolId

    @property
    def second(self) -> int:
        return int(self.starts.timestamp())

    @property
    def value(self) -> str:
        """For a form."""
        return f"{self.place.hex()}.{self.second}"


def slots(
    entries: Iterable[Entry], zone: ZoneInfo, now: datetime, days: int = AHEAD_DAYS
) -> tuple[Slot, ...]:
    """Of all services that are given in a school's building, soonest first; of a place that is there twice, one."""
    found = {
        (slot.place, slot.second): slot
        for entry in entries
        if entry.shown
        for place, location in entry.where
        if location.school is not None
        for slot in _of(entry, place, location, (now.astimezone(zone), days))
    }
    return tuple(sorted(found.values(), key=lambda one: (one.starts, one.helper, one.place)))


def _of(entry: Entry, place: Place, location: Location, span: tuple[datetime, int]) -> Iterator[Slot]:
    """`span`: now, in the district's zone, and how many days from it."""
    assert location.school is not None  # noqa: S101 - `slots` has looked
    now, days = span
    for ahead in range(days):
        day = now.date() + timedelta(days=ahead)
        for schedule in place.schedules or location.schedules:
            if _DAYS[day.weekday()] not in schedule.days.split(","):
                continue
            for begins in _hours(schedule):
                starts = datetime.combine(day, begins, now.tzinfo)
                if starts - now >= NOTICE:
                    yield Slot(
                        place.id,
                        entry.organization.id,
                        starts,
                        entry.organization.name,
                        entry.service.name,
                        location.name,
                        location.school,
                    )


def _hours(schedule: Schedule) -> Iterator[time]:
    """Whole hours from its beginning, as long as one fits before its end."""
    opens, closes = _time(schedule.opens), _time(schedule.closes)
    if opens is None or closes is None:
        return
    at, end = (timedelta(hours=each.hour, minutes=each.minute) for each in (opens, closes))
    while at + SLOT <= end:
        yield time(at.seconds // 3600, at.seconds % 3600 // 60)
        at += SLOT


def _time(written: str) -> time | None:
    try:
        return time.fromisoformat(written[:5])
    except ValueError:
        return None
