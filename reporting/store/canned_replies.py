"""Ready answers that a district changed, hid or added; sealed by the service key, since any of its people reads them."""

from sqlalchemy import Connection, delete, select

from reporting.model.ids import DistrictId
from reporting.store.dialects import EitherInsert
from reporting.store.tables.base import table_of
from reporting.store.tables.desk import CannedReplyRow

CANNED = table_of(CannedReplyRow)

_PUT = EitherInsert(
    CANNED,
    lambda statement: statement.on_conflict_do_update(
        index_elements=[CANNED.c.district, CANNED.c.id], set_={"sealed": statement.excluded.sealed}
    ),
)


def put(conn: Connection, district: DistrictId, row: bytes, sealed: bytes) -> None:
    """Instead of the one before."""
    conn.execute(_PUT.for_(conn), {"district": district, "id": row, "sealed": sealed})


def all_of(conn: Connection, district: DistrictId) -> tuple[tuple[bytes, bytes], ...]:
    """(id, sealed) of each."""
    rows = conn.execute(
        select(CANNED.c.id, CANNED.c.sealed).where(CANNED.c.district == district).order_by(CANNED.c.id)
    )
    return tuple((row, sealed) for row, sealed in rows)


def drop(conn: Connection, district: DistrictId, row: bytes) -> None:
    conn.execute(delete(CANNED).where(CANNED.c.district == district, CANNED.c.id == row))
