"""Files that came with a text and wait to be fetched from the carrier: put down with the text itself, taken one by one."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, delete, exists, select, tuple_, update

from reporting.model.ids import DistrictId, ThreadId
from reporting.store.dialects import EitherInsert
from reporting.store.tables.base import table_of
from reporting.store.tables.waiting_media import WaitingMediaRow

WAITING_MEDIA = table_of(WaitingMediaRow)

_ADD = EitherInsert(WAITING_MEDIA, lambda statement: statement.on_conflict_do_nothing())


@dataclass(frozen=True, slots=True)
class Enclosed:
    """`place`: where it lies, sealed under a key on disk; `phone`: whom to tell if it cannot be had, under one in RAM."""

    id: bytes
    message: bytes
    place: bytes
    phone: bytes | None

    def __repr__(self) -> str:
        return "Enclosed(<sealed>)"


@dataclass(frozen=True, slots=True)
class Waiting(Enclosed):
    """`tries` counts the one that begins now."""

    thread: ThreadId
    tries: int

    def __repr__(self) -> str:
        return f"Waiting(<sealed>, {self.tries})"


def add(
    conn: Connection, district: DistrictId, thread: ThreadId, enclosed: Sequence[Enclosed], now: int
) -> None:
    """In the transaction of the text that it came with."""
    for one in enclosed:
        conn.execute(
            _ADD.for_(conn),
            {
                "district": district,
                "id": one.id,
                "thread": thread,
                "message": one.message,
                "tries": 0,
                "due_at": now,
                "place": one.place,
                "phone": one.phone,
            },
        )


def claim(conn: Connection, district: DistrictId, now: int, again_at: int) -> Waiting | None:
    """The one that waits longest, for one worker: another may have it from `again_at` on, if this one dies."""
    table = WAITING_MEDIA.c
    longest = (
        select(table.district, table.id)
        .where(table.district == district, table.due_at <= now)
        .order_by(table.due_at)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    row = conn.execute(
        update(WAITING_MEDIA)
        .where(tuple_(table.district, table.id) == longest.scalar_subquery(), table.due_at <= now)
        .values(due_at=again_at, tries=table.tries + 1)
        .returning(table.id, table.message, table.place, table.phone, table.thread, table.tries)
    ).one_or_none()
    return None if row is None else Waiting(*row)


def again(conn: Connection, district: DistrictId, one: Waiting, at: int) -> None:
    """Tried in vain. Another worker's later try is left alone."""
    conn.execute(
        update(WAITING_MEDIA)
        .where(
            WAITING_MEDIA.c.district == district,
            WAITING_MEDIA.c.id == one.id,
            WAITING_MEDIA.c.tries == one.tries,
        )
        .values(due_at=at)
    )


def done(conn: Connection, district: DistrictId, enclosed: bytes) -> None:
    conn.execute(
        delete(WAITING_MEDIA).where(WAITING_MEDIA.c.district == district, WAITING_MEDIA.c.id == enclosed)
    )


def forget_phone(conn: Connection, district: DistrictId, thread: ThreadId) -> None:
    """Nobody is told by text any more; what waits is fetched all the same."""
    conn.execute(
        update(WAITING_MEDIA)
        .where(WAITING_MEDIA.c.district == district, WAITING_MEDIA.c.thread == thread)
        .values(phone=None)
    )


def any_of(conn: Connection, district: DistrictId, message: bytes) -> bool:
    """Whether something of this text still lies at the carrier alone."""
    waits = exists().where(WAITING_MEDIA.c.district == district, WAITING_MEDIA.c.message == message)
    return bool(conn.execute(select(waits)).scalar_one())
