"""Wall-clock time of a zone, made into instants. Pure.

All arithmetic is on dates and clock times, never on differences of local datetimes: a "7-day" shift counted
that way lasted 169 hours.
"""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

DAY = 24 * 60
WEEK = 7 * DAY
# Clocks jump somewhere in here in nearly every zone: a handoff would happen twice or never.
FORBIDDEN = range(1 * 60, 3 * 60)


class HandoffRefused(ValueError):
    """A rota's times cannot be kept. The text says which and what to choose instead; `code` is for pages."""

    def __init__(self, code: str, text: str) -> None:
        super().__init__(text)
        self.code = code


def clock(minute: int) -> str:
    """`16:05`, of a minute of the day or of the week."""
    return f"{minute % DAY // 60:02d}:{minute % 60:02d}"


def refuse_unsafe(minute: int) -> None:
    """Raises HandoffRefused for a minute that a clock change would double or swallow."""
    if minute % DAY in FORBIDDEN:
        raise HandoffRefused(
            "handoff_unsafe",
            f"A handoff at {clock(minute)} may happen twice or never when clocks change: "
            "choose a time before 01:00 or from 03:00 on.",
        )


def instant(day: date, minute: int, zone: ZoneInfo) -> datetime:
    """The UTC instant of so many wall-clock minutes after this day's midnight; they may pass it."""
    days, within = divmod(minute, DAY)
    wall = datetime.combine(day + timedelta(days=days), time(within // 60, within % 60), tzinfo=zone)
    return wall.astimezone(UTC)


def bounds(
    starts_on: date | None, ends_on: date | None, zone: ZoneInfo, start: datetime, end: datetime
) -> tuple[datetime, datetime]:
    """What of the time between two instants lies from midnight of the first day to midnight after the last one."""
    first = instant(starts_on, 0, zone) if starts_on else start
    last = instant(ends_on, DAY, zone) if ends_on else end
    return max(start, first), min(end, last)
