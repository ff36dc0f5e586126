"""Answers that wait. Each is taken out once: by the act that sends it, or by whoever gives it up."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, bindparam, delete, exists, select, update

from reporting.model.held import Held, Holding
from reporting.model.ids import DistrictId, MemberId, ThreadId
from reporting.store.dialects import EitherInsert
from reporting.store.prepared import Prepared
from reporting.store.tables.base import table_of
from reporting.store.tables.held_replies import HeldReplyRow

HELD_REPLY = table_of(HeldReplyRow)

_ADD = EitherInsert(HELD_REPLY, lambda statement: statement.on_conflict_do_nothing())
_WAITS = (Held.NIGHT, Held.KEPT)
# Asked with every reply of a student; most threads hold nothing.
_ANY = Prepared(
    select(HELD_REPLY.c.id)
    .where(HELD_REPLY.c.district == bindparam("district"), HELD_REPLY.c.thread == bindparam("thread"))
    .limit(1)
)
_OURS = (Holding.RESTART, Holding.LATE, Holding.NUMBER)


@dataclass(frozen=True, slots=True)
class HeldReply:
    """`core` and `recipients`: the message as it is appended when it leaves. `phone`: the text for it, sealed under a
    key in RAM, where it leaves by itself; `due_at` in unix seconds.
    """

    id: bytes
    thread: ThreadId
    member: MemberId
    opener: bool
    state: Held
    why: Holding
    minute: int
    due_at: int | None
    core: bytes
    recipients: bytes
    phone: bytes | None

    def __repr__(self) -> str:
        return f"HeldReply(<sealed>, {self.state.value!r})"


_COLUMNS = tuple(HELD_REPLY.c[name] for name in HeldReply.__dataclass_fields__)


def add(conn: Connection, district: DistrictId, held: HeldReply) -> None:
    """The same one again changes nothing."""
    values = {name: getattr(held, name) for name in HeldReply.__dataclass_fields__}
    conn.execute(_ADD.for_(conn), {"district": district, **values})


def of_thread(conn: Connection, district: DistrictId, thread: ThreadId) -> tuple[HeldReply, ...]:
    """The oldest first."""
    return _read(conn, _of(district, thread), order=(HELD_REPLY.c.minute, HELD_REPLY.c.id))


def waits(conn: Connection, district: DistrictId, thread: ThreadId) -> bool:
    """Whether something of this thread leaves later: two answers must not meet."""
    found = exists().where(*_of(district, thread), HELD_REPLY.c.state.in_(_WAITS))
    return bool(conn.execute(select(found)).scalar_one())


def due(conn: Connection, district: DistrictId, now: int, limit: int = 100) -> tuple[HeldReply, ...]:
    where = (HELD_REPLY.c.district == district, HELD_REPLY.c.due_at <= now, HELD_REPLY.c.state == Held.NIGHT)
    return _read(conn, where, order=(HELD_REPLY.c.due_at, HELD_REPLY.c.id), limit=limit)


def left_lying(conn: Connection, district: DistrictId) -> tuple[HeldReply, ...]:
    """Those that should have left, and did not for a reason of ours."""
    where = (HELD_REPLY.c.district == district, HELD_REPLY.c.state == Held.BACK, HELD_REPLY.c.why.in_(_OURS))
    return _read(conn, where, order=(HELD_REPLY.c.minute, HELD_REPLY.c.id))


def take(conn: Connection, district: DistrictId, held: bytes) -> bool:
    """Out of here, in the transaction that sends it. False: somebody else was faster."""
    gone = delete(HELD_REPLY).where(
        HELD_REPLY.c.district == district, HELD_REPLY.c.id == held, HELD_REPLY.c.state.in_(_WAITS)
    )
    return conn.execute(gone).rowcount == 1


def give_back(conn: Connection, district: DistrictId, held: bytes, why: Holding) -> bool:
    """To its author. A question that goes first is worth no second look, and goes. Whether it waited until now."""
    one = (HELD_REPLY.c.district == district, HELD_REPLY.c.id == held)
    return _given_back(conn, one, why) > 0


def interrupt(conn: Connection, district: DistrictId, thread: ThreadId, why: Holding) -> int:
    """All that waits in a thread goes back to its authors: what they say may not be right any more. How many."""
    if _ANY.first(conn, {"district": district, "thread": thread}) is None:
        return 0
    return _given_back(conn, _of(district, thread), why)


def reseal(conn: Connection, district: DistrictId, held: bytes, phone: bytes) -> None:
    """Its text under the key of this process."""
    conn.execute(
        update(HELD_REPLY)
        .where(HELD_REPLY.c.district == district, HELD_REPLY.c.id == held, HELD_REPLY.c.state == Held.NIGHT)
        .values(phone=phone)
    )


def drop(conn: Connection, district: DistrictId, held: bytes) -> None:
    """Given up by a person."""
    conn.execute(delete(HELD_REPLY).where(HELD_REPLY.c.district == district, HELD_REPLY.c.id == held))


def drop_backs(conn: Connection, district: DistrictId, thread: ThreadId, member: MemberId) -> None:
    """Their author has answered now."""
    conn.execute(
        delete(HELD_REPLY).where(
            *_of(district, thread), HELD_REPLY.c.member == member, HELD_REPLY.c.state == Held.BACK
        )
    )


def _given_back(conn: Connection, which: tuple[ColumnElement[bool], ...], why: Holding) -> int:
    waiting = (*which, HELD_REPLY.c.state.in_(_WAITS))
    gone = conn.execute(delete(HELD_REPLY).where(*waiting, HELD_REPLY.c.opener)).rowcount
    back = update(HELD_REPLY).where(*waiting).values(state=Held.BACK, why=why, due_at=None, phone=None)
    return int(conn.execute(back).rowcount) + int(gone)


def _of(district: DistrictId, thread: ThreadId) -> tuple[ColumnElement[bool], ...]:
    return HELD_REPLY.c.district == district, HELD_REPLY.c.thread == thread


def _read(
    conn: Connection,
    where: tuple[ColumnElement[bool], ...],
    *,
    order: Sequence[Any],
    limit: int | None = None,
) -> tuple[HeldReply, ...]:
    rows = conn.execute(select(*_COLUMNS).where(*where).order_by(*order).limit(limit))
    return tuple(
        HeldReply(**{**row._mapping, "state": Held(row.state), "why": Holding(row.why)})  # noqa: SLF001 -- SQLAlchemy's documented name
        for row in rows
    )
