"""Days on which a thread comes back to somebody."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, bindparam, delete, exists, insert, select

from reporting.model.ids import DistrictId, MemberId, ThreadId
from reporting.model.reminder import ReminderKind
from reporting.store.listings import LISTING
from reporting.store.prepared import Prepared
from reporting.store.tables.base import table_of
from reporting.store.tables.desk import ReminderRow

REMINDER = table_of(ReminderRow)
MOST = 200  # what a list shows at once


@dataclass(frozen=True, slots=True)
class Reminder:
    """`due_minute`: unix // 60, the start of its day."""

    id: bytes
    thread: ThreadId
    member: MemberId
    kind: ReminderKind
    due_minute: int


_COLUMNS = tuple(REMINDER.c[name] for name in ("id", "thread", "member", "kind", "due_minute"))


def add(conn: Connection, district: DistrictId, one: Reminder) -> None:
    conn.execute(
        insert(REMINDER),
        {
            "district": district,
            "id": one.id,
            "thread": one.thread,
            "member": one.member,
            "kind": one.kind,
            "due_minute": one.due_minute,
        },
    )


def drop(conn: Connection, district: DistrictId, row: bytes) -> bool:
    """Whether it was there."""
    gone = conn.execute(delete(REMINDER).where(REMINDER.c.district == district, REMINDER.c.id == row))
    return gone.rowcount > 0


def drop_follow_ups(conn: Connection, district: DistrictId, thread: ThreadId) -> None:
    conn.execute(
        delete(REMINDER).where(
            REMINDER.c.district == district,
            REMINDER.c.thread == thread,
            REMINDER.c.kind == ReminderKind.FOLLOW_UP,
        )
    )


def of_thread(conn: Connection, district: DistrictId, thread: ThreadId) -> tuple[Reminder, ...]:
    rows = conn.execute(
        select(*_COLUMNS)
        .where(REMINDER.c.district == district, REMINDER.c.thread == thread)
        .order_by(REMINDER.c.due_minute, REMINDER.c.id)
    )
    return tuple(_reminder(row) for row in rows)


def listed(
    conn: Connection, district: DistrictId, holders: Iterable[bytes], *, before: int | None = None
) -> tuple[Reminder, ...]:
    """Of threads that these holders may know of, the earliest first; with `before` only those of earlier minutes."""
    asked: dict[str, Any] = {"district": district, "before": before}
    held = list(holders)
    asked |= {f"holder_{place}": one for place, one in enumerate(held)}
    rows = _listed(len(held), timed=before is not None).all(conn, asked)
    return tuple(_reminder(row) for row in rows)


@lru_cache(maxsize=64)
def _listed(holders: int, *, timed: bool) -> Prepared:
    held = [bindparam(f"holder_{place}", type_=LISTING.c.holder.type) for place in range(holders)]
    known = exists().where(
        LISTING.c.district == REMINDER.c.district,
        LISTING.c.thread == REMINDER.c.thread,
        LISTING.c.holder.in_(held),
    )
    statement = select(*_COLUMNS).where(REMINDER.c.district == bindparam("district"), known)
    if timed:
        statement = statement.where(REMINDER.c.due_minute <= bindparam("before"))
    return Prepared(statement.order_by(REMINDER.c.due_minute, REMINDER.c.id).limit(MOST))


def _reminder(row: Any) -> Reminder:
    one, thread, member, kind, due = row
    return Reminder(one, thread, member, ReminderKind(kind), due)
