"""When a school is open: hours by weekday, and days off. Pure; all times are the district's own."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

DAY_MINUTES = 24 * 60
WEEKDAYS = 7


@dataclass(frozen=True, slots=True)
class OpenHours:
    """From `opens` until just before `closes`, in minutes of the day."""

    opens: int
    closes: int


@dataclass(frozen=True, slots=True)
class Timetable:
    """`days`: hours by weekday, Monday is 0; a weekday that is not there has no school. `off`: days without school."""

    days: Mapping[int, OpenHours]
    off: frozenset[date] = field(default=frozenset())

    def of(self, day: date) -> OpenHours | None:
        """The hours of this day; None on a day without school."""
        return None if day in self.off else self.days.get(day.weekday())

    def is_open(self, local: datetime) -> bool:
        """Whether school is on at this moment of the district's clock."""
        hours = self.of(local.date())
        return hours is not None and hours.opens <= local.hour * 60 + local.minute < hours.closes


# What is promised by while nobody has told a school's own hours.
ORDINARY = Timetable({weekday: OpenHours(8 * 60, 15 * 60) for weekday in range(5)})
