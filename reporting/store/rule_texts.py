"""Whole rule books, sealed, by the hash that decisions name: what explains an old decision by its own rules."""

from sqlalchemy import Connection, select

from reporting.model.ids import DistrictId
from reporting.store.dialects import EitherInsert
from reporting.store.tables.base import table_of
from reporting.store.tables.rules import RuleTextRow

TEXT = table_of(RuleTextRow)

_KEEP = EitherInsert(TEXT, lambda statement: statement.on_conflict_do_nothing())


def keep(conn: Connection, district: DistrictId, rulebook: bytes, sealed: bytes) -> None:
    """One that is kept already stays as it is."""
    conn.execute(_KEEP.for_(conn), {"district": district, "hash": rulebook, "sealed": sealed})


def find(conn: Connection, district: DistrictId, rulebook: bytes) -> bytes | None:
    statement = select(TEXT.c.sealed).where(TEXT.c.district == district, TEXT.c.hash == rulebook)
    return conn.execute(statement).scalar_one_or_none()


def knows(conn: Connection, district: DistrictId, rulebook: bytes) -> bool:
    statement = select(TEXT.c.hash).where(TEXT.c.district == district, TEXT.c.hash == rulebook)
    return conn.execute(statement).first() is not None
