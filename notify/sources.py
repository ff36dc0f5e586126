"""Calendars from which rotas are read: where they lie, when they were read last, and what was in them. In the database."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, delete, insert, select, update

from notify import rota_tables as kept
from notify.dated import Turn
from notify.tables import Ladder


class Purpose(StrEnum):
    TURNS = "turns"
    DAYS_OFF = "days_off"


@dataclass(frozen=True, slots=True)
class Source:
    """`layer`: whose turns it gives. `address`: sealed to the layer's id; None for an uploaded file.

    `good_at`: when it was last read well. `trouble`: a word, empty where there is none. `unmatched`: names of nobody.
    """

    layer: bytes
    team: bytes
    purpose: Purpose
    address: bytes | None
    good_at: datetime
    trouble: str = ""
    unmatched: int = 0

    def __repr__(self) -> str:
        return f"Source({self.purpose.value!r})"


def save_source(conn: Connection, *, district: bytes, source: Source) -> None:
    """Create or replace it."""
    mine = (kept.RotaSource.district == district, kept.RotaSource.layer == source.layer)
    conn.execute(delete(kept.RotaSource).where(*mine))
    conn.execute(
        insert(kept.RotaSource).values(
            district=district,
            layer=source.layer,
            team=source.team,
            purpose=source.purpose.value,
            address=source.address,
            good_at=int(source.good_at.timestamp()),
            trouble=source.trouble,
            unmatched=source.unmatched,
        )
    )


def note_trouble(conn: Connection, *, district: bytes, layer: bytes, trouble: str) -> None:
    """It could not be read: what was read last stays."""
    conn.execute(
        update(kept.RotaSource)
        .where(kept.RotaSource.district == district, kept.RotaSource.layer == layer)
        .values(trouble=trouble)
    )


def remove_source(conn: Connection, *, district: bytes, team: bytes, layer: bytes) -> bool:
    """With what was in it. Whether there was one. Call `notify.rotas.refresh` afterwards."""
    table = kept.RotaSource
    gone = conn.execute(
        delete(table).where(table.district == district, table.team == team, table.layer == layer)
    )
    if gone.rowcount:
        conn.execute(
            delete(kept.SourceEvent).where(
                kept.SourceEvent.district == district, kept.SourceEvent.layer == layer
            )
        )
    return gone.rowcount > 0


def sources(conn: Connection, *, district: bytes) -> tuple[Source, ...]:
    table = kept.RotaSource
    return tuple(
        Source(layer, team, Purpose(purpose), address, datetime.fromtimestamp(good, UTC), trouble, unmatched)
        for layer, team, purpose, address, good, trouble, unmatched in conn.execute(
            select(
                table.layer,
                table.team,
                table.purpose,
                table.address,
                table.good_at,
                table.trouble,
                table.unmatched,
            )
            .where(table.district == district)
            .order_by(table.team, table.layer)
        )
    )


def keep_events(
    conn: Connection,
    *,
    district: bytes,
    layer: bytes,
    events: Sequence[tuple[datetime, datetime, bytes | None]],
) -> None:
    """In place of those that were kept. Without a person: a day off. No two begin at the same instant."""
    table = kept.SourceEvent
    conn.execute(delete(table).where(table.district == district, table.layer == layer))
    rows = [
        {
            "district": district,
            "layer": layer,
            "starts": int(starts.timestamp()),
            "ends": int(ends.timestamp()),
            "person": person,
        }
        for starts, ends, person in events
    ]
    if rows:
        conn.execute(insert(table), rows)


def turns(conn: Connection, *, district: bytes, layer: bytes) -> tuple[Turn, ...]:
    """By start."""
    table = kept.SourceEvent
    rows = conn.execute(
        select(table.starts, table.ends, table.person)
        .where(table.district == district, table.layer == layer, table.person.is_not(None))
        .order_by(table.starts)
    )
    return tuple(
        Turn(datetime.fromtimestamp(starts, UTC), datetime.fromtimestamp(ends, UTC), person)
        for starts, ends, person in rows
        if person is not None
    )


def days_off(conn: Connection, *, district: bytes, team: bytes) -> frozenset[date]:
    """The dates, in the team's zone, that its calendars call days off."""
    zone = conn.execute(select(Ladder.zone).where(Ladder.district == district, Ladder.team == team)).scalar()
    if zone is None:
        return frozenset()
    source, event = kept.RotaSource, kept.SourceEvent
    rows = conn.execute(
        select(event.starts, event.ends)
        .join(source, (source.district == event.district) & (source.layer == event.layer))
        .where(source.district == district, source.team == team, source.purpose == Purpose.DAYS_OFF.value)
    )
    found: set[date] = set()
    for starts, ends in rows:
        first = datetime.fromtimestamp(starts, UTC).astimezone(ZoneInfo(zone)).date()
        last = datetime.fromtimestamp(ends - 1, UTC).astimezone(ZoneInfo(zone)).date()
        found |= {first + timedelta(days=n) for n in range((last - first).days + 1)}
    return frozenset(found)
