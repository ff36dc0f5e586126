"""What happens to a thread after it was opened. Lists repeat some of its columns; both change here together."""

from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, bindparam, update

from reporting.model.ids import DistrictId, MemberId, QueueId, ThreadId
from reporting.model.thread import ThreadState
from reporting.store.listings import LISTING, due_of, rank_of
from reporting.store.prepared import Prepared
from reporting.store.threads import THREAD

_REPEATED = ("state", "changed_minute", "awaiting", "assignee")

# What is set comes with the values.
_THREAD = update(THREAD).where(
    THREAD.c.district == bindparam("of_district"), THREAD.c.id == bindparam("of_thread")
)
_LISTED = update(LISTING).where(
    LISTING.c.district == bindparam("of_district"), LISTING.c.thread == bindparam("of_thread")
)


def set_state(
    connection: Connection, district: DistrictId, thread: ThreadId, state: ThreadState, *, changed_minute: int
) -> None:
    change(connection, district, thread, state=state, changed_minute=changed_minute)


def set_severity(
    connection: Connection, district: DistrictId, thread: ThreadId, severity: str, *, changed_minute: int
) -> None:
    change(connection, district, thread, severity=severity, changed_minute=changed_minute)


def touch(
    connection: Connection, district: DistrictId, thread: ThreadId, *, changed_minute: int, awaiting: str
) -> None:
    """Something was added: it moves up in lists, and it is the other side's turn."""
    change(connection, district, thread, changed_minute=changed_minute, awaiting=awaiting)


def set_queue(
    connection: Connection, district: DistrictId, thread: ThreadId, queue: QueueId, *, changed_minute: int
) -> None:
    """Where it lies. Wraps and listings of the hand-over are changed by their own nouns."""
    change(connection, district, thread, queue=queue, changed_minute=changed_minute)


def assign(connection: Connection, district: DistrictId, thread: ThreadId, member: MemberId | None) -> None:
    change(connection, district, thread, assignee=member)


def set_due(connection: Connection, district: DistrictId, thread: ThreadId, due_minute: int | None) -> None:
    """The answer that was promised, or None once a person has answered."""
    change(connection, district, thread, due_minute=due_minute)


def mark_read(connection: Connection, district: DistrictId, thread: ThreadId, minute: int) -> bool:
    """Note that a person has opened it; whether this was the first time."""
    statement = (
        update(THREAD)
        .where(THREAD.c.district == district, THREAD.c.id == thread, THREAD.c.read_minute.is_(None))
        .values(read_minute=minute)
        .returning(THREAD.c.id)
    )
    return connection.execute(statement).first() is not None


def change(connection: Connection, district: DistrictId, thread: ThreadId, **values: Any) -> None:
    """Several columns of a thread at once, and what lists repeat of them."""
    _setting(*values).run(connection, {"of_district": district, "of_thread": thread, **values})
    listed: dict[str, Any] = {name: values[name] for name in _REPEATED if name in values}
    if "due_minute" in values:
        listed["due_minute"] = due_of(values["due_minute"])
    if "severity" in values:
        listed["rank"] = rank_of(values["severity"])
    if listed:
        _listing(*listed).run(connection, {"of_district": district, "of_thread": thread, **listed})


@lru_cache(maxsize=64)
def _setting(*columns: str) -> Prepared:
    return Prepared(_THREAD, sets=(*columns, "of_district", "of_thread"))


@lru_cache(maxsize=16)
def _listing(*columns: str) -> Prepared:
    return Prepared(_LISTED, sets=(*columns, "of_district", "of_thread"))
