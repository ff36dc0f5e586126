"""Sealed bundles of members' keys, and the slots that open them."""

from sqlalchemy import Connection, delete, insert, select, update

from reporting.model.ids import DistrictId, MemberId
from reporting.store.tables.passkeys import PasskeyRow
from reporting.store.tables.staff import MemberSecretRow, SlotRow

PASSWORD_SLOT = 0


def put(conn: Connection, district: DistrictId, member: MemberId, *, bundle: bytes, slot: bytes) -> None:
    """Replace a member's bundle and all ways into it by one password."""
    remove(conn, district, member)
    conn.execute(insert(MemberSecretRow).values(district=district, member=member, bundle=bundle))
    conn.execute(insert(SlotRow).values(district=district, member=member, n=PASSWORD_SLOT, slot=slot))


def put_password(
    conn: Connection, district: DistrictId, member: MemberId, *, bundle: bytes, slot: bytes
) -> None:
    """The same keys under another password or with another second step; passkeys stay."""
    conn.execute(
        update(MemberSecretRow)
        .where(MemberSecretRow.district == district, MemberSecretRow.member == member)
        .values(bundle=bundle)
    )
    conn.execute(
        update(SlotRow)
        .where(SlotRow.district == district, SlotRow.member == member, SlotRow.n == PASSWORD_SLOT)
        .values(slot=slot)
    )


def bundle_of(conn: Connection, district: DistrictId, member: MemberId) -> bytes | None:
    return conn.execute(
        select(MemberSecretRow.bundle).where(
            MemberSecretRow.district == district, MemberSecretRow.member == member
        )
    ).scalar_one_or_none()


def slots_of(conn: Connection, district: DistrictId, member: MemberId) -> tuple[bytes, ...]:
    rows = conn.execute(
        select(SlotRow.slot).where(SlotRow.district == district, SlotRow.member == member).order_by(SlotRow.n)
    )
    return tuple(rows.scalars())


def remove(conn: Connection, district: DistrictId, member: MemberId) -> None:
    """Every way in, passkeys too."""
    conn.execute(delete(PasskeyRow).where(PasskeyRow.district == district, PasskeyRow.member == member))
    conn.execute(delete(SlotRow).where(SlotRow.district == district, SlotRow.member == member))
    conn.execute(
        delete(MemberSecretRow).where(MemberSecretRow.district == district, MemberSecretRow.member == member)
    )
