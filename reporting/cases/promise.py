"""By when an answer is promised: the next school day; the same one for what must not wait. Pure; the zone is the district's.

A promise is shown to a child, so it must hold on a Friday evening and before a holiday too.
"""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from reporting.model.timetable import ORDINARY, OpenHours, Timetable

FIRST_ANSWERS = 120  # minutes after a school opens: what came overnight is read by then
TIME_TO_ANSWER = 60  # minutes that must be left of a school day, or its end cannot be promised
FARTHEST = timedelta(days=370)  # a timetable without a school day in a year is not one


def answer_due(
    received: datetime, zone: ZoneInfo, timetable: Timetable = ORDINARY, *, soon: bool = False
) -> datetime:
    """When a person will have answered. `received` is aware; the answer is in the district's zone.

    Before school opens: the end of that school day. Later, or on a day without school: two hours into the next one.
    `soon` is for what must not wait that long: two hours after school opens, or the end of the school day that it
    came in, as long as an hour of it is left.
    """
    local = received.astimezone(zone)
    minute = local.hour * 60 + local.minute
    today = timetable.of(local.date())
    if today is not None and minute < today.opens:
        return _at(local.date(), _early(today) if soon else today.closes, zone)
    if soon and today is not None and minute <= today.closes - TIME_TO_ANSWER:
        return _at(local.date(), today.closes, zone)
    day, hours = _next(local.date(), timetable)
    return _at(day, _early(hours), zone)


def _early(hours: OpenHours) -> int:
    return min(hours.opens + FIRST_ANSWERS, hours.closes)


def _next(today: date, timetable: Timetable) -> tuple[date, OpenHours]:
    day = today
    while (day := day + timedelta(days=1)) < today + FARTHEST:
        hours = timetable.of(day)
        if hours is not None:
            return day, hours
    return _next(today, ORDINARY)


def _at(day: date, minute: int, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(minute // 60, minute % 60), tzinfo=zone)
