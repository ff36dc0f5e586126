"""Rotas in the database: layers are kept as people wrote them, and made into final UTC intervals ahead of time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from sqlalchemy import Connection, delete, insert, select, update

from notify.contacts import contacts
from notify.escalation import Policy
from notify.ports import CanAct
from notify.roster import Gap, Interval, Slot, WeeklyLayer, check_layer, gaps, materialise, who
from notify.tables import Ladder, LadderPerson, Layer, LayerSlot, Shift

AHEAD = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class TeamLadder:
    team: bytes
    zone: str
    sender: str
    policy: Policy
    last_resort: bytes | None
    persons: tuple[bytes, ...]


def save_ladder(
    conn: Connection,
    *,
    district: bytes,
    team: bytes,
    zone: str,
    sender: str,
    persons: Sequence[bytes],
    last_resort: bytes | None,
    policy: Policy | None = None,
) -> None:
    """Create or change what a team does with a page. `persons` are everyone; the last resort always exists in use."""
    values = {
        "zone": zone,
        "sender": sender,
        "last_resort": last_resort,
        "policy": (policy or Policy()).to_json(),
    }
    mine = (Ladder.district == district, Ladder.team == team)
    if conn.execute(update(Ladder).where(*mine).values(values)).rowcount == 0:
        conn.execute(insert(Ladder).values(district=district, team=team, **values))
    conn.execute(delete(LadderPerson).where(LadderPerson.district == district, LadderPerson.team == team))
    for person in dict.fromkeys(persons):
        conn.execute(insert(LadderPerson).values(district=district, team=team, person=person))


def ladder(conn: Connection, *, district: bytes, team: bytes) -> TeamLadder | None:
    found = conn.execute(
        select(Ladder.zone, Ladder.sender, Ladder.policy, Ladder.last_resort).where(
            Ladder.district == district, Ladder.team == team
        )
    ).one_or_none()
    if found is None:
        return None
    members = conn.execute(
        select(LadderPerson.person)
        .where(LadderPerson.district == district, LadderPerson.team == team)
        .order_by(LadderPerson.person)
    ).scalars()
    policy = Policy.from_json(found.policy)
    return TeamLadder(team, found.zone, found.sender, policy, found.last_resort, tuple(members))


def save_layer(conn: Connection, *, district: bytes, team: bytes, layer: WeeklyLayer, now: datetime) -> None:
    """Create or replace one weekly layer and the intervals that follow from it. Raises HandoffRefused."""
    check_layer(layer)
    remove_layer(conn, district=district, layer=layer.layer)
    conn.execute(
        insert(Layer).values(
            district=district,
            layer=layer.layer,
            team=team,
            kind="weekly",
            position=layer.position,
            rank=layer.rank,
            zone=layer.zone,
            starts_on=layer.starts_on.isoformat() if layer.starts_on else None,
            ends_on=layer.ends_on.isoformat() if layer.ends_on else None,
        )
    )
    for slot in layer.slots:
        conn.execute(
            insert(LayerSlot).values(
                district=district, layer=layer.layer, begins=slot.begins, ends=slot.ends, person=slot.person
            )
        )
    extend(conn, district=district, team=team, now=now)


def remove_layer(conn: Connection, *, district: bytes, layer: bytes) -> None:
    """Forget a layer. Call `extend` afterwards."""
    conn.execute(delete(LayerSlot).where(LayerSlot.district == district, LayerSlot.layer == layer))
    conn.execute(delete(Layer).where(Layer.district == district, Layer.layer == layer))


def layers(conn: Connection, *, district: bytes, team: bytes) -> tuple[WeeklyLayer, ...]:
    slots: dict[bytes, list[Slot]] = {}
    for each in conn.execute(
        select(LayerSlot.layer, LayerSlot.begins, LayerSlot.ends, LayerSlot.person)
        .join(Layer, (Layer.district == LayerSlot.district) & (Layer.layer == LayerSlot.layer))
        .where(Layer.district == district, Layer.team == team)
        .order_by(LayerSlot.begins)
    ):
        slots.setdefault(each.layer, []).append(Slot(each.begins, each.ends, each.person))
    found = conn.execute(
        select(Layer.layer, Layer.zone, Layer.position, Layer.rank, Layer.starts_on, Layer.ends_on)
        .where(Layer.district == district, Layer.team == team)
        .order_by(Layer.position, Layer.rank, Layer.layer)
    )
    return tuple(
        WeeklyLayer(
            each.layer,
            each.zone,
            tuple(slots.get(each.layer, ())),
            each.position,
            each.rank,
            date.fromisoformat(each.starts_on) if each.starts_on else None,
            date.fromisoformat(each.ends_on) if each.ends_on else None,
        )
        for each in found
    )


def extend(conn: Connection, *, district: bytes, team: bytes, now: datetime) -> None:
    """Make the intervals from now to 30 days ahead anew. What is past stays as it was. Call it daily."""
    start = now.astimezone(UTC).replace(microsecond=0)
    at = int(start.timestamp())
    mine = (Shift.district == district, Shift.team == team)
    conn.execute(delete(Shift).where(*mine, Shift.starts >= at))
    conn.execute(update(Shift).where(*mine, Shift.ends > at).values(ends=at))
    for each in materialise(layers(conn, district=district, team=team), start, start + AHEAD):
        conn.execute(
            insert(Shift).values(
                district=district,
                team=team,
                position=each.position,
                starts=int(each.starts.timestamp()),
                ends=int(each.ends.timestamp()),
                person=each.person,
                layer=each.layer,
            )
        )


def intervals(
    conn: Connection, *, district: bytes, team: bytes, start: datetime, end: datetime
) -> tuple[Interval, ...]:
    """The final intervals that touch the time between two instants, by start."""
    found = conn.execute(
        select(Shift.starts, Shift.ends, Shift.person, Shift.position, Shift.layer)
        .where(Shift.district == district, Shift.team == team)
        .where(Shift.starts < int(end.timestamp()), Shift.ends > int(start.timestamp()))
        .order_by(Shift.starts, Shift.position)
    )
    return tuple(
        Interval(
            datetime.fromtimestamp(each.starts, UTC),
            datetime.fromtimestamp(each.ends, UTC),
            each.person,
            each.position,
            each.layer,
        )
        for each in found
    )


def on_call(conn: Connection, *, district: bytes, team: bytes, now: datetime) -> tuple[bytes, ...]:
    """Who is called now, in order, without the last resort."""
    near = intervals(conn, district=district, team=team, start=now, end=now + timedelta(seconds=1))
    return who(near, now)


def coverage_gaps(
    conn: Connection,
    *,
    district: bytes,
    team: bytes,
    start: datetime,
    end: datetime,
    can_act: CanAct | None = None,
) -> tuple[Gap, ...]:
    """Uncovered time, and time covered by somebody whom no page reaches or who could do nothing about it."""
    known = contacts(conn, district=district)

    def reachable(person: bytes) -> bool:
        contact = known.get(person)
        able = can_act is None or can_act.can_act(person, team)
        return contact is not None and contact.reachable and able

    return gaps(intervals(conn, district=district, team=team, start=start, end=end), start, end, reachable)
