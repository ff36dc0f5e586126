"""Halves of queues' seeds, requests to join two of them, and what they opened."""

from collections.abc import Collection, Iterable
from dataclasses import asdict, dataclass, fields, replace
from typing import Any

from sqlalchemy import Connection, delete, insert, or_, select, update

from reporting.model.ids import DistrictId, MemberId, QueueId, ThreadId
from reporting.store.tables.base import table_of
from reporting.store.tables.glass import GlassGrantRow, GlassHalfRow, GlassOfferRow, GlassRequestRow

HALF = table_of(GlassHalfRow)
REQUEST = table_of(GlassRequestRow)
OFFER = table_of(GlassOfferRow)
GRANT = table_of(GlassGrantRow)


@dataclass(frozen=True, slots=True)
class Half:
    """`sealed` opens by `holder`'s key `kid`; `other_kid` is the key of whoever holds the other half."""

    queue: QueueId
    epoch: int
    holder: MemberId
    other: MemberId
    kid: bytes
    other_kid: bytes
    sealed: bytes


@dataclass(frozen=True, slots=True)
class Request:
    """`state`: asked, opened or over. `expires` in unix seconds; `ends_minute` once it was opened."""

    id: bytes
    queue: QueueId
    epoch: int
    asker: MemberId
    partner: MemberId | None
    expires: int
    hours: int
    ends_minute: int | None
    told: bool
    state: str


_HALF = tuple(HALF.c[field.name] for field in fields(Half))
_REQUEST = tuple(REQUEST.c[field.name] for field in fields(Request))


def add_halves(conn: Connection, district: DistrictId, halves: Iterable[Half]) -> None:
    for half in halves:
        conn.execute(
            delete(HALF).where(
                HALF.c.district == district,
                HALF.c.queue == half.queue,
                HALF.c.epoch == half.epoch,
                HALF.c.holder == half.holder,
                HALF.c.other == half.other,
            )
        )
        conn.execute(insert(HALF), {"district": district, **asdict(half)})


def halves_of(conn: Connection, district: DistrictId, queue: QueueId) -> tuple[Half, ...]:
    statement = select(*_HALF).where(HALF.c.district == district, HALF.c.queue == queue)
    return tuple(
        Half(*row) for row in conn.execute(statement.order_by(HALF.c.epoch, HALF.c.holder, HALF.c.other))
    )


def drop_pairs(
    conn: Connection, district: DistrictId, queue: QueueId, pairs: Collection[tuple[MemberId, MemberId]]
) -> None:
    """Of people who are keepers no more: both halves, of every epoch."""
    for one, other in pairs:
        conn.execute(
            delete(HALF).where(
                HALF.c.district == district,
                HALF.c.queue == queue,
                or_(
                    (HALF.c.holder == one) & (HALF.c.other == other),
                    (HALF.c.holder == other) & (HALF.c.other == one),
                ),
            )
        )


def drop_before(conn: Connection, district: DistrictId, queue: QueueId, epoch: int) -> None:
    """Halves of keys that no queue wrap names any more."""
    conn.execute(delete(HALF).where(HALF.c.district == district, HALF.c.queue == queue, HALF.c.epoch < epoch))


def ask(conn: Connection, district: DistrictId, request: Request, offers: dict[MemberId, bytes]) -> None:
    conn.execute(insert(REQUEST), {"district": district, **asdict(request)})
    for partner, sealed in offers.items():
        row = {"district": district, "request": request.id, "partner": partner, "sealed": sealed}
        conn.execute(insert(OFFER), row)


def request(conn: Connection, district: DistrictId, which: bytes) -> Request | None:
    row = conn.execute(
        select(*_REQUEST).where(REQUEST.c.district == district, REQUEST.c.id == which)
    ).one_or_none()
    return None if row is None else Request(*row)


def requests(conn: Connection, district: DistrictId, *states: str) -> tuple[Request, ...]:
    """By when they were asked."""
    statement = select(*_REQUEST).where(REQUEST.c.district == district, REQUEST.c.state.in_(states))
    return tuple(Request(*row) for row in conn.execute(statement.order_by(REQUEST.c.expires, REQUEST.c.id)))


def offer(conn: Connection, district: DistrictId, which: bytes, partner: MemberId) -> bytes | None:
    return conn.execute(
        select(OFFER.c.sealed).where(
            OFFER.c.district == district, OFFER.c.request == which, OFFER.c.partner == partner
        )
    ).scalar_one_or_none()


def settle(conn: Connection, district: DistrictId, now: Request, *, before: str) -> bool:
    """Into its next state, if it is still in the one before; its offers go."""
    done = conn.execute(
        update(REQUEST)
        .where(REQUEST.c.district == district, REQUEST.c.id == now.id, REQUEST.c.state == before)
        .values(partner=now.partner, ends_minute=now.ends_minute, state=now.state)
    )
    if done.rowcount:
        conn.execute(delete(OFFER).where(OFFER.c.district == district, OFFER.c.request == now.id))
    return bool(done.rowcount)


def mark_told(conn: Connection, district: DistrictId, which: bytes) -> bool:
    done = conn.execute(
        update(REQUEST)
        .where(REQUEST.c.district == district, REQUEST.c.id == which, REQUEST.c.told.is_(False))
        .values(told=True)
    )
    return bool(done.rowcount)


def grant(
    conn: Connection, district: DistrictId, which: bytes, thread: ThreadId, members: Iterable[MemberId]
) -> None:
    for member in members:
        row = {"district": district, "request": which, "thread": thread, "member": member}
        conn.execute(insert(GRANT), row)


def grants(conn: Connection, district: DistrictId, which: bytes) -> tuple[tuple[ThreadId, MemberId], ...]:
    rows: Any = conn.execute(
        select(GRANT.c.thread, GRANT.c.member).where(GRANT.c.district == district, GRANT.c.request == which)
    )
    return tuple((thread, member) for thread, member in rows)


def drop_grants(conn: Connection, district: DistrictId, which: bytes) -> None:
    conn.execute(delete(GRANT).where(GRANT.c.district == district, GRANT.c.request == which))


def over(now: Request) -> Request:
    return replace(now, state="over")
