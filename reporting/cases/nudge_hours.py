"""The hours in which a nudge may come, every day, by the clocks of the district. Pure."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

DAY_HOURS = 24
_LEAST = timedelta(minutes=5)  # a window that closes in a moment is as good as over


@dataclass(frozen=True, slots=True)
class NudgeHours:
    """From `begins` to `ends`, whole hours from 0 to 23; over midnight where that comes first. The same twice: all day.

    Raises ValueError for any other.
    """

    begins: int
    ends: int

    def __post_init__(self) -> None:
        if not (0 <= self.begins < DAY_HOURS and 0 <= self.ends < DAY_HOURS):
            raise ValueError("an hour is one from 0 to 23")

    def next(self, now: datetime, zone: ZoneInfo) -> tuple[datetime, datetime]:
        """From when on it may be sent, `now` or later, and until when."""
        today = now.astimezone(zone).date()
        for away in range(-1, 3):
            begin, end = self._of(today + timedelta(days=away), zone)
            if end - now >= _LEAST:
                return max(begin, now), end
        raise AssertionError("every day has its hours")

    def _of(self, day: date, zone: ZoneInfo) -> tuple[datetime, datetime]:
        last = day if self.ends > self.begins else day + timedelta(days=1)
        return _at(day, self.begins, zone), _at(last, self.ends, zone)


def _at(day: date, hour: int, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(hour), zone).astimezone(UTC)
