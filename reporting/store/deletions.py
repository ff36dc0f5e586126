"""What students asked to delete, and how a thread is taken out of every table."""

from dataclasses import dataclass
from functools import cache

from sqlalchemy import Connection, Table, delete, or_, select

from reporting.model.ids import DistrictId, ThreadId
from reporting.store.dialects import EitherInsert
from reporting.store.tables.base import Base, table_of
from reporting.store.tables.deletions import DeletionRow

DELETION = table_of(DeletionRow)

_ADD = EitherInsert(DELETION, lambda statement: statement.on_conflict_do_nothing())


@dataclass(frozen=True, slots=True)
class Deletion:
    """`due_minute`: unix // 60, a whole hour."""

    thread: ThreadId
    due_minute: int


def add(conn: Connection, district: DistrictId, deletion: Deletion) -> None:
    """Asked for twice, the first counts."""
    conn.execute(
        _ADD.for_(conn),
        {"district": district, "thread": deletion.thread, "due_minute": deletion.due_minute},
    )


def of_thread(conn: Connection, district: DistrictId, thread: ThreadId) -> Deletion | None:
    found = conn.execute(
        select(DELETION.c.thread, DELETION.c.due_minute).where(
            DELETION.c.district == district, DELETION.c.thread == thread
        )
    ).one_or_none()
    return None if found is None else Deletion(*found)


def due(conn: Connection, district: DistrictId, minute: int, limit: int = 100) -> tuple[Deletion, ...]:
    """Those whose time has come, the oldest first."""
    statement = (
        select(DELETION.c.thread, DELETION.c.due_minute)
        .where(DELETION.c.district == district, DELETION.c.due_minute <= minute)
        .order_by(DELETION.c.due_minute, DELETION.c.thread)
        .limit(limit)
    )
    return tuple(Deletion(*row) for row in conn.execute(statement))


def remove(conn: Connection, district: DistrictId, thread: ThreadId) -> None:
    """Every row of a thread whose key is destroyed already. What staff did is kept by the audit, without a word."""
    for table in _tables():
        named = [table.c[name] for name in ("thread", "continues") if name in table.c]
        conn.execute(
            delete(table).where(table.c.district == district, or_(*(one == thread for one in named)))
        )
    own = Base.metadata.tables["thread"]
    conn.execute(delete(own).where(own.c.district == district, own.c.id == thread))


@cache
def _tables() -> tuple[Table, ...]:
    """All that name a thread, each after those that refer to it. Asked for late, when all are declared."""
    return tuple(table for table in reversed(Base.metadata.sorted_tables) if "thread" in table.c)
