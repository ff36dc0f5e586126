"""All threads that some queues or members may know of, the latest change first: what a search walks through."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, bindparam, func, select, tuple_, union

from reporting.model.ids import DistrictId, ThreadId
from reporting.model.thread import ThreadState
from reporting.store.listings import LISTING, RANKS
from reporting.store.prepared import Prepared

_ORDER = (LISTING.c.changed_minute, LISTING.c.thread)


@dataclass(frozen=True, slots=True)
class ChangedPlace:
    """Where a thread stands in the order of changes; the last one looked at is the cursor."""

    changed_minute: int
    thread: ThreadId


def page(
    connection: Connection,
    district: DistrictId,
    holders: Sequence[bytes],
    *,
    states: Sequence[ThreadState],
    since: int,
    after: ChangedPlace | None,
    limit: int,
) -> tuple[ChangedPlace, ...]:
    """The next `limit` threads that changed at minute `since` or later. One that several may know of comes once."""
    if not holders:
        return ()
    asked: dict[str, Any] = {"district": district, "since": since, **_numbered(holders)}
    if after is not None:
        asked |= {"minute": after.changed_minute, "thread": after.thread}
    statement = _page(len(holders), tuple(states), limit, begun=after is not None)
    return tuple(ChangedPlace(*row) for row in statement.all(connection, asked))


def count(
    connection: Connection,
    district: DistrictId,
    holders: Sequence[bytes],
    *,
    states: Sequence[ThreadState],
    since: int,
) -> int:
    """How many there are of what `page` walks through."""
    if not holders:
        return 0
    statement = select(func.count(LISTING.c.thread.distinct())).where(
        LISTING.c.district == district,
        LISTING.c.holder.in_(list(holders)),
        LISTING.c.state.in_([one.value for one in states]),
        LISTING.c.changed_minute >= since,
    )
    return int(connection.execute(statement).scalar_one())


def _numbered(holders: Sequence[bytes]) -> dict[str, bytes]:
    return {f"holder_{place}": holder for place, holder in enumerate(holders)}


# Built once for so many holders: making the statement costs more than running it.
@lru_cache(maxsize=256)
def _page(holders: int, states: tuple[ThreadState, ...], limit: int, *, begun: bool) -> Prepared:
    # The index holds the ranks apart, so each gives a stretch of its own.
    short = [
        _stretch(place, state, rank, limit, begun=begun)
        for place in range(holders)
        for state in states
        for rank in RANKS.values()
    ]
    merged = union(*short).subquery()
    return Prepared(
        select(merged.c.changed_minute, merged.c.thread)
        .order_by(merged.c.changed_minute.desc(), merged.c.thread.desc())
        .limit(limit)
    )


def _stretch(place: int, state: ThreadState, rank: int, limit: int, *, begun: bool) -> Any:
    statement = select(*_ORDER).where(
        LISTING.c.district == bindparam("district"),
        LISTING.c.holder == bindparam(f"holder_{place}"),
        LISTING.c.state == state,
        LISTING.c.rank == rank,
        LISTING.c.changed_minute >= bindparam("since", type_=LISTING.c.changed_minute.type),
    )
    if begun:
        here = (
            bindparam("minute", type_=LISTING.c.changed_minute.type),
            bindparam("thread", type_=LISTING.c.thread.type),
        )
        statement = statement.where(tuple_(*_ORDER) < tuple_(*here))
    stretch = statement.order_by(*(column.desc() for column in _ORDER)).limit(limit).subquery()
    return select(stretch.c.changed_minute, stretch.c.thread)
