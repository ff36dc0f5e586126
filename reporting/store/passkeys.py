"""Passkeys: found by their member, added and removed together with the slot that they open."""

from dataclasses import dataclass

from sqlalchemy import Connection, delete, func, insert, select, update

from reporting.model.ids import DistrictId, MemberId
from reporting.store.tables.passkeys import PasskeyRow
from reporting.store.tables.staff import SlotRow


@dataclass(frozen=True, slots=True)
class PasskeyRecord:
    """`n`: its slot. `made` and `used` are minutes at the beginning of a day. `label` is sealed."""

    member: MemberId
    n: int
    credential: bytes
    public_key: bytes
    signs: int
    made: int
    used: int
    label: bytes


def of_member(conn: Connection, district: DistrictId, member: MemberId) -> tuple[PasskeyRecord, ...]:
    """In the order in which they were added."""
    rows = conn.execute(
        select(
            PasskeyRow.member,
            PasskeyRow.n,
            PasskeyRow.credential,
            PasskeyRow.public_key,
            PasskeyRow.signs,
            PasskeyRow.made,
            PasskeyRow.used,
            PasskeyRow.label,
        )
        .where(PasskeyRow.district == district, PasskeyRow.member == member)
        .order_by(PasskeyRow.n)
    )
    return tuple(PasskeyRecord(*row) for row in rows)


def next_slot(conn: Connection, district: DistrictId, member: MemberId) -> int:
    """The first number that no way in has; the password's comes before."""
    newest = conn.execute(
        select(func.max(SlotRow.n)).where(SlotRow.district == district, SlotRow.member == member)
    ).scalar_one_or_none()
    return (newest or 0) + 1


def add(conn: Connection, district: DistrictId, record: PasskeyRecord, slot: bytes) -> None:
    conn.execute(insert(SlotRow).values(district=district, member=record.member, n=record.n, slot=slot))
    conn.execute(
        insert(PasskeyRow).values(
            district=district,
            member=record.member,
            n=record.n,
            credential=record.credential,
            public_key=record.public_key,
            signs=record.signs,
            made=record.made,
            used=record.used,
            label=record.label,
        )
    )


def slot_of(conn: Connection, district: DistrictId, member: MemberId, n: int) -> bytes | None:
    return conn.execute(
        select(SlotRow.slot).where(SlotRow.district == district, SlotRow.member == member, SlotRow.n == n)
    ).scalar_one_or_none()


def used(conn: Connection, district: DistrictId, member: MemberId, n: int, *, signs: int, day: int) -> None:
    conn.execute(
        update(PasskeyRow)
        .where(PasskeyRow.district == district, PasskeyRow.member == member, PasskeyRow.n == n)
        .values(signs=signs, used=day)
    )


def remove(conn: Connection, district: DistrictId, member: MemberId, n: int) -> bool:
    """Its slot goes with it. False when it was not there."""
    gone = delete(PasskeyRow).where(
        PasskeyRow.district == district, PasskeyRow.member == member, PasskeyRow.n == n
    )
    if conn.execute(gone).rowcount != 1:
        return False
    conn.execute(
        delete(SlotRow).where(SlotRow.district == district, SlotRow.member == member, SlotRow.n == n)
    )
    return True
