"""Time is an argument: aware datetimes in UTC at the doors, whole minutes in columns."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import overload

Clock = Callable[[], datetime]
DAY_S = 86_400


class Ticking:
    """What has a clock says the time as columns keep it: whole seconds, minutes and days since 1970."""

    __slots__ = ()

    clock: Clock

    def second(self) -> int:
        return int(self.clock().timestamp())

    def minute(self) -> int:
        return self.second() // 60

    def day(self) -> int:
        """In UTC."""
        return self.second() // DAY_S


def system_clock() -> datetime:
    return datetime.now(UTC)


def minute_of(moment: datetime, *, exact: bool) -> int:
    """Minutes since 1970. Rounded down to the hour unless exact: a network log plus an exact time finds a phone."""
    minute = int(moment.timestamp()) // 60
    return minute if exact else minute - minute % 60


@overload
def moment_of(minute: int) -> datetime: ...
@overload
def moment_of(minute: None) -> None: ...
@overload
def moment_of(minute: int | None) -> datetime | None: ...
def moment_of(minute: int | None) -> datetime | None:
    """What a column of minutes says; None where it is empty."""
    return None if minute is None else datetime.fromtimestamp(minute * 60, UTC)


def day_of(moment: datetime) -> int:
    """Days since 1970, in UTC: as coarse as a column may be that must still end."""
    return int(moment.timestamp()) // DAY_S


def date_of(day: int) -> date:
    """What a column of days says."""
    return datetime.fromtimestamp(day * DAY_S, UTC).date()


def month_of(moment: datetime) -> int:
    """202611: the month that a count is kept under."""
    return moment.year * 100 + moment.month


def month_after(month: int) -> int:
    """202701 after 202612."""
    year, number = divmod(month, 100)
    return (year + 1) * 100 + 1 if number == 12 else month + 1  # noqa: PLR2004  # months of a year
