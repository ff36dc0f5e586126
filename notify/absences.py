"""Times at which somebody is away: whatever shift they hold then, nobody can rely on it. Kept without a reason."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection, bindparam, delete, insert, select

from notify import rota_tables as kept
from notify.coverage import Span
from notify.wall import HandoffRefused

LONGEST_ABSENCE = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Absence:
    """From `starts` until just before `ends`, aware UTC."""

    absence: bytes
    person: bytes
    starts: datetime
    ends: datetime


def put_in(conn: Connection, *, district: bytes, absence: Absence, now: datetime) -> None:
    """Raises HandoffRefused: ends, absence_over."""
    if not absence.starts < absence.ends <= absence.starts + LONGEST_ABSENCE:
        raise HandoffRefused("ends", "The end must come after the beginning, and at most a year later.")
    if absence.ends <= now:
        raise HandoffRefused("absence_over", "This time is over.")
    conn.execute(
        insert(kept.Absence).values(
            district=district,
            absence=absence.absence,
            person=absence.person,
            starts=int(absence.starts.timestamp()),
            ends=int(absence.ends.timestamp()),
        )
    )


def take_out(conn: Connection, *, district: bytes, absence: bytes) -> bool:
    """Whether there was one."""
    table = kept.Absence
    gone = conn.execute(delete(table).where(table.district == district, table.absence == absence))
    return gone.rowcount > 0


_TOUCHING = (
    select(kept.Absence.absence, kept.Absence.person, kept.Absence.starts, kept.Absence.ends)
    .where(kept.Absence.district == bindparam("district"))
    .where(kept.Absence.starts < bindparam("end"), kept.Absence.ends > bindparam("start"))
    .order_by(kept.Absence.starts, kept.Absence.absence)
)


def absences(conn: Connection, *, district: bytes, start: datetime, end: datetime) -> tuple[Absence, ...]:
    """Everybody's that touch the time between two instants, by start."""
    span = {"start": int(start.timestamp()), "end": int(end.timestamp())}
    rows = conn.execute(_TOUCHING, {"district": district, **span})
    return tuple(
        Absence(
            row.absence,
            row.person,
            datetime.fromtimestamp(row.starts, UTC),
            datetime.fromtimestamp(row.ends, UTC),
        )
        for row in rows
    )


def by_person(these: tuple[Absence, ...]) -> Mapping[bytes, tuple[Span, ...]]:
    found: dict[bytes, list[Span]] = {}
    for one in these:
        found.setdefault(one.person, []).append((one.starts, one.ends))
    return {person: tuple(spans) for person, spans in found.items()}
