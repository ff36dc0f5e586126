"""What is known of a thread without a key."""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, bindparam, insert, select

from reporting.model.ids import DistrictId, MemberId, QueueId, SchoolId, ThreadId
from reporting.model.thread import Channel, ThreadState
from reporting.store.place import PlacedInsert
from reporting.store.prepared import Prepared
from reporting.store.so_many import filled_up, numbered, one_of_so_many
from reporting.store.tables.base import table_of
from reporting.store.tables.threads import ThreadContinuesRow, ThreadRow

THREAD = table_of(ThreadRow)
CONTINUES = table_of(ThreadContinuesRow)

NO_LINK = bytes(32)  # before the first message; vault.md §4


@dataclass(frozen=True, slots=True)
class Thread:
    """One row. Minutes are unix // 60; keys are public X-Wing keys of 1,216 bytes."""

    district: DistrictId
    id: ThreadId
    reference: str
    school: SchoolId | None
    queue: QueueId
    severity: str
    channel: Channel
    talk_pk: bytes
    case_pk: bytes
    created_minute: int
    changed_minute: int
    due_minute: int | None = None
    state: ThreadState = ThreadState.NEW
    epoch: int = 0
    last_seq: int = 0
    last_link: bytes = NO_LINK
    read_minute: int | None = None
    assignee: MemberId | None = None
    awaiting: str = "staff"
    summary_seq: int = 0


_NAMES = tuple(field.name for field in fields(Thread))
_COLUMNS = tuple(THREAD.c[name] for name in _NAMES)
_ADD = PlacedInsert(THREAD)
# Asked with every message: built once.
_BY_ID = Prepared(
    select(*_COLUMNS).where(THREAD.c.district == bindparam("district"), THREAD.c.id == bindparam("thread"))
)
_CONTINUED_BY = Prepared(
    select(CONTINUES.c.continues).where(
        CONTINUES.c.district == bindparam("district"), CONTINUES.c.thread == bindparam("thread")
    )
)


def add(connection: Connection, thread: Thread) -> None:
    """Raises StoreConflict (at the end of the unit) when the id or the reference is taken."""
    values = {name: getattr(thread, name) for name in _NAMES}
    _ADD.run(connection, [(values, thread.created_minute, (thread.id,))])


def by_id(connection: Connection, district: DistrictId, thread: ThreadId) -> Thread | None:
    row = _BY_ID.first(connection, {"district": district, "thread": thread})
    return _thread(row) if row is not None else None


def by_reference(connection: Connection, district: DistrictId, reference: str) -> Thread | None:
    statement = select(*_COLUMNS).where(THREAD.c.district == district, THREAD.c.reference == reference)
    row = connection.execute(statement).one_or_none()
    return _thread(row) if row is not None else None


def overdue(
    connection: Connection, district: DistrictId, minute: int, limit: int = 100
) -> tuple[Thread, ...]:
    """Threads whose promised answer is late at `minute`, the longest first, closed ones left out."""
    statement = (
        select(*_COLUMNS)
        .where(
            THREAD.c.district == district,
            THREAD.c.due_minute <= minute,
            THREAD.c.state != ThreadState.CLOSED,
        )
        .order_by(THREAD.c.due_minute, THREAD.c.id)
        .limit(limit)
    )
    return tuple(_thread(row) for row in connection.execute(statement))


def taken_by(connection: Connection, district: DistrictId, member: MemberId) -> tuple[Thread, ...]:
    """Open threads that this member holds."""
    statement = (
        select(*_COLUMNS)
        .where(
            THREAD.c.district == district,
            THREAD.c.assignee == member,
            THREAD.c.state != ThreadState.CLOSED,
        )
        .order_by(THREAD.c.id)
    )
    return tuple(_thread(row) for row in connection.execute(statement))


def which_exist(connection: Connection, district: DistrictId, ids: Iterable[bytes]) -> frozenset[bytes]:
    """Those of the ids that are threads; for the sweep of keys that belong to nothing."""
    statement = select(THREAD.c.id).where(THREAD.c.district == district, THREAD.c.id.in_(list(ids)))
    return frozenset(connection.execute(statement).scalars())


def all_ids(connection: Connection, district: DistrictId) -> tuple[ThreadId, ...]:
    """For a district that has few."""
    return tuple(connection.execute(select(THREAD.c.id).where(THREAD.c.district == district)).scalars())


def add_continuation(
    connection: Connection, district: DistrictId, thread: ThreadId, continues: ThreadId
) -> None:
    known = continued_by(connection, district, thread)
    if continues not in known:
        connection.execute(
            insert(CONTINUES), {"district": district, "thread": thread, "continues": continues}
        )


def conversation(connection: Connection, district: DistrictId, thread: ThreadId) -> tuple[ThreadId, ...]:
    """The thread and all that it goes on from, however many there were in between."""
    found: dict[ThreadId, None] = {}
    waiting = [thread]
    while waiting:
        one = waiting.pop(0)
        if one not in found:
            found[one] = None
            waiting += continued_by(connection, district, one)
    return tuple(found)


def continued_by(connection: Connection, district: DistrictId, thread: ThreadId) -> tuple[ThreadId, ...]:
    """The earlier threads that this one goes on from."""
    rows = _CONTINUED_BY.all(connection, {"district": district, "thread": thread})
    return tuple(ThreadId(earlier) for (earlier,) in rows)


def continuations_of(connection: Connection, district: DistrictId, thread: ThreadId) -> tuple[ThreadId, ...]:
    """The later threads that go on from this one."""
    statement = select(CONTINUES.c.thread).where(
        CONTINUES.c.district == district, CONTINUES.c.continues == thread
    )
    return tuple(connection.execute(statement).scalars())


def _thread(row: Any) -> Thread:
    values = dict(zip(_NAMES, row, strict=True))
    values["state"] = ThreadState(values["state"])
    values["channel"] = Channel(values["channel"])
    return Thread(**values)


def by_ids(connection: Connection, district: DistrictId, ids: Iterable[ThreadId]) -> dict[ThreadId, Thread]:
    """Those of the threads that exist, for one page of a list."""
    wanted = list(ids)
    if not wanted:
        return {}
    asked = filled_up(wanted)
    rows = _by_ids(len(asked)).all(connection, {"district": district, **numbered(asked)})
    return {thread.id: thread for thread in map(_thread, rows)}


@lru_cache(maxsize=64)
def _by_ids(count: int) -> Prepared:
    return Prepared(
        select(*_COLUMNS).where(
            THREAD.c.district == bindparam("district"), THREAD.c.id.in_(one_of_so_many(count))
        )
    )
