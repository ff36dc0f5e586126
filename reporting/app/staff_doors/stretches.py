"""A team's time cut where anything changes, without holes: an uncovered time is a stretch too. Pure."""

from collections.abc import Collection, Iterable, Mapping
from datetime import UTC, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from notify.roster import DAY, Interval, WeeklyLayer, who
from reporting.staff.people_view import OnCallPerson, Stretch

NOBODY = OnCallPerson("", reachable=False, holds_key=False)


def stretches(
    intervals: Iterable[Interval],
    people: Mapping[bytes, OnCallPerson],
    start: datetime,
    end: datetime,
    handoffs: Collection[datetime] = (),
) -> tuple[Stretch, ...]:
    """From `start` until just before `end`; neighbours with the same people in the same order are one.

    But not across a handoff: whoever goes on after it begins another turn.
    """
    held = [one for one in intervals if one.starts < end and one.ends > start]
    changes = {*handoffs, *(edge for one in held for edge in (one.starts, one.ends))}
    edges = {start, end, *(edge for edge in changes if start < edge < end)}
    found: list[Stretch] = []
    for here, there in pairwise(sorted(edges)):
        persons = tuple(people.get(person, NOBODY) for person in who(held, here))
        if found and found[-1].people == persons and (not persons or here not in handoffs):
            found[-1] = Stretch(found[-1].starts, there, persons, found[-1].gap)
        else:
            found.append(_stretch(here, there, persons))
    return tuple(found)


def handoffs_of(layers: Iterable[WeeklyLayer], start: datetime, end: datetime) -> frozenset[datetime]:
    """The instants at which a weekly turn begins, whoever has it."""
    found: set[datetime] = set()
    for layer in layers:
        zone = ZoneInfo(layer.zone)
        first = start.astimezone(zone).date()
        monday = first - timedelta(days=first.weekday())
        while datetime.combine(monday, time(), tzinfo=zone) < end:
            for slot in layer.slots:
                days, minute = divmod(slot.begins, DAY)
                wall = time(minute // 60, minute % 60)
                found.add(datetime.combine(monday + timedelta(days=days), wall, tzinfo=zone).astimezone(UTC))
            monday += timedelta(days=7)
    return frozenset(one for one in found if start < one < end)


def at(these: Iterable[Stretch], moment: datetime) -> Stretch | None:
    return next((one for one in these if one.starts <= moment < one.ends), None)


def _stretch(starts: datetime, ends: datetime, people: tuple[OnCallPerson, ...]) -> Stretch:
    if not people:
        return Stretch(starts, ends, people, "uncovered")
    # Somebody who cannot be rung, or could read nothing of what they are rung for, covers nobody.
    relied_on = any(one.reachable and one.holds_key for one in people)
    return Stretch(starts, ends, people, None if relied_on else "unreachable")
