"""Overrides as people wrote them, kept in the database: somebody else, or somebody more, for a time."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection, delete, func, insert, select

from notify import rota_tables as kept
from notify.plan import Override
from notify.wall import HandoffRefused

LONGEST_OVERRIDE = timedelta(days=366)


def check_override(override: Override) -> None:
    """Raises HandoffRefused: ends, nowhere or self."""
    if not timedelta(0) < override.ends - override.starts <= LONGEST_OVERRIDE:
        raise HandoffRefused("ends", "The end must come after the beginning, and at most a year later.")
    if override.position is None and override.instead_of is None:
        raise HandoffRefused("nowhere", "Say instead of whom, or in which place.")
    if override.person == override.instead_of:
        raise HandoffRefused("self", "Choose two different people.")


def add_override(conn: Connection, *, district: bytes, team: bytes, override: Override) -> None:
    """The newest of all. Call `notify.rotas.refresh` afterwards. Raises HandoffRefused: ends or nowhere."""
    check_override(override)
    newest = conn.execute(
        select(func.max(kept.Override.sequence)).where(
            kept.Override.district == district, kept.Override.team == team
        )
    ).scalar()
    conn.execute(
        insert(kept.Override).values(
            district=district,
            override=override.override,
            team=team,
            sequence=(newest or 0) + 1,
            position=override.position,
            starts=int(override.starts.timestamp()),
            ends=int(override.ends.timestamp()),
            person=override.person,
            instead_of=override.instead_of,
        )
    )


def remove_override(conn: Connection, *, district: bytes, team: bytes, override: bytes) -> bool:
    """Whether there was one. Call `notify.rotas.refresh` afterwards."""
    gone = conn.execute(
        delete(kept.Override).where(
            kept.Override.district == district,
            kept.Override.team == team,
            kept.Override.override == override,
        )
    )
    return gone.rowcount > 0


def overrides(
    conn: Connection, *, district: bytes, team: bytes, start: datetime, end: datetime
) -> tuple[Override, ...]:
    """Those that touch the time between two instants, the oldest first."""
    found = conn.execute(
        select(
            kept.Override.override,
            kept.Override.starts,
            kept.Override.ends,
            kept.Override.person,
            kept.Override.instead_of,
            kept.Override.position,
            kept.Override.sequence,
        )
        .where(kept.Override.district == district, kept.Override.team == team)
        .where(kept.Override.starts < int(end.timestamp()), kept.Override.ends > int(start.timestamp()))
        .order_by(kept.Override.sequence)
    )
    return tuple(
        Override(
            each.override,
            datetime.fromtimestamp(each.starts, UTC),
            datetime.fromtimestamp(each.ends, UTC),
            each.person,
            each.instead_of,
            each.position,
            each.sequence,
        )
        for each in found
    )
