"""Which threads by web go on from texts, and up to where those were brought over."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, select, update

from reporting.model.ids import DistrictId, ThreadId
from reporting.store.dialects import EitherInsert
from reporting.store.prepared import Prepared
from reporting.store.tables.base import table_of
from reporting.store.tables.bridges import BridgeRow
from reporting.store.tables.listings import ListingRow
from reporting.store.threads import THREAD

BRIDGE = table_of(BridgeRow)
LISTING = table_of(ListingRow)

_ADD = EitherInsert(BRIDGE, lambda statement: statement.on_conflict_do_nothing())
_OF_EARLIER = (THREAD.c.district == BRIDGE.c.district) & (THREAD.c.id == BRIDGE.c.continues)
# Asked with every page of the staff site; mostly there is nothing.
_ANY_NEWS = Prepared(
    select(BRIDGE.c.thread)
    .join(THREAD, _OF_EARLIER)
    .where(BRIDGE.c.district == bindparam("district"), THREAD.c.last_seq > BRIDGE.c.seq)
    .limit(1)
)


@dataclass(frozen=True, slots=True)
class Bridge:
    """`seq`: the last message of `continues` that was brought over; 0: none yet."""

    thread: ThreadId
    continues: ThreadId
    seq: int


def add(connection: Connection, district: DistrictId, thread: ThreadId, continues: ThreadId) -> None:
    connection.execute(
        _ADD.for_(connection), {"district": district, "thread": thread, "continues": continues, "seq": 0}
    )


def is_left(connection: Connection, district: DistrictId, thread: ThreadId) -> bool:
    """Whether the student went on from it by web."""
    found = select(BRIDGE.c.thread).where(BRIDGE.c.district == district, BRIDGE.c.continues == thread)
    return connection.execute(found).first() is not None


def going_on(
    connection: Connection, district: DistrictId, threads: Collection[ThreadId]
) -> frozenset[ThreadId]:
    """Those of these threads that go on from texts."""
    found = select(BRIDGE.c.thread).where(BRIDGE.c.district == district, BRIDGE.c.thread.in_(list(threads)))
    return frozenset(connection.scalars(found))


def waiting(
    connection: Connection, district: DistrictId, holders: Collection[bytes], limit: int = 5
) -> tuple[Bridge, ...]:
    """Those of which something new stands in the earlier thread, and one of these holders may open it."""
    if _ANY_NEWS.first(connection, {"district": district}) is None:
        return ()
    statement = (
        select(BRIDGE.c.thread, BRIDGE.c.continues, BRIDGE.c.seq)
        .join(THREAD, _OF_EARLIER)
        .where(
            BRIDGE.c.district == district,
            THREAD.c.last_seq > BRIDGE.c.seq,
            BRIDGE.c.continues.in_(
                select(LISTING.c.thread).where(
                    LISTING.c.district == district, LISTING.c.holder.in_(list(holders))
                )
            ),
        )
        .order_by(BRIDGE.c.thread)
        .limit(limit)
    )
    return tuple(Bridge(*row) for row in connection.execute(statement))


def move(connection: Connection, district: DistrictId, bridge: Bridge, seq: int) -> bool:
    """Brought over up to here; False when somebody else was faster."""
    done = connection.execute(
        update(BRIDGE)
        .where(
            BRIDGE.c.district == district,
            BRIDGE.c.thread == bridge.thread,
            BRIDGE.c.continues == bridge.continues,
            BRIDGE.c.seq == bridge.seq,
        )
        .values(seq=seq)
    )
    return done.rowcount == 1
