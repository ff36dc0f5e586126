"""Where signed messages go, and which wait to be sent."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass

from sqlalchemy import Connection, delete, insert, select, update

from reporting.model.hook import HookEnd, HookEvent
from reporting.model.ids import DistrictId
from reporting.store.dialects import EitherInsert
from reporting.store.tables.base import table_of
from reporting.store.tables.hooks import HookMarkRow, HookMessageRow, HookRow

HOOK = table_of(HookRow)
MESSAGE = table_of(HookMessageRow)
MARK = table_of(HookMarkRow)


@dataclass(frozen=True, slots=True)
class Hook:
    """`events`: words, joined by spaces."""

    id: bytes
    target: bytes
    secret: bytes
    events: str
    made_day: int
    heard_day: int | None = None
    failing_since: int | None = None
    ended: int | None = None
    why: str | None = None

    def __repr__(self) -> str:
        return "Hook(<sealed>)"


@dataclass(frozen=True, slots=True)
class HookMessage:
    id: bytes
    hook: bytes
    event: HookEvent
    day: int
    due: int
    tries: int = 0


_HOOK_COLUMNS = tuple(HOOK.c[name] for name in Hook.__dataclass_fields__)
_MESSAGE_COLUMNS = tuple(MESSAGE.c[name] for name in HookMessage.__dataclass_fields__)
_PUT_MARK = EitherInsert(
    MARK,
    lambda statement: statement.on_conflict_do_update(
        index_elements=[MARK.c.district, MARK.c.event],
        set_={"mark": statement.excluded.mark, "day": statement.excluded.day},
    ),
)


def put(conn: Connection, district: DistrictId, hook: Hook) -> None:
    conn.execute(insert(HOOK).values(district=district, **asdict(hook)))


def all_of(conn: Connection, district: DistrictId) -> tuple[Hook, ...]:
    """The newest first."""
    rows = conn.execute(
        select(*_HOOK_COLUMNS).where(HOOK.c.district == district).order_by(HOOK.c.made_day.desc(), HOOK.c.id)
    )
    return tuple(Hook(*row) for row in rows)


def by_id(conn: Connection, district: DistrictId, id_: bytes) -> Hook | None:
    row = conn.execute(
        select(*_HOOK_COLUMNS).where(HOOK.c.district == district, HOOK.c.id == id_)
    ).one_or_none()
    return None if row is None else Hook(*row)


def end(conn: Connection, district: DistrictId, id_: bytes, day: int, why: HookEnd) -> bool:
    """What waits for it goes too. False where it was ended before."""
    conn.execute(delete(MESSAGE).where(MESSAGE.c.district == district, MESSAGE.c.hook == id_))
    done = conn.execute(
        update(HOOK)
        .where(HOOK.c.district == district, HOOK.c.id == id_, HOOK.c.ended.is_(None))
        .values(ended=day, why=why.value)
    )
    return done.rowcount == 1


def heard(conn: Connection, district: DistrictId, message: HookMessage, day: int) -> None:
    """It took the message."""
    conn.execute(delete(MESSAGE).where(MESSAGE.c.district == district, MESSAGE.c.id == message.id))
    conn.execute(
        update(HOOK)
        .where(HOOK.c.district == district, HOOK.c.id == message.hook)
        .values(heard_day=day, failing_since=None)
    )


def failed(conn: Connection, district: DistrictId, hook: bytes, at: int) -> None:
    """The first failure of a row is the one that counts."""
    conn.execute(
        update(HOOK)
        .where(HOOK.c.district == district, HOOK.c.id == hook, HOOK.c.failing_since.is_(None))
        .values(failing_since=at)
    )


def add(conn: Connection, district: DistrictId, messages: Iterable[HookMessage]) -> None:
    rows = [{"district": district, **asdict(one)} for one in messages]
    if rows:
        conn.execute(insert(MESSAGE), rows)


def due(conn: Connection, district: DistrictId, now: int, limit: int = 20) -> tuple[HookMessage, ...]:
    rows = conn.execute(
        select(*_MESSAGE_COLUMNS)
        .where(MESSAGE.c.district == district, MESSAGE.c.due <= now)
        .order_by(MESSAGE.c.due, MESSAGE.c.id)
        .limit(limit)
    )
    return tuple(HookMessage(id_, hook, HookEvent(event), *rest) for id_, hook, event, *rest in rows)


def claim(conn: Connection, district: DistrictId, message: HookMessage, next_due: int | None) -> bool:
    """Before it is sent: nobody else sends this try. `next_due` None: there is none after it. False: somebody was quicker."""
    mine = (MESSAGE.c.district == district, MESSAGE.c.id == message.id, MESSAGE.c.tries == message.tries)
    if next_due is None:
        return conn.execute(delete(MESSAGE).where(*mine)).rowcount == 1
    done = conn.execute(update(MESSAGE).where(*mine).values(tries=message.tries + 1, due=next_due))
    return done.rowcount == 1


def mark(conn: Connection, district: DistrictId, event: HookEvent) -> tuple[bytes, int] | None:
    row = conn.execute(
        select(MARK.c.mark, MARK.c.day).where(MARK.c.district == district, MARK.c.event == event.value)
    ).one_or_none()
    return None if row is None else (row.mark, row.day)


def put_mark(conn: Connection, district: DistrictId, event: HookEvent, sealed: bytes, day: int) -> None:
    conn.execute(
        _PUT_MARK.for_(conn), {"district": district, "event": event.value, "mark": sealed, "day": day}
    )
