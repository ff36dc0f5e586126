"""Signed-in staff: rows that only their cookie opens."""

from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, delete, insert, or_, select, update

from reporting.model.ids import DistrictId, MemberId
from reporting.store.tables.sessions import SessionRow


@dataclass(frozen=True, slots=True)
class SessionRecord:
    """Times are unix seconds. `stage` is pending (the code is still owed) or full."""

    id: bytes
    member: MemberId
    sealed: bytes
    created: int
    seen: int
    stage: str
    stepped_up: int | None


# Asked with every request of staff: built once.
_BY_ID = select(
    SessionRow.id,
    SessionRow.member,
    SessionRow.sealed,
    SessionRow.created,
    SessionRow.seen,
    SessionRow.stage,
    SessionRow.stepped_up,
).where(SessionRow.district == bindparam("district"), SessionRow.id == bindparam("session"))


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
    row = conn.execute(_BY_ID, {"district": district, "session": session}).one_or_none()
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


def remove_stale(conn: Connection, district: DistrictId, *, seen_before: int, created_before: int) -> int:
    """How many rows had outlived their use."""
    stale = delete(SessionRow).where(
        SessionRow.district == district,
        or_(SessionRow.seen < seen_before, SessionRow.created < created_before),
    )
    return int(conn.execute(stale).rowcount)
