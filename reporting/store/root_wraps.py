"""The root's seed, wrapped to the people who hold it until the paper ceremony."""

from sqlalchemy import Connection, delete, insert, select

from reporting.model.ids import DistrictId, MemberId
from reporting.store.tables.queue_keys import RootWrapRow


def add(conn: Connection, district: DistrictId, member: MemberId, kid: bytes, sealed: bytes) -> None:
    conn.execute(insert(RootWrapRow).values(district=district, member=member, kid=kid, sealed=sealed))


def of_member(conn: Connection, district: DistrictId, member: MemberId, kid: bytes) -> bytes | None:
    return conn.execute(
        select(RootWrapRow.sealed).where(
            RootWrapRow.district == district, RootWrapRow.member == member, RootWrapRow.kid == kid
        )
    ).scalar_one_or_none()


def holders(conn: Connection, district: DistrictId) -> frozenset[MemberId]:
    return frozenset(
        conn.execute(select(RootWrapRow.member).where(RootWrapRow.district == district)).scalars()
    )


def remove_of_member(conn: Connection, district: DistrictId, member: MemberId) -> None:
    conn.execute(delete(RootWrapRow).where(RootWrapRow.district == district, RootWrapRow.member == member))
