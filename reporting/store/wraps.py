"""A thread's root, wrapped to those who may open it."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, fields
from functools import lru_cache
from typing import Any, Literal

from sqlalchemy import Connection, bindparam, delete, select

from reporting.model.ids import DistrictId, ThreadId
from reporting.model.thread import ThreadState
from reporting.store.listings import LISTING, OPEN
from reporting.store.place import PlacedInsert
from reporting.store.prepared import Prepared
from reporting.store.so_many import filled_up, numbered, one_of_so_many
from reporting.store.tables.base import table_of
from reporting.store.tables.wraps import ThreadWrapRow

WRAP = table_of(ThreadWrapRow)

_ADD = PlacedInsert(WRAP)


@dataclass(frozen=True, slots=True)
class Wrap:
    """`kid`: which public key opens it; `target`: the queue or member that holds that key."""

    thread: ThreadId
    epoch: int
    kid: bytes
    target_kind: Literal["queue", "member"]
    target: bytes
    sealed: bytes


_NAMES = tuple(field.name for field in fields(Wrap))
_COLUMNS = tuple(WRAP.c[name] for name in _NAMES)


def add(connection: Connection, district: DistrictId, wraps: Iterable[Wrap], *, minute: int) -> None:
    """`minute`: the thread's rounded minute; it says no more than the thread's row does."""
    rows = [
        (
            {"district": district, **{name: getattr(wrap, name) for name in _NAMES}},
            minute,
            (wrap.thread, wrap.epoch.to_bytes(4, "big"), wrap.kid),
        )
        for wrap in wraps
    ]
    _ADD.run(connection, rows)


def of_thread(connection: Connection, district: DistrictId, thread: ThreadId) -> tuple[Wrap, ...]:
    """All wraps: who can open the thread, by any of its keys."""
    statement = select(*_COLUMNS).where(WRAP.c.district == district, WRAP.c.thread == thread)
    return tuple(_wrap(row) for row in connection.execute(statement.order_by(WRAP.c.epoch, WRAP.c.kid)))


def of_threads(
    connection: Connection, district: DistrictId, threads: Collection[ThreadId], targets: Sequence[bytes]
) -> dict[ThreadId, list[Wrap]]:
    """The same of a stretch of a list, as far as these queues and members hold the keys."""
    if not threads or not targets:
        return {}
    ids = filled_up(list(threads))
    asked = {"district": district, **numbered(ids)}
    asked |= {f"target_{place}": one for place, one in enumerate(targets)}
    found: dict[ThreadId, list[Wrap]] = {}
    for row in _of_threads(len(ids), len(targets)).all(connection, asked):
        wrap = _wrap(row)
        found.setdefault(wrap.thread, []).append(wrap)
    return found


@lru_cache(maxsize=64)
def _of_threads(count: int, targets: int) -> Prepared:
    held = [bindparam(f"target_{place}", type_=WRAP.c.target.type) for place in range(targets)]
    return Prepared(
        select(*_COLUMNS)
        .where(
            WRAP.c.district == bindparam("district"),
            WRAP.c.thread.in_(one_of_so_many(count)),
            WRAP.c.target.in_(held),
        )
        .order_by(WRAP.c.thread, WRAP.c.epoch, WRAP.c.kid)
    )


def drop_targets(
    connection: Connection, district: DistrictId, thread: ThreadId, targets: Collection[bytes]
) -> None:
    """Take the thread from these queues and members, in all its epochs."""
    connection.execute(
        delete(WRAP).where(
            WRAP.c.district == district, WRAP.c.thread == thread, WRAP.c.target.in_(list(targets))
        )
    )


def drop_key(connection: Connection, district: DistrictId, thread: ThreadId, kid: bytes) -> None:
    """After a queue's new epoch: the wrap to its old key goes, once the new one stands."""
    connection.execute(
        delete(WRAP).where(WRAP.c.district == district, WRAP.c.thread == thread, WRAP.c.kid == kid)
    )


def still_under(
    connection: Connection,
    district: DistrictId,
    holder: bytes,
    kid: bytes,
    *,
    states: Collection[ThreadState] = OPEN,
    limit: int = 100,
) -> tuple[Wrap, ...]:
    """Wraps to an old key of a queue, of threads that are still open: to be made anew under the new key."""
    statement = (
        select(*_COLUMNS)
        .join(
            LISTING,
            (LISTING.c.district == WRAP.c.district) & (LISTING.c.thread == WRAP.c.thread),
        )
        .where(
            LISTING.c.district == district,
            LISTING.c.holder == holder,
            LISTING.c.state.in_(list(states)),
            WRAP.c.kid == kid,
        )
        .order_by(WRAP.c.thread)
        .limit(limit)
    )
    return tuple(_wrap(row) for row in connection.execute(statement))


def _wrap(row: Any) -> Wrap:
    return Wrap(*row)
