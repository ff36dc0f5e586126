"""A team's time cut where anything changes, without holes: an uncovered time is a stretch too. Pure."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from notify.coverage import Reliable, Span, Why, wrong
from notify.dated import DatedLayer
from notify.plan import Layer
from notify.roster import Interval, who
from notify.rotation import Rotation, handoffs
from notify.wall import instant
from reporting.staff.people_view import OnCallPerson, Stretch

NOBODY = OnCallPerson("", reachable=False, holds_key=False)


def stretches(
    intervals: Iterable[Interval],
    people: Mapping[bytes, OnCallPerson],
    start: datetime,
    end: datetime,
    handoffs: Collection[datetime] = (),
    *,
    reliable: Reliable,
    declared: Collection[Span] = (),
) -> tuple[Stretch, ...]:
    """From `start` until just before `end`; neighbours with the same people in the same order are one.

    But not across a handoff: whoever goes on after it begins another turn. What is `declared` is no open gap.
    """
    held = [one for one in intervals if one.starts < end and one.ends > start]
    changes = {*handoffs, *(edge for span in declared for edge in span)}
    changes |= {edge for one in held for edge in (one.starts, one.ends)}
    changes |= reliable.changes({one.person for one in held})
    edges = {start, end, *(edge for edge in changes if start < edge < end)}
    found: list[Stretch] = []
    for here, there in pairwise(sorted(edges)):
        known = any(starts <= here < ends for starts, ends in declared)
        piece = _stretch(here, there, who(held, here), people, reliable, known=known)
        before = found[-1] if found else None
        alike = before is not None and replace(before, ends=there) == replace(piece, starts=before.starts)
        if before is not None and alike and (not piece.people or here not in handoffs):
            piece = replace(found.pop(), ends=there)
        found.append(piece)
    return tuple(found)


def handoffs_of(layers: Iterable[Layer], start: datetime, end: datetime) -> frozenset[datetime]:
    """The instants at which a turn begins, whoever has it."""
    found: set[datetime] = set()
    for layer in layers:
        if isinstance(layer, Rotation):
            found |= {begins for _, begins in handoffs(layer, start, end)}
            continue
        if isinstance(layer, DatedLayer):
            found |= {turn.starts for turn in layer.turns}
            continue
        zone = ZoneInfo(layer.zone)
        first = start.astimezone(zone).date()
        monday = first - timedelta(days=first.weekday())
        while instant(monday, 0, zone) < end:
            found |= {instant(monday, slot.begins, zone) for slot in layer.slots}
            monday += timedelta(days=7)
    return frozenset(one for one in found if start < one < end)


def at(these: Iterable[Stretch], moment: datetime) -> Stretch | None:
    return next((one for one in these if one.starts <= moment < one.ends), None)


def _stretch(
    starts: datetime,
    ends: datetime,
    persons: tuple[bytes, ...],
    people: Mapping[bytes, OnCallPerson],
    reliable: Reliable,
    *,
    known: bool,
) -> Stretch:
    troubles = {person: reliable.trouble(person, starts) for person in persons}
    named = tuple(replace(people.get(person, NOBODY), why=why) for person, why in troubles.items())
    whys = wrong(persons, starts, reliable)
    if not whys:
        return Stretch(starts, ends, named, None)
    if known:
        return Stretch(starts, ends, named, "declared")
    if Why.LANGUAGE in whys:
        relied_on = [person for person, why in troubles.items() if why is None]
        return Stretch(starts, ends, named, "language", tuple(sorted(reliable.uncovered(relied_on))))
    return Stretch(starts, ends, named, "unreachable" if persons else "uncovered")
