"""Words that were not sent yet, by their writer and their place."""

from sqlalchemy import Connection, delete, func, select

from reporting.model.ids import DistrictId, MemberId
from reporting.store.dialects import EitherInsert
from reporting.store.tables.base import table_of
from reporting.store.tables.drafts import KeptDraftRow

DRAFT = table_of(KeptDraftRow)

_PUT = EitherInsert(
    DRAFT,
    lambda statement: statement.on_conflict_do_update(
        index_elements=[DRAFT.c.district, DRAFT.c.member, DRAFT.c.place],
        set_={"minute": statement.excluded.minute, "sealed": statement.excluded.sealed},
    ),
)


def put(
    conn: Connection, district: DistrictId, member: MemberId, place: bytes, *, minute: int, sealed: bytes
) -> None:
    """Instead of the one before at this place."""
    conn.execute(
        _PUT.for_(conn),
        {"district": district, "member": member, "place": place, "minute": minute, "sealed": sealed},
    )


def find(conn: Connection, district: DistrictId, member: MemberId, place: bytes) -> bytes | None:
    return conn.execute(
        select(DRAFT.c.sealed).where(
            DRAFT.c.district == district, DRAFT.c.member == member, DRAFT.c.place == place
        )
    ).scalar_one_or_none()


def count(conn: Connection, district: DistrictId, member: MemberId) -> int:
    return conn.execute(
        select(func.count()).select_from(DRAFT).where(DRAFT.c.district == district, DRAFT.c.member == member)
    ).scalar_one()


def drop(conn: Connection, district: DistrictId, member: MemberId, place: bytes) -> None:
    conn.execute(
        delete(DRAFT).where(DRAFT.c.district == district, DRAFT.c.member == member, DRAFT.c.place == place)
    )


def drop_of_member(conn: Connection, district: DistrictId, member: MemberId) -> None:
    conn.execute(delete(DRAFT).where(DRAFT.c.district == district, DRAFT.c.member == member))


def drop_before(conn: Connection, district: DistrictId, minute: int) -> int:
    gone = delete(DRAFT).where(DRAFT.c.district == district, DRAFT.c.minute < minute)
    return int(conn.execute(gone).rowcount)
