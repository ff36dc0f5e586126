"""Signed-in staff: rows that only their cookie opens."""

from dataclasses import dataclass

from sqlalchemy import Connection, and_, bindparam, delete, insert, or_, select, update

from reporting.model.ids import DistrictId, MemberId
from reporting.store.prepared import Prepared
from reporting.store.tables.sessions import SessionRow


@dataclass(frozen=True, slots=True)
class SessionRecord:
    """Times are unix seconds. `stage` is pending (the code is still owed), full, or locked (no keys are in it)."""

    id: bytes
    member: MemberId
    sealed: bytes
    created: int
    seen: int
    stage: str
    stepped_up: int | None


# Asked with every request of staff.
_BY_ID = Prepared(
    select(
        SessionRow.id,
        SessionRow.member,
        SessionRow.sealed,
        SessionRow.created,
        SessionRow.seen,
        SessionRow.stage,
        SessionRow.stepped_up,
    ).where(SessionRow.district == bindparam("district"), SessionRow.id == bindparam("session"))
)


def add(conn: Connection, district: DistrictId, record: SessionRecord) -> None:
    conn.execute(
        insert(SessionRow).values(
            district=district,
            id=record.id,
            member=record.member,
            sealed=record.sealed,
            created=record.created,
            seen=record.seen,
            stage=record.stage,
            stepped_up=record.stepped_up,
        )
    )


def by_id(conn: Connection, district: DistrictId, session: bytes) -> SessionRecord | None:
    row = _BY_ID.first(conn, {"district": district, "session": session})
    return None if row is None else SessionRecord(*row)


def touch(conn: Connection, district: DistrictId, session: bytes, seen: int) -> None:
    """A person did something. Never moves backwards, and never brings a deleted row back."""
    conn.execute(
        update(SessionRow)
        .where(SessionRow.district == district, SessionRow.id == session, SessionRow.seen < seen)
        .values(seen=seen)
    )


def remove(conn: Connection, district: DistrictId, session: bytes) -> bool:
    """True for the one caller that removed it."""
    gone = delete(SessionRow).where(SessionRow.district == district, SessionRow.id == session)
    return conn.execute(gone).rowcount == 1


def remove_of_member(conn: Connection, district: DistrictId, member: MemberId) -> None:
    conn.execute(delete(SessionRow).where(SessionRow.district == district, SessionRow.member == member))


def lock(conn: Connection, district: DistrictId, session: bytes, mark: bytes) -> bool:
    """The sealed keys go, the mark takes their place. True for the one caller that locked it."""
    locked = (
        update(SessionRow)
        .where(SessionRow.district == district, SessionRow.id == session, SessionRow.stage == "full")
        .values(stage="locked", sealed=mark, stepped_up=None)
    )
    return conn.execute(locked).rowcount == 1


def idle(conn: Connection, district: DistrictId, seen_until: int) -> tuple[SessionRecord, ...]:
    """Full sessions that nobody used since."""
    rows = conn.execute(
        select(
            SessionRow.id,
            SessionRow.member,
            SessionRow.sealed,
            SessionRow.created,
            SessionRow.seen,
            SessionRow.stage,
            SessionRow.stepped_up,
        ).where(SessionRow.district == district, SessionRow.stage == "full", SessionRow.seen <= seen_until)
    )
    return tuple(SessionRecord(*row) for row in rows)


def remove_stale(conn: Connection, district: DistrictId, *, pending_before: int, created_before: int) -> int:
    """How many rows had outlived their use."""
    stale = delete(SessionRow).where(
        SessionRow.district == district,
        or_(
            and_(SessionRow.stage == "pending", SessionRow.created < pending_before),
            SessionRow.created < created_before,
        ),
    )
    return int(conn.execute(stale).rowcount)
