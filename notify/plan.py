"""A team's rota put together: overrides win over days off, days off over layers, a higher rank over a lower. Pure."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import pairwise

from notify.dated import DatedLayer, dated_turns
from notify.hours import NEVER_OPEN, Calendar
from notify.roster import Interval
from notify.rotation import Rotation, rotation_turns
from notify.weekly import WeeklyLayer, weekly_turns

Layer = WeeklyLayer | Rotation | DatedLayer


@dataclass(frozen=True, slots=True)
class Override:
    """From `starts` until just before `ends` this person is on call.

    With `instead_of`: wherever that person would be, and nowhere else. Without: in `position`, whoever is there.
    Of several the later `number` comes last, and so wins: a shift that was handed on can be handed on again.
    """

    override: bytes
    starts: datetime
    ends: datetime
    person: bytes
    instead_of: bytes | None = None
    position: int | None = None
    number: int = 0

    def holder(self, position: int, before: Interval | None) -> bytes | None:
        """Whom it puts there; None where it changes nothing."""
        if self.position is not None and self.position != position:
            return None
        if self.instead_of is None:
            return self.person if self.position is not None else None
        return self.person if before is not None and before.person == self.instead_of else None


@dataclass(frozen=True, slots=True)
class Plan:
    """`calendars`: the hours that rotations name; one that is not there is never open."""

    layers: tuple[Layer, ...] = ()
    overrides: tuple[Override, ...] = ()
    calendars: Mapping[bytes | None, Calendar] = field(default_factory=dict)

    def turns(self, layer: Layer, start: datetime, end: datetime) -> Iterator[Interval]:
        if isinstance(layer, WeeklyLayer):
            return weekly_turns(layer, start, end)
        if isinstance(layer, DatedLayer):
            return dated_turns(layer, start, end)
        return rotation_turns(layer, start, end, self.calendars.get(layer.calendar, NEVER_OPEN))


def materialise(plan: Plan, start: datetime, end: datetime) -> tuple[Interval, ...]:
    """The final intervals between two UTC instants, by start, then position.

    Neighbours of one person and one cause are joined. Each position has at most one person at a time.
    """
    positions = {layer.position for layer in plan.layers}
    positions |= {each.position for each in plan.overrides if each.position is not None}
    overrides = sorted(
        (each for each in plan.overrides if each.starts < end and each.ends > start),
        key=lambda each: (each.number, each.override),
    )
    final: list[Interval] = []
    for position in sorted(positions):
        turns = [
            (layer, turn)
            for layer in plan.layers
            if layer.position == position
            for turn in plan.turns(layer, start, end)
        ]
        final.extend(_joined(_pieces(position, turns, overrides, start, end)))
    return tuple(sorted(final, key=lambda interval: (interval.starts, interval.position)))


def _pieces(
    position: int,
    turns: Sequence[tuple[Layer, Interval]],
    overrides: Sequence[Override],
    start: datetime,
    end: datetime,
) -> Iterator[Interval]:
    """What holds between each two instants at which anything may change."""
    moments = {start, end}
    moments |= {edge for _, turn in turns for edge in (turn.starts, turn.ends)}
    moments |= {min(max(edge, start), end) for each in overrides for edge in (each.starts, each.ends)}
    # Equal ranks: the layer with the lower id, so that two processes make the same rows.
    waiting = sorted(turns, key=lambda one: one[1].starts, reverse=True)
    active: list[tuple[Layer, Interval]] = []
    for here, there in pairwise(sorted(moments)):
        while waiting and waiting[-1][1].starts <= here:
            active.append(waiting.pop())
        active = [one for one in active if one[1].ends > here]
        best = min(active, key=lambda one: (-one[0].tier, -one[0].rank, one[0].layer), default=None)
        held = Interval(here, there, best[1].person, position, best[0].layer) if best else None
        for each in overrides:
            if each.starts <= here < each.ends:
                person = each.holder(position, held)
                held = Interval(here, there, person, position, each.override) if person else held
        if held is not None:
            yield held


def _joined(pieces: Iterable[Interval]) -> list[Interval]:
    found: list[Interval] = []
    for piece in pieces:
        before = found[-1] if found else None
        if before and (before.ends, before.person, before.layer) == (piece.starts, piece.person, piece.layer):
            found[-1] = Interval(before.starts, piece.ends, piece.person, piece.position, piece.layer)
        else:
            found.append(piece)
    return found
