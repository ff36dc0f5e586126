"""Which threads a queue, or a single member, may see; pages of them without OFFSET."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, bindparam, delete, func, insert, literal, select, tuple_, union, union_all

from reporting.model.ids import DistrictId, ThreadId
from reporting.model.thread import ThreadState
from reporting.store.prepared import Prepared
from reporting.store.tables.base import table_of
from reporting.store.tables.listings import ListingRow
from reporting.store.threads import Thread

LISTING = table_of(ListingRow)

RANKS = {"routine": 0, "soon": 1, "urgent": 2}
URGENT = RANKS["urgent"]
OPEN = (ThreadState.NEW, ThreadState.OPEN)
CAP = 1_000

_ADD = Prepared(insert(LISTING))
_HOLDERS = Prepared(
    select(LISTING.c.holder).where(
        LISTING.c.district == bindparam("district"), LISTING.c.thread == bindparam("thread")
    )
)
_ORDER = (LISTING.c.rank, LISTING.c.changed_minute, LISTING.c.thread)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a thread stands in a list; the last one of a page is the cursor of the next."""

    rank: int
    changed_minute: int
    thread: ThreadId


@dataclass(frozen=True, slots=True)
class Count:
    """How many threads wait under one holder. Both numbers stop at `CAP`."""

    holder: bytes
    open: int
    urgent: int


def rank_of(severity: str) -> int:
    return RANKS[severity]


def add(connection: Connection, thread: Thread, holders: Iterable[bytes]) -> None:
    """List the thread under each queue or member that may know of it."""
    rows = [
        {
            "district": thread.district,
            "holder": holder,
            "thread": thread.id,
            "rank": rank_of(thread.severity),
            "state": thread.state,
            "changed_minute": thread.changed_minute,
        }
        for holder in holders
    ]
    _ADD.run(connection, *rows)


def drop(connection: Connection, district: DistrictId, thread: ThreadId, holders: Iterable[bytes]) -> None:
    connection.execute(
        delete(LISTING).where(
            LISTING.c.district == district, LISTING.c.thread == thread, LISTING.c.holder.in_(list(holders))
        )
    )


def holders(connection: Connection, district: DistrictId, thread: ThreadId) -> frozenset[bytes]:
    """Who may know that the thread exists."""
    rows = _HOLDERS.all(connection, {"district": district, "thread": thread})
    return frozenset(holder for (holder,) in rows)


def page(
    connection: Connection,
    district: DistrictId,
    holders: Sequence[bytes],
    *,
    states: Sequence[ThreadState] = OPEN,
    after: Place | None = None,
    limit: int = 50,
) -> tuple[Place, ...]:
    """The next `limit` threads after a place, urgent first, then the latest change.

    Each holder and state gives at most `limit` rows from its own stretch of the index; the best are kept.
    A thread that several of the holders may see comes once.
    """
    if not holders or not states:
        return ()
    asked: dict[str, Any] = {"district": district, **_numbered(holders)}
    if after is not None:
        asked |= {"rank": after.rank, "minute": after.changed_minute, "thread": after.thread}
    statement = _page(len(holders), tuple(states), limit, begun=after is not None)
    return tuple(Place(*row) for row in statement.all(connection, asked))


def counts(connection: Connection, district: DistrictId, holders: Sequence[bytes]) -> tuple[Count, ...]:
    """Open and urgent threads of each holder, in the order given; each number stops at `CAP`."""
    if not holders:
        return ()
    found: dict[tuple[int, int], int] = {}
    rows = _counts(len(holders)).all(connection, {"district": district, **_numbered(holders)})
    for place, urgent, n in rows:
        found[place, urgent] = min(CAP, found.get((place, urgent), 0) + n)
    return tuple(Count(holder, found[place, 0], found[place, 1]) for place, holder in enumerate(holders))


def _numbered(holders: Sequence[bytes]) -> dict[str, bytes]:
    return {f"holder_{place}": holder for place, holder in enumerate(holders)}


# Building these takes ten times as long as running them; they differ by the number of holders alone.
@lru_cache(maxsize=256)
def _page(holders: int, states: tuple[ThreadState, ...], limit: int, *, begun: bool) -> Prepared:
    short = [_stretch(place, state, limit, begun=begun) for place in range(holders) for state in states]
    merged = union(*short).subquery()
    return Prepared(
        select(merged.c.rank, merged.c.changed_minute, merged.c.thread)
        .order_by(merged.c.rank.desc(), merged.c.changed_minute.desc(), merged.c.thread.desc())
        .limit(limit)
    )


@lru_cache(maxsize=256)
def _counts(holders: int) -> Prepared:
    parts = [
        select(literal(place).label("place"), literal(urgent).label("urgent"), _capped(place, state, urgent))
        for place in range(holders)
        for state in OPEN
        for urgent in (0, 1)
    ]
    return Prepared(union_all(*parts))


def _of(place: int, state: ThreadState) -> Any:
    return (
        LISTING.c.district == bindparam("district"),
        LISTING.c.holder == bindparam(f"holder_{place}"),
        LISTING.c.state == state,
    )


def _stretch(place: int, state: ThreadState, limit: int, *, begun: bool) -> Any:
    statement = select(*_ORDER).where(*_of(place, state))
    if begun:
        names = ("rank", "minute", "thread")
        here = (bindparam(name, type_=column.type) for name, column in zip(names, _ORDER, strict=True))
        statement = statement.where(tuple_(*_ORDER) < tuple_(*here))
    # A select of its own around it: SQLite takes no ORDER BY inside a UNION.
    stretch = statement.order_by(*(column.desc() for column in _ORDER)).limit(limit).subquery()
    return select(stretch.c.rank, stretch.c.changed_minute, stretch.c.thread)


def _capped(place: int, state: ThreadState, urgent: int) -> Any:
    statement = select(literal(1)).where(*_of(place, state))
    if urgent:
        statement = statement.where(LISTING.c.rank == URGENT)
    return select(func.count()).select_from(statement.limit(CAP).subquery()).scalar_subquery()
