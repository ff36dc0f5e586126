"""When an unannounced drill comes: at a random minute of the hours that were allowed, at night once in a quarter. Pure."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

# A number from 0 to below this one; `secrets.randbelow` in the product.
Below = Callable[[int], int]

NIGHT, MORNING = time(22), time(6)
# The quarter of a year in which a team is drilled at night at most once (safety 6).
QUARTER = timedelta(days=92)
# Of the draws that may fall into the night, one in so many does.
NIGHT_ONE_IN = 3
# With less of its period left than this share, a drill could be foreseen: the next period is waited for.
LEAST_LEFT = 5
_SATURDAY = 5
_YEAR = 12


@dataclass(frozen=True, slots=True)
class Habit:
    """One drill in `months` months, between two wall-clock times of a day; `nights`: or in a night, if that is due."""

    months: int
    opens: time
    closes: time
    weekdays: bool = False
    nights: bool = False


def is_night(moment: datetime, zone: ZoneInfo) -> bool:
    clock = moment.astimezone(zone).time()
    return clock >= NIGHT or clock < MORNING


def period(moment: datetime, months: int, zone: ZoneInfo) -> tuple[date, date]:
    """The calendar months that a moment lies in, counted from January: their first day, and the first day after."""
    local = moment.astimezone(zone).date()
    first = (local.month - 1) // months * months
    begins = date(local.year, first + 1, 1)
    after = first + months
    return begins, date(local.year + after // _YEAR, after % _YEAR + 1, 1)


def draw(
    habit: Habit, now: datetime, zone: ZoneInfo, *, night_is_free: bool, below: Below
) -> datetime | None:
    """A random minute of the rest of this period, in UTC; None where too little of it is left.

    `night_is_free`: no drill of the team came at night within a quarter.
    """
    begins, after = period(now, habit.months, zone)
    at_night = habit.nights and night_is_free and below(NIGHT_ONE_IN) == 0
    slots = list(_slots(habit, begins, after, zone, at_night=at_night))
    whole = sum(_minutes(starts, ends) for starts, ends in slots)
    left = [(max(starts, now), ends) for starts, ends in slots if ends > now]
    minutes = sum(_minutes(starts, ends) for starts, ends in left)
    if minutes * LEAST_LEFT < whole or minutes < 1:
        return None
    place = below(minutes)
    for starts, ends in left:
        length = _minutes(starts, ends)
        if place < length:
            return starts.replace(second=0, microsecond=0) + timedelta(minutes=place + 1)
        place -= length
    raise AssertionError("below() answered a number that is too large")


def _slots(
    habit: Habit, begins: date, after: date, zone: ZoneInfo, *, at_night: bool
) -> Iterator[tuple[datetime, datetime]]:
    """The allowed hours in UTC. The last minute of each is left out, for the draw rounds up."""
    day = begins
    while day < after:
        following = day + timedelta(days=1)
        if not habit.weekdays or day.weekday() < _SATURDAY:
            first, last, last_day = (
                (NIGHT, MORNING, following) if at_night else (habit.opens, habit.closes, day)
            )
            starts = datetime.combine(day, first, tzinfo=zone).astimezone(UTC)
            ends = datetime.combine(last_day, last, tzinfo=zone).astimezone(UTC) - timedelta(minutes=1)
            if starts < ends:
                yield starts, ends
        day = following


def _minutes(starts: datetime, ends: datetime) -> int:
    return max(0, int((ends - starts).total_seconds()) // 60)
