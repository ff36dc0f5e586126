"""Who is on call when: weekly layers in wall-clock time, made into plain UTC intervals. Pure.

A layer keeps its zone's name and wall-clock handoffs; the arithmetic is on dates and clock times, never on
differences of local datetimes (a "7-day" shift would last 169 hours). "Who now" is a look-up in intervals.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

DAY = 24 * 60
WEEK = 7 * DAY
# Clocks jump somewhere in here in nearly every zone: a handoff would happen twice or never.
FORBIDDEN = range(1 * 60, 3 * 60)


class HandoffRefused(ValueError):
    """A layer's times cannot be kept. The text says which and what to choose instead."""


@dataclass(frozen=True, slots=True)
class Slot:
    """A weekly turn, in minutes of the wall-clock week (Monday 00:00 = 0); `ends` may pass Sunday midnight."""

    begins: int
    ends: int
    person: bytes


@dataclass(frozen=True, slots=True)
class WeeklyLayer:
    layer: bytes
    zone: str
    slots: tuple[Slot, ...]
    position: int = 0  # 0 is called first
    rank: int = 0  # the higher rank wins
    starts_on: date | None = None
    ends_on: date | None = None  # the last day, included


@dataclass(frozen=True, slots=True)
class Interval:
    """Someone is on call from `starts` until just before `ends`, aware UTC."""

    starts: datetime
    ends: datetime
    person: bytes
    position: int = 0
    layer: bytes = b""


@dataclass(frozen=True, slots=True)
class Gap:
    """A time that cannot be trusted: `uncovered`, or covered by `persons` whom no page can reach.

    `nobody` is true when no other person on call then can be reached either.
    """

    starts: datetime
    ends: datetime
    reason: str
    persons: tuple[bytes, ...] = ()
    nobody: bool = True


def _clock(minute: int) -> str:
    return f"{minute % DAY // 60:02d}:{minute % 60:02d}"


def check_layer(layer: WeeklyLayer) -> None:
    """Refuse what a clock change would double or swallow, and turns that overlap. Raises HandoffRefused."""
    ZoneInfo(layer.zone)
    for slot in layer.slots:
        if not 0 <= slot.begins < WEEK or not slot.begins < slot.ends <= slot.begins + WEEK:
            raise HandoffRefused("A turn must begin within the week and last at most one week.")
        for minute in (slot.begins, slot.ends):
            if minute % DAY in FORBIDDEN:
                raise HandoffRefused(
                    f"A handoff at {_clock(minute)} may happen twice or never when clocks change: "
                    "choose a time before 01:00 or from 03:00 on."
                )
    ordered = sorted(layer.slots, key=lambda slot: slot.begins)
    around = [*ordered, Slot(ordered[0].begins + WEEK, ordered[0].ends + WEEK, b"")] if ordered else []
    for one, following in pairwise(around):
        if one.ends > following.begins:
            raise HandoffRefused(f"Two turns of one layer overlap at {_clock(following.begins)}.")


def _instant(monday: date, minute: int, zone: ZoneInfo) -> datetime:
    days, within = divmod(minute, DAY)
    wall = datetime.combine(monday + timedelta(days=days), time(within // 60, within % 60), tzinfo=zone)
    return wall.astimezone(UTC)


def _turns(layer: WeeklyLayer, start: datetime, end: datetime) -> Iterator[Interval]:
    zone = ZoneInfo(layer.zone)
    first = datetime.combine(layer.starts_on, time(), tzinfo=zone) if layer.starts_on else start
    last = datetime.combine(layer.ends_on + timedelta(days=1), time(), tzinfo=zone) if layer.ends_on else end
    begin, finish = max(start, first.astimezone(UTC)), min(end, last.astimezone(UTC))
    local = start.astimezone(zone).date()
    monday = local - timedelta(days=local.weekday() + 7)
    while _instant(monday, 0, zone) < finish:
        for slot in layer.slots:
            starts = max(begin, _instant(monday, slot.begins, zone))
            ends = min(finish, _instant(monday, slot.ends, zone))
            if starts < ends:
                yield Interval(starts, ends, slot.person, layer.position, layer.layer)
        monday += timedelta(days=7)


@dataclass(slots=True)
class _Sweep:
    """Walks the instants at which anything changes, with the turns that hold between two of them."""

    turns: list[tuple[int, Interval]] = field(default_factory=list)

    def stretches(self) -> Iterator[tuple[datetime, datetime, list[tuple[int, Interval]]]]:
        changes: dict[datetime, list[tuple[int, Interval]]] = {}
        for turn in self.turns:
            changes.setdefault(turn[1].starts, []).append(turn)
            changes.setdefault(turn[1].ends, [])
        active: list[tuple[int, Interval]] = []
        for here, there in pairwise(sorted(changes)):
            active = [turn for turn in active if turn[1].ends > here] + changes[here]
            yield here, there, active


def materialise(layers: Iterable[WeeklyLayer], start: datetime, end: datetime) -> tuple[Interval, ...]:
    """The final intervals of one team between two UTC instants: for each position the highest rank wins.

    Sorted by start, then position; neighbours of one person and layer are joined.
    """
    by_position: dict[int, _Sweep] = {}
    for layer in layers:
        sweep = by_position.setdefault(layer.position, _Sweep())
        sweep.turns.extend((layer.rank, turn) for turn in _turns(layer, start, end))
    final: list[Interval] = []
    for sweep in by_position.values():
        joined: list[Interval] = []
        for here, there, active in sweep.stretches():
            if not active:
                continue
            # Equal ranks: the layer with the lower id, so that two processes make the same rows.
            winner = min(active, key=lambda turn: (-turn[0], turn[1].layer))[1]
            before = joined[-1] if joined else None
            same = before and (before.ends, before.person, before.layer) == (
                here,
                winner.person,
                winner.layer,
            )
            if before and same:
                joined[-1] = Interval(before.starts, there, before.person, before.position, before.layer)
            else:
                joined.append(Interval(here, there, winner.person, winner.position, winner.layer))
        final.extend(joined)
    return tuple(sorted(final, key=lambda interval: (interval.starts, interval.position)))


def who(intervals: Iterable[Interval], now: datetime) -> tuple[bytes, ...]:
    """The persons on call at this instant, in the order in which they are called, each once."""
    held = sorted(
        (one for one in intervals if one.starts <= now < one.ends), key=lambda interval: interval.position
    )
    return tuple(dict.fromkeys(one.person for one in held))


def gaps(
    intervals: Sequence[Interval], start: datetime, end: datetime, reachable: Callable[[bytes], bool]
) -> tuple[Gap, ...]:
    """Every stretch between two UTC instants that is uncovered, or covered by somebody no page can reach."""
    sweep = _Sweep([(0, one) for one in intervals if one.ends > start and one.starts < end])
    sweep.turns.append((-1, Interval(start, end, b"", -1)))  # so that time without any turn is walked too
    found: list[Gap] = []
    for here, there, active in sweep.stretches():
        if here < start or there > end:
            continue
        persons = dict.fromkeys(turn.person for rank, turn in active if rank == 0)
        deaf = tuple(person for person in persons if not reachable(person))
        if persons and not deaf:
            continue
        gap = Gap(here, there, "unreachable" if persons else "uncovered", deaf, len(deaf) == len(persons))
        if found and found[-1].ends == here and _alike(found[-1], gap):
            gap = Gap(found.pop().starts, there, gap.reason, gap.persons, gap.nobody)
        found.append(gap)
    return tuple(found)


def _alike(one: Gap, other: Gap) -> bool:
    return (one.reason, one.persons, one.nobody) == (other.reason, other.persons, other.nobody)
