"""Tips that paged nobody and were drawn by chance for a lead to read: which, when, and whether it was done."""

from dataclasses import dataclass

from sqlalchemy import Connection, delete, func, insert, select, update

from reporting.model.ids import DistrictId, ThreadId
from reporting.store.tables.base import table_of
from reporting.store.tables.feedback import AuditSampleRow

AUDIT_SAMPLE = table_of(AuditSampleRow)
MOST_LISTED = 200  # half a year of a week's ten that nobody reads


@dataclass(frozen=True, slots=True)
class Drawn:
    thread: ThreadId
    day: int


def add(conn: Connection, district: DistrictId, thread: ThreadId, day: int) -> None:
    """In the transaction that stores the thread."""
    conn.execute(
        insert(AUDIT_SAMPLE), {"district": district, "thread": thread, "drawn_day": day, "judged": False}
    )


def drawn_since(conn: Connection, district: DistrictId, day: int) -> int:
    """How many were drawn from this unix day on, judged or not."""
    return conn.execute(
        select(func.count())
        .select_from(AUDIT_SAMPLE)
        .where(AUDIT_SAMPLE.c.district == district, AUDIT_SAMPLE.c.drawn_day >= day)
    ).scalar_one()


def waiting(conn: Connection, district: DistrictId) -> tuple[Drawn, ...]:
    """What nobody has judged yet, the oldest first; of more than `MOST_LISTED` the oldest."""
    rows = conn.execute(
        select(AUDIT_SAMPLE.c.thread, AUDIT_SAMPLE.c.drawn_day)
        .where(AUDIT_SAMPLE.c.district == district, AUDIT_SAMPLE.c.judged.is_(False))
        .order_by(AUDIT_SAMPLE.c.drawn_day, AUDIT_SAMPLE.c.thread)
        .limit(MOST_LISTED)
    )
    return tuple(Drawn(*row) for row in rows)


def mark_judged(conn: Connection, district: DistrictId, thread: ThreadId) -> bool:
    """Whether it waited until now: of two leads at once, one has judged it."""
    changed = conn.execute(
        update(AUDIT_SAMPLE)
        .where(
            AUDIT_SAMPLE.c.district == district,
            AUDIT_SAMPLE.c.thread == thread,
            AUDIT_SAMPLE.c.judged.is_(False),
        )
        .values(judged=True)
        .returning(AUDIT_SAMPLE.c.thread)
    )
    return changed.first() is not None


def is_waiting(conn: Connection, district: DistrictId, thread: ThreadId) -> bool:
    found = conn.execute(
        select(AUDIT_SAMPLE.c.thread).where(
            AUDIT_SAMPLE.c.district == district,
            AUDIT_SAMPLE.c.thread == thread,
            AUDIT_SAMPLE.c.judged.is_(False),
        )
    )
    return found.first() is not None


def drop(conn: Connection, district: DistrictId, thread: ThreadId) -> None:
    conn.execute(
        delete(AUDIT_SAMPLE).where(AUDIT_SAMPLE.c.district == district, AUDIT_SAMPLE.c.thread == thread)
    )
