"""The next time on which nobody can rely, why, and how near it is. Pure."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NamedTuple, Protocol

from notify.roster import Interval, stretches

Span = tuple[datetime, datetime]


class Why(StrEnum):
    """What is wrong with a time, or with a person who holds it. No names."""

    NOBODY = "nobody"
    NO_PHONE = "no_phone"
    OPTED_OUT = "opted_out"
    CANNOT_OPEN = "cannot_open"
    NOT_LATELY = "not_lately"
    ABSENT = "absent"
    LANGUAGE = "language"


class Stage(StrEnum):
    """How near a hole is. Each is an alarm of its own."""

    NOW = "now"
    DAY = "24h"
    WEEK = "7d"
    MONTH = "30d"


class Hole(NamedTuple):
    """From `starts` until just before `ends`, aware UTC, nobody who could act can be reached."""

    starts: datetime
    ends: datetime
    why: tuple[Why, ...]


class Reliable(Protocol):
    """What is known of whoever is on call; see `notify.reliance`."""

    def trouble(self, person: bytes, at: datetime) -> Why | None: ...

    def uncovered(self, persons: Iterable[bytes]) -> frozenset[str]: ...

    def changes(self, persons: Iterable[bytes]) -> frozenset[datetime]: ...


def holes(
    intervals: Sequence[Interval],
    start: datetime,
    end: datetime,
    reliable: Reliable,
    declared: Sequence[Span] = (),
) -> tuple[Hole, ...]:
    """By start, neighbours in one piece whatever is wrong with each; declared times are cut out.

    A time that one reliable person holds is none, whoever else holds it; but then those who can be relied on leave no
    language of the team out.
    """
    found: list[Hole] = []
    changes = reliable.changes({one.person for one in intervals})
    for here, there, persons in stretches(intervals, start, end, changes):
        whys = wrong(persons, here, reliable)
        for starts, ends in _without((here, there), declared) if whys else ():
            hole = Hole(starts, ends, whys)
            found.append(_joined(found.pop(), hole) if found and found[-1].ends == starts else hole)
    return tuple(found)


def wrong(persons: Sequence[bytes], at: datetime, reliable: Reliable) -> tuple[Why, ...]:
    """Why nobody can rely on these people at this instant; empty where one can."""
    troubles = {person: reliable.trouble(person, at) for person in persons}
    relied_on = [person for person, why in troubles.items() if why is None]
    if relied_on:
        return (Why.LANGUAGE,) if reliable.uncovered(relied_on) else ()
    return tuple(dict.fromkeys(why for why in troubles.values() if why is not None)) or (Why.NOBODY,)


def stage(starts: datetime, now: datetime) -> Stage:
    ahead = starts - now
    if ahead <= timedelta(0):
        return Stage.NOW
    if ahead <= timedelta(hours=24):
        return Stage.DAY
    return Stage.WEEK if ahead <= timedelta(days=7) else Stage.MONTH


def _joined(one: Hole, other: Hole) -> Hole:
    return Hole(one.starts, other.ends, tuple(dict.fromkeys((*one.why, *other.why))))


def _without(span: Span, declared: Sequence[Span]) -> list[Span]:
    left, free = [], span[0]
    for starts, ends in sorted(declared):
        if ends <= free or starts >= span[1]:
            continue
        if starts > free:
            left.append((free, starts))
        free = ends
    if free < span[1]:
        left.append((free, span[1]))
    return left
