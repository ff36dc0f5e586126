"""In which hours of the week a layer holds: always, in school hours, after them, or on days off. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from notify.wall import DAY, instant

Span = tuple[datetime, datetime]


class Hours(StrEnum):
    ALWAYS = "always"
    OPEN = "open"  # while the calendar says that the house is open
    CLOSED = "closed"  # all other time, days off included
    DAYS_OFF = "days_off"  # from midnight to midnight; wins over layers of ordinary days


@dataclass(frozen=True, slots=True)
class Calendar:
    """A house's week. `days`: by weekday (Monday 0) from and until, in minutes of the day. `off`: closed dates."""

    days: Mapping[int, tuple[int, int]] = field(default_factory=dict)
    off: frozenset[date] = frozenset()

    def of(self, day: date) -> tuple[int, int] | None:
        return None if day in self.off else self.days.get(day.weekday())


NEVER_OPEN = Calendar()


def spans(hours: Hours, calendar: Calendar, zone: ZoneInfo, start: datetime, end: datetime) -> Iterator[Span]:
    """The stretches between two instants in which the hours hold, in order, cut at both."""
    if hours is Hours.ALWAYS:
        yield start, end
    elif hours is Hours.CLOSED:
        free = start
        for opens, closes in _cut(_open(calendar, zone, start, end), start, end):
            if free < opens:
                yield free, opens
            free = closes
        if free < end:
            yield free, end
    else:
        found = _open(calendar, zone, start, end) if hours is Hours.OPEN else _off(calendar, zone, start, end)
        yield from _cut(found, start, end)


def _open(calendar: Calendar, zone: ZoneInfo, start: datetime, end: datetime) -> Iterator[Span]:
    for day in _days(zone, start, end):
        hours = calendar.of(day)
        if hours is not None:
            yield instant(day, hours[0], zone), instant(day, hours[1], zone)


def _off(calendar: Calendar, zone: ZoneInfo, start: datetime, end: datetime) -> Iterator[Span]:
    for day in _days(zone, start, end):
        if day in calendar.off:
            yield instant(day, 0, zone), instant(day, DAY, zone)


def _days(zone: ZoneInfo, start: datetime, end: datetime) -> Iterator[date]:
    day = start.astimezone(zone).date()
    last = end.astimezone(zone).date()
    while day <= last:
        yield day
        day += timedelta(days=1)


def _cut(found: Iterator[Span], start: datetime, end: datetime) -> Iterator[Span]:
    for begins, ends in found:
        cut = max(begins, start), min(ends, end)
        if cut[0] < cut[1]:
            yield cut
