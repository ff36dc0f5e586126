"""What six words find."""

from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from reporting.model.ids import DistrictId, ThreadId
from reporting.store.prepared import Prepared
from reporting.store.tables.base import table_of
from reporting.store.tables.receipts import ReceiptRow

RECEIPT = table_of(ReceiptRow)

_ADD = Prepared(insert(RECEIPT))
_COLUMNS = (RECEIPT.c.thread, RECEIPT.c.epoch, RECEIPT.c.sealed)
_FIND = Prepared(
    select(*_COLUMNS).where(
        RECEIPT.c.district == bindparam("district"), RECEIPT.c.lookup == bindparam("lookup")
    )
)
_OF_THREAD = Prepared(
    select(*_COLUMNS).where(
        RECEIPT.c.district == bindparam("district"), RECEIPT.c.thread == bindparam("thread")
    )
)


@dataclass(frozen=True, slots=True)
class Receipt:
    """`sealed` opens with the words' second half and gives the student's key of `thread` at `epoch`."""

    thread: ThreadId
    epoch: int
    sealed: bytes


def add(connection: Connection, district: DistrictId, lookup: bytes, receipt: Receipt) -> None:
    """`lookup`: 16 bytes made of the words."""
    _ADD.run(
        connection,
        {
            "district": district,
            "lookup": lookup,
            "thread": receipt.thread,
            "epoch": receipt.epoch,
            "sealed": receipt.sealed,
        },
    )


def find(connection: Connection, district: DistrictId, lookup: bytes) -> Receipt | None:
    """None for words that never were and for those that were erased: the two must look alike."""
    row = _FIND.first(connection, {"district": district, "lookup": lookup})
    return Receipt(*row) if row is not None else None


def move(connection: Connection, district: DistrictId, earlier: Receipt, later: Receipt) -> bool:
    """The same words open another thread from now on; whether the earlier receipt was still there."""
    statement = (
        update(RECEIPT)
        .where(
            RECEIPT.c.district == district,
            RECEIPT.c.thread == earlier.thread,
            RECEIPT.c.sealed == earlier.sealed,
        )
        .values(thread=later.thread, epoch=later.epoch, sealed=later.sealed)
        .returning(RECEIPT.c.lookup)
    )
    return connection.execute(statement).first() is not None


def drop_of_thread(connection: Connection, district: DistrictId, thread: ThreadId) -> None:
    connection.execute(delete(RECEIPT).where(RECEIPT.c.district == district, RECEIPT.c.thread == thread))


def of_thread(connection: Connection, district: DistrictId, thread: ThreadId) -> tuple[Receipt, ...]:
    """The receipts of a thread, for a page whose token stands for the words."""
    rows = _OF_THREAD.all(connection, {"district": district, "thread": thread})
    return tuple(Receipt(*row) for row in rows)
