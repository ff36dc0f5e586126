"""Layers as people wrote them, kept in the database: weekly turns and rotations."""

from datetime import date

from sqlalchemy import Connection, delete, insert, select

from notify import rota_tables as kept
from notify import sources
from notify.dated import DatedLayer
from notify.hours import Hours
from notify.plan import Layer
from notify.rotation import Rotation, check_rotation
from notify.tables import Layer as LayerRow
from notify.tables import LayerSlot
from notify.weekly import Slot, WeeklyLayer, check_weekly

_KINDS = {WeeklyLayer: "weekly", Rotation: "rotation", DatedLayer: "dated"}


def check_layer(layer: Layer) -> None:
    """Raises HandoffRefused."""
    if isinstance(layer, WeeklyLayer):
        check_weekly(layer)
    elif isinstance(layer, Rotation):
        check_rotation(layer)


def save_layer(conn: Connection, *, district: bytes, team: bytes, layer: Layer) -> None:
    """Create a layer or replace it. Call `notify.rotas.refresh` afterwards. Raises HandoffRefused."""
    check_layer(layer)
    remove_layer(conn, district=district, team=team, layer=layer.layer)
    conn.execute(
        insert(LayerRow).values(
            district=district,
            layer=layer.layer,
            team=team,
            kind=_KINDS[type(layer)],
            position=layer.position,
            rank=layer.rank,
            zone=layer.zone,
            starts_on=layer.starts_on.isoformat() if layer.starts_on else None,
            ends_on=layer.ends_on.isoformat() if layer.ends_on else None,
        )
    )
    mine = {"district": district, "layer": layer.layer}
    if isinstance(layer, WeeklyLayer):
        for slot in layer.slots:
            conn.execute(
                insert(LayerSlot).values(**mine, begins=slot.begins, ends=slot.ends, person=slot.person)
            )
        return
    if isinstance(layer, DatedLayer):
        events = [(turn.starts, turn.ends, turn.person) for turn in layer.turns]
        sources.keep_events(conn, district=district, layer=layer.layer, events=events)
        return
    conn.execute(
        insert(kept.Rotation).values(
            **mine, handoff=layer.handoff, days=layer.days, hours=layer.hours, calendar=layer.calendar
        )
    )
    for place, person in enumerate(layer.members):
        conn.execute(insert(kept.RotationMember).values(**mine, place=place, person=person))


def remove_layer(conn: Connection, *, district: bytes, team: bytes, layer: bytes) -> None:
    """Forget a layer, if it is this team's. Call `notify.rotas.refresh` afterwards."""
    gone = conn.execute(
        delete(LayerRow).where(LayerRow.district == district, LayerRow.team == team, LayerRow.layer == layer)
    )
    if gone.rowcount == 0:
        return
    for table in (LayerSlot, kept.RotationMember, kept.Rotation, kept.RotaSource, kept.SourceEvent):
        conn.execute(delete(table).where(table.district == district, table.layer == layer))


def layers(conn: Connection, *, district: bytes, team: bytes) -> tuple[Layer, ...]:
    """By position; within one, what wins first."""
    rows = conn.execute(
        select(
            LayerRow.layer,
            LayerRow.kind,
            LayerRow.zone,
            LayerRow.position,
            LayerRow.rank,
            LayerRow.starts_on,
            LayerRow.ends_on,
        )
        .where(LayerRow.district == district, LayerRow.team == team)
        .order_by(LayerRow.position, LayerRow.rank.desc(), LayerRow.layer)
    ).all()
    slots: dict[bytes, list[Slot]] = {}
    for each in conn.execute(
        select(LayerSlot.layer, LayerSlot.begins, LayerSlot.ends, LayerSlot.person)
        .where(LayerSlot.district == district, LayerSlot.layer.in_([row.layer for row in rows]))
        .order_by(LayerSlot.begins)
    ):
        slots.setdefault(each.layer, []).append(Slot(each.begins, each.ends, each.person))
    rotations = _rotations(conn, district, [row.layer for row in rows])
    found: list[Layer] = []
    for row in rows:
        starts_on, ends_on = _date(row.starts_on), _date(row.ends_on)
        if row.kind == "weekly":
            turns = tuple(slots.get(row.layer, ()))
            found.append(WeeklyLayer(row.layer, row.zone, turns, row.position, row.rank, starts_on, ends_on))
        elif row.kind == "dated":
            dated = sources.turns(conn, district=district, layer=row.layer)
            found.append(DatedLayer(row.layer, row.zone, dated, row.position, row.rank, starts_on, ends_on))
        elif starts_on is not None and row.layer in rotations:
            members, handoff, days, hours, calendar = rotations[row.layer]
            found.append(
                Rotation(
                    row.layer,
                    row.zone,
                    members,
                    starts_on,
                    handoff,
                    days,
                    hours,
                    calendar,
                    row.position,
                    row.rank,
                    ends_on,
                )
            )
    return tuple(found)


_Going = tuple[tuple[bytes, ...], int, int, Hours, bytes | None]


def _rotations(conn: Connection, district: bytes, of: list[bytes]) -> dict[bytes, _Going]:
    members: dict[bytes, list[bytes]] = {}
    for layer, person in conn.execute(
        select(kept.RotationMember.layer, kept.RotationMember.person)
        .where(kept.RotationMember.district == district, kept.RotationMember.layer.in_(of))
        .order_by(kept.RotationMember.place)
    ):
        members.setdefault(layer, []).append(person)
    return {
        each.layer: (tuple(members[each.layer]), each.handoff, each.days, Hours(each.hours), each.calendar)
        for each in conn.execute(
            select(
                kept.Rotation.layer,
                kept.Rotation.handoff,
                kept.Rotation.days,
                kept.Rotation.hours,
                kept.Rotation.calendar,
            ).where(kept.Rotation.district == district, kept.Rotation.layer.in_(of))
        )
    }


def _date(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
