"""By when an answer is promised: the next school day at ten. Pure; the zone is the district's.

A promise is shown to a child, so it must hold on a Friday evening too.
"""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

ANSWER_AT = time(10, 0)
SAME_DAY_UNTIL = time(8, 0)
SAME_DAY_AT = time(15, 0)
SATURDAY = 5


def answer_due(received: datetime, zone: ZoneInfo) -> datetime:
    """When a person will have answered. `received` is aware; the answer is in the district's zone.

    Before eight on a school day: the same day at three. Later, or at the weekend: the next school day at ten.
    """
    local = received.astimezone(zone)
    if _school_day(local) and local.time() < SAME_DAY_UNTIL:
        return local.replace(hour=SAME_DAY_AT.hour, minute=0, second=0, microsecond=0)
    day = local.date() + timedelta(days=1)
    while day.weekday() >= SATURDAY:
        day += timedelta(days=1)
    return datetime.combine(day, ANSWER_AT, tzinfo=zone)


def _school_day(moment: datetime) -> bool:
    return moment.weekday() < SATURDAY
