"""Times at which nobody is on call, and the district knows it: shown as such, and no alarm. Kept in the database."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from sqlalchemy import Connection, delete, insert, select

from notify import rota_tables as kept
from notify.coverage import Span
from notify.overrides import LONGEST_OVERRIDE
from notify.wall import HandoffRefused


class Cause(StrEnum):
    """A word from a list: what people write themselves would lie here in clear."""

    CLOSED = "closed"
    NOBODY_FREE = "nobody_free"
    OTHER_SERVICE = "other_service"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class DeclaredGap:
    """From `starts` until just before `ends`, aware UTC."""

    gap: bytes
    starts: datetime
    ends: datetime
    cause: Cause


def declare(conn: Connection, *, district: bytes, team: bytes, gap: DeclaredGap, now: datetime) -> None:
    """Raises HandoffRefused: ends, over."""
    if not gap.starts < gap.ends <= gap.starts + LONGEST_OVERRIDE:
        raise HandoffRefused("ends", "The end must come after the beginning, and at most a year later.")
    if gap.ends <= now:
        raise HandoffRefused("gap_over", "This time is over.")
    conn.execute(
        insert(kept.DeclaredGap).values(
            district=district,
            gap=gap.gap,
            team=team,
            starts=int(gap.starts.timestamp()),
            ends=int(gap.ends.timestamp()),
            cause=gap.cause.value,
        )
    )


def undeclare(conn: Connection, *, district: bytes, team: bytes, gap: bytes) -> bool:
    """Whether there was one."""
    table = kept.DeclaredGap
    mine = (table.district == district, table.team == team, table.gap == gap)
    return conn.execute(delete(table).where(*mine)).rowcount > 0


def declared(
    conn: Connection, *, district: bytes, team: bytes, start: datetime, end: datetime
) -> tuple[DeclaredGap, ...]:
    """Those that touch the time between two instants, by start."""
    table = kept.DeclaredGap
    rows = conn.execute(
        select(table.gap, table.starts, table.ends, table.cause)
        .where(table.district == district, table.team == team)
        .where(table.starts < int(end.timestamp()), table.ends > int(start.timestamp()))
        .order_by(table.starts, table.gap)
    )
    return tuple(
        DeclaredGap(
            row.gap,
            datetime.fromtimestamp(row.starts, UTC),
            datetime.fromtimestamp(row.ends, UTC),
            Cause(row.cause),
        )
        for row in rows
    )


def spans(these: Sequence[DeclaredGap]) -> tuple[Span, ...]:
    return tuple((one.starts, one.ends) for one in these)
