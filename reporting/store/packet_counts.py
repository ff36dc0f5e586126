"""What was counted of a packet already, and the sealed tag under which it is."""

from dataclasses import dataclass

from sqlalchemy import Connection, delete, insert, select, update

from reporting.model.ids import DistrictId, PacketId
from reporting.store.tables.base import table_of
from reporting.store.tables.referrals import PacketCountRow

COUNT = table_of(PacketCountRow)


@dataclass(frozen=True, slots=True)
class PacketCount:
    """`reached`: bits, as `referrals/tag.py` reads them."""

    packet: PacketId
    reached: int
    tag: bytes

    def __repr__(self) -> str:
        return "PacketCount(<sealed>)"


def add(conn: Connection, district: DistrictId, packet: PacketId, tag: bytes) -> None:
    conn.execute(insert(COUNT), {"district": district, "packet": packet, "reached": 0, "tag": tag})


def of(conn: Connection, district: DistrictId, packet: PacketId) -> PacketCount | None:
    """None for one that is over, or that nobody counts."""
    found = conn.execute(
        select(COUNT.c.packet, COUNT.c.reached, COUNT.c.tag).where(
            COUNT.c.district == district, COUNT.c.packet == packet
        )
    ).one_or_none()
    return None if found is None else PacketCount(*found)


def mark(conn: Connection, district: DistrictId, known: PacketCount, reached: int) -> bool:
    """False where another was faster."""
    done = conn.execute(
        update(COUNT)
        .where(
            COUNT.c.district == district,
            COUNT.c.packet == known.packet,
            COUNT.c.reached == known.reached,
        )
        .values(reached=reached)
    )
    return done.rowcount == 1


def drop(conn: Connection, district: DistrictId, packet: PacketId) -> None:
    conn.execute(delete(COUNT).where(COUNT.c.district == district, COUNT.c.packet == packet))
