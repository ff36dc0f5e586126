"""Queue seeds, wrapped to the members who may open the queue."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, delete, insert, select

from reporting.model.ids import DistrictId, MemberId, QueueId
from reporting.store.prepared import Prepared
from reporting.store.tables.queue_keys import QueueWrapRow


@dataclass(frozen=True, slots=True)
class QueueWrap:
    """`kid` names the member's key that opens `sealed`."""

    queue: QueueId
    epoch: int
    member: MemberId
    kid: bytes
    sealed: bytes


_COLUMNS = select(
    QueueWrapRow.queue, QueueWrapRow.epoch, QueueWrapRow.member, QueueWrapRow.kid, QueueWrapRow.sealed
)

# Asked for each queue of a person with each page.
_ONE = Prepared(
    _COLUMNS.where(
        QueueWrapRow.district == bindparam("district"),
        QueueWrapRow.queue == bindparam("queue"),
        QueueWrapRow.epoch == bindparam("epoch"),
        QueueWrapRow.member == bindparam("member"),
        QueueWrapRow.kid == bindparam("kid"),
    )
)


def add(conn: Connection, district: DistrictId, wraps: Sequence[QueueWrap]) -> None:
    rows = [
        {
            "district": district,
            "queue": wrap.queue,
            "epoch": wrap.epoch,
            "member": wrap.member,
            "kid": wrap.kid,
            "sealed": wrap.sealed,
        }
        for wrap in wraps
    ]
    if rows:
        conn.execute(insert(QueueWrapRow), rows)


def of_member(conn: Connection, district: DistrictId, member: MemberId) -> tuple[QueueWrap, ...]:
    rows = conn.execute(
        _COLUMNS.where(QueueWrapRow.district == district, QueueWrapRow.member == member).order_by(
            QueueWrapRow.queue, QueueWrapRow.epoch
        )
    )
    return tuple(QueueWrap(*row) for row in rows)


def one(
    conn: Connection, district: DistrictId, *, queue: QueueId, epoch: int, member: MemberId, kid: bytes
) -> QueueWrap | None:
    which = {"district": district, "queue": queue, "epoch": epoch, "member": member, "kid": kid}
    row = _ONE.first(conn, which)
    return None if row is None else QueueWrap(*row)


def holders(conn: Connection, district: DistrictId) -> frozenset[tuple[QueueId, int, MemberId]]:
    """Who has a wrap of which queue and epoch."""
    rows = conn.execute(
        select(QueueWrapRow.queue, QueueWrapRow.epoch, QueueWrapRow.member).where(
            QueueWrapRow.district == district
        )
    )
    return frozenset((row.queue, row.epoch, row.member) for row in rows)


def remove_of_member(
    conn: Connection, district: DistrictId, member: MemberId, queue: QueueId | None = None
) -> None:
    """All of a member's wraps, or those of one queue, every epoch."""
    gone = delete(QueueWrapRow).where(QueueWrapRow.district == district, QueueWrapRow.member == member)
    conn.execute(gone if queue is None else gone.where(QueueWrapRow.queue == queue))


def remove_epoch(conn: Connection, district: DistrictId, queue: QueueId, epoch: int) -> None:
    """Nothing names this key any more."""
    conn.execute(
        delete(QueueWrapRow).where(
            QueueWrapRow.district == district, QueueWrapRow.queue == queue, QueueWrapRow.epoch == epoch
        )
    )
