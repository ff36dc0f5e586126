"""Times in a child's words and in the district's zone: "tomorrow, 10:00 AM", "mañana antes de las 10:00 AM".

Spanish says "a la 1:00" and "a las 2:00", so these phrases are counted by the hour on the clock.
"""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from babel.dates import format_date

from reporting.web.voice import Voice

_NEAR_DAYS = 7
_NOON = 12


@dataclass(frozen=True, slots=True)
class Moments:
    """Speaks of moments as seen from `now`."""

    voice: Voice
    zone: ZoneInfo
    now: datetime

    def at(self, moment: datetime) -> str:
        """When something was: "at 10:42 AM", "yesterday at 3:00 PM", "on Monday at 9:00 AM"."""
        local = moment.astimezone(self.zone)
        time, hour, away = _clock(local), _hour(local), self._days_to(local)
        if away == 0:
            return self.voice.count("at %(time)s", hour, time=time)
        if away == -1:
            return self.voice.count("yesterday at %(time)s", hour, time=time)
        return self.voice.count("on %(day)s at %(time)s", hour, day=self._day(local.date(), away), time=time)

    def by(self, moment: datetime) -> str:
        """Until when something will be: "by 3:00 PM today", "by tomorrow, 10:00 AM"."""
        local = moment.astimezone(self.zone)
        time, hour, away = _clock(local), _hour(local), self._days_to(local)
        if away == 0:
            return self.voice.count("by %(time)s today", hour, time=time)
        if away == 1:
            return self.voice.count("by tomorrow, %(time)s", hour, time=time)
        return self.voice.count("by %(day)s, %(time)s", hour, day=self._day(local.date(), away), time=time)

    def until(self, day: date) -> str:
        """The last day of something: "until Friday", "until December 5"."""
        away = (day - self.now.astimezone(self.zone).date()).days
        return self.voice.say("until %(day)s", day=self._day(day, away))

    def month(self, day: date) -> str:
        """As "November 2026"."""
        return format_date(day, self.voice.say("MMMM y"), locale=self.voice.locale)

    def stamp(self, moment: datetime) -> str:
        """Short, for the head of a message: "10:42 AM", "yesterday, 3:00 PM", "Monday, 9:00 AM"."""
        local = moment.astimezone(self.zone)
        time, away = _clock(local), self._days_to(local)
        if away == 0:
            return time
        day = self.voice.say("yesterday") if away == -1 else self._day(local.date(), away)
        return f"{day}, {time}"

    def hour(self, hour: int) -> str:
        """A whole hour on the clock: "4:00 PM"."""
        return _clock(datetime(2000, 1, 1, hour, tzinfo=self.zone))

    def _days_to(self, local: datetime) -> int:
        return (local.date() - self.now.astimezone(self.zone).date()).days

    def _day(self, day: date, away: int) -> str:
        """A weekday within the week, else the day of the month."""
        pattern = "EEEE" if abs(away) < _NEAR_DAYS else self.voice.say("MMMM d")
        return format_date(day, pattern, locale=self.voice.locale)


def _clock(local: datetime) -> str:
    # Spanish writes "a. m.", which ends a sentence with two points; a no-break space keeps the parts together.
    return f"{_hour(local)}:{local.minute:02}\u00a0{'AM' if local.hour < _NOON else 'PM'}"


def _hour(local: datetime) -> int:
    return local.hour % _NOON or _NOON
