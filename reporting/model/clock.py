"""Time is an argument: aware datetimes in UTC at the doors, whole minutes in columns."""

from collections.abc import Callable
from datetime import UTC, datetime

Clock = Callable[[], datetime]


def system_clock() -> datetime:
    return datetime.now(UTC)


def minute_of(moment: datetime, *, exact: bool) -> int:
    """Minutes since 1970. Rounded down to the hour unless exact: a network log plus an exact time finds a phone."""
    minute = int(moment.timestamp()) // 60
    return minute if exact else minute - minute % 60
