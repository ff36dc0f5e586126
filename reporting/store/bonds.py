"""Whether a student's yes to a guardian's thread stands, and what its link opens. See `vault/bonds.py`."""

from sqlalchemy import Connection, delete, insert, select, update

from reporting.model.ids import DistrictId
from reporting.store.tables.base import table_of
from reporting.store.tables.bonds import BondRow

BOND = table_of(BondRow)


def add(conn: Connection, district: DistrictId, bond: bytes, until_day: int, sealed: bytes) -> None:
    """`until_day`: days since 1970."""
    conn.execute(insert(BOND), {"district": district, "id": bond, "until_day": until_day, "sealed": sealed})


def stands(conn: Connection, district: DistrictId, bond: bytes) -> bool:
    found = conn.execute(select(BOND.c.id).where(BOND.c.district == district, BOND.c.id == bond))
    return found.first() is not None


def invitation(conn: Connection, district: DistrictId, bond: bytes) -> bytes | None:
    """None where the yes does not stand, or the link's time is over."""
    return conn.execute(
        select(BOND.c.sealed).where(BOND.c.district == district, BOND.c.id == bond)
    ).scalar_one_or_none()


def end(conn: Connection, district: DistrictId, bond: bytes) -> None:
    """The guardian reads nothing from now on."""
    conn.execute(delete(BOND).where(BOND.c.district == district, BOND.c.id == bond))


def empty_before(conn: Connection, district: DistrictId, day: int) -> int:
    """Links whose time is over open nothing, whoever keeps their address; how many."""
    done = conn.execute(
        update(BOND)
        .where(BOND.c.district == district, BOND.c.until_day < day, BOND.c.sealed.is_not(None))
        .values(sealed=None)
    )
    return done.rowcount
