"""Which threads a queue, or a single member, may see; pages of them without OFFSET."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    Connection,
    bindparam,
    delete,
    func,
    insert,
    literal,
    or_,
    select,
    tuple_,
    union,
    union_all,
)

from reporting.model.ids import DistrictId, MemberId, ThreadId
from reporting.model.thread import ThreadState
from reporting.store.prepared import Prepared
from reporting.store.tables.base import table_of
from reporting.store.tables.listings import NEVER, ListingRow
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
class DuePlace:
    """Where a thread stands in the list by promised time: what is urgent first, then whose time comes first."""

    urgent: bool
    due_minute: int
    thread: ThreadId


@dataclass(frozen=True, slots=True)
class Count:
    """How many threads wait under one holder. Both numbers stop at `CAP`."""

    holder: bytes
    open: int
    urgent: int


def rank_of(severity: str) -> int:
    return RANKS[severity]


def due_of(minute: int | None) -> int:
    """As lists hold it."""
    return NEVER if minute is None else minute


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
            "awaiting": thread.awaiting,
            "due_minute": due_of(thread.due_minute),
            "assignee": thread.assignee,
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


def known(
    connection: Connection, district: DistrictId, holders: Iterable[bytes], threads: Iterable[ThreadId]
) -> frozenset[ThreadId]:
    """Those of the threads that one of these holders may know of."""
    statement = select(LISTING.c.thread).where(
        LISTING.c.district == district,
        LISTING.c.thread.in_(list(threads)),
        LISTING.c.holder.in_(list(holders)),
    )
    return frozenset(connection.execute(statement).scalars())


def page(
    connection: Connection,
    district: DistrictId,
    holders: Sequence[bytes],
    *,
    states: Sequence[ThreadState] = OPEN,
    after: Place | None = None,
    limit: int = 50,
    awaiting: str | None = None,
    assignee: MemberId | None = None,
) -> tuple[Place, ...]:
    """The next `limit` threads after a place, urgent first, then the latest change; of all, or of those whose turn
    it is, or that somebody has taken.

    Each holder and state gives at most `limit` rows from its own stretch of the index; the best are kept.
    A thread that several of the holders may see comes once.
    """
    if not holders or not states:
        return ()
    asked: dict[str, Any] = {"district": district, **_numbered(holders)}
    if after is not None:
        asked |= {"rank": after.rank, "minute": after.changed_minute, "thread": after.thread}
    narrowed = tuple(name for name, value in (("awaiting", awaiting), ("assignee", assignee)) if value)
    asked |= {"awaiting": awaiting, "assignee": assignee}
    statement = _page(len(holders), tuple(states), limit, narrowed, begun=after is not None)
    return tuple(Place(*row) for row in statement.all(connection, asked))


def needing(
    connection: Connection,
    district: DistrictId,
    holders: Sequence[bytes],
    member: MemberId,
    *,
    absent: Sequence[MemberId] = (),
    after: DuePlace | None = None,
    limit: int = 50,
) -> tuple[DuePlace, ...]:
    """The next `limit` open threads that wait for an answer of this member: taken by them, by nobody, by one of the
    `absent` for whom they stand in, or read by nobody. What is urgent first, then by promised time.
    """
    if not holders:
        return ()
    asked: dict[str, Any] = {"district": district, "member": member, **_numbered(holders)}
    asked |= {f"absent_{place}": one for place, one in enumerate(absent)}
    begun = None
    if after is not None:
        asked |= {"due": after.due_minute, "thread": after.thread}
        begun = after.urgent
    rows = _needing(len(holders), limit, begun, len(absent)).all(connection, asked)
    return tuple(DuePlace(bool(urgent), due, thread) for urgent, due, thread in rows)


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
def _page(
    holders: int, states: tuple[ThreadState, ...], limit: int, narrowed: tuple[str, ...], *, begun: bool
) -> Prepared:
    short = [
        _stretch(place, state, limit, narrowed, begun=begun) for place in range(holders) for state in states
    ]
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


@lru_cache(maxsize=256)
def _needing(holders: int, limit: int, begun: bool | None, absent: int) -> Prepared:  # noqa: FBT001 -- a part of the key
    """`begun`: None from the start, else whether the place after which it goes on is among the urgent."""
    ranks = [rank for rank in RANKS.values() if not (begun is False and rank == URGENT)]
    short = [
        _due_stretch(place, state, rank, limit, absent, begun=begun is not None and begun == (rank == URGENT))
        for place in range(holders)
        for state in OPEN
        for rank in ranks
    ]
    merged = union(*short).subquery()
    return Prepared(
        select(merged.c.urgent, merged.c.due_minute, merged.c.thread)
        .order_by(merged.c.urgent.desc(), merged.c.due_minute, merged.c.thread)
        .limit(limit)
    )


def _due_stretch(place: int, state: ThreadState, rank: int, limit: int, absent: int, *, begun: bool) -> Any:
    order = (LISTING.c.due_minute, LISTING.c.thread)
    statement = select(literal(int(rank == URGENT)).label("urgent"), *order).where(
        *_of(place, state), LISTING.c.awaiting == "staff", LISTING.c.rank == rank
    )
    if state is not ThreadState.NEW:
        # What nobody has read needs everybody, whoever took it.
        me = bindparam("member", type_=LISTING.c.assignee.type)
        theirs = (bindparam(f"absent_{one}", type_=LISTING.c.assignee.type) for one in range(absent))
        statement = statement.where(
            or_(
                LISTING.c.assignee.is_(None),
                LISTING.c.assignee == me,
                *(LISTING.c.assignee == one for one in theirs),
            )
        )
    if begun:
        here = (
            bindparam("due", type_=LISTING.c.due_minute.type),
            bindparam("thread", type_=LISTING.c.thread.type),
        )
        statement = statement.where(tuple_(*order) > tuple_(*here))
    stretch = statement.order_by(*order).limit(limit).subquery()
    return select(stretch.c.urgent, stretch.c.due_minute, stretch.c.thread)


def _stretch(place: int, state: ThreadState, limit: int, narrowed: tuple[str, ...], *, begun: bool) -> Any:
    statement = select(*_ORDER).where(
        *_of(place, state),
        *(LISTING.c[name] == bindparam(name, type_=LISTING.c[name].type) for name in narrowed),
    )
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
