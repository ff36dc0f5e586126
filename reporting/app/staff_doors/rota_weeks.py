"""A team's coming weeks, from plain intervals, with names and gaps."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from notify.coverage import Span
from notify.roster import Interval
from reporting.app.staff_doors.stretches import stretches
from reporting.model.ids import TeamId
from reporting.people.doors import PeopleDoors
from reporting.staff.people_view import OnCallPerson, Stretch
from reporting.staff.rota_view import WeekOf

WEEK = timedelta(days=7)


def today(people: PeopleDoors) -> date:
    """By the district's clock."""
    return people.ground.clock().astimezone(ZoneInfo(people.directory.district().zone)).date()


def midnight(day: date, zone: str) -> datetime:
    return datetime.combine(day, time(), tzinfo=ZoneInfo(zone)).astimezone(UTC)


def weeks_of(
    people: PeopleDoors,
    team: TeamId,
    intervals: Sequence[Interval],
    first: date,
    count: int,
    *,
    declared: Sequence[Span] = (),
) -> tuple[WeekOf, ...]:
    """`intervals` cover the time from `first` on; each week begins on the weekday of `first`."""
    zone, now = people.directory.district().zone, people.ground.clock()
    persons = tuple(dict.fromkeys(one.person for one in intervals))
    known = {
        bytes(one.member): OnCallPerson(one.name, one.reachable, one.holds_key)
        for one in people.on_call.people(team, persons)
    }
    reliable = people.on_call.reliance(team, midnight(first, zone), midnight(first + count * WEEK, zone))
    found = []
    for number in range(count):
        day = first + number * WEEK
        start, end = midnight(day, zone), midnight(day + WEEK, zone)
        cut = stretches(intervals, known, start, end, reliable=reliable, declared=declared)
        found.append(WeekOf(day, tuple(one for one in cut if one.gap is None or one.ends > now)))
    return tuple(found)


def gaps_of(weeks: Sequence[WeekOf], now: datetime) -> tuple[Stretch, ...]:
    """The gaps that are still to come and that nobody declared, those over the border of two weeks in one piece."""
    found: list[Stretch] = []
    for one in (
        stretch for week in weeks for stretch in week.stretches if stretch.gap not in {None, "declared"}
    ):
        cut = replace(one, starts=max(one.starts, now))
        before = found[-1] if found else None
        if (
            before
            and before.ends == cut.starts
            and replace(before, ends=cut.ends) == replace(cut, starts=before.starts)
        ):
            found[-1] = replace(before, ends=cut.ends)
        else:
            found.append(cut)
    return tuple(found)
