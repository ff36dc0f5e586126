"""Sums of attendance and discipline, as the district brought them."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass

from sqlalchemy import Connection, insert, select

from reporting.model.ids import DistrictId
from reporting.store.tables.base import table_of
from reporting.store.tables.outcomes import OutcomeSumRow

OUTCOME = table_of(OutcomeSumRow)


@dataclass(frozen=True, slots=True)
class KeptSum:
    year: int
    place: str
    outcome: str
    students: int
    n: int


def add(conn: Connection, district: DistrictId, sums: Iterable[KeptSum]) -> None:
    """Raises StoreConflict where one of them is there already."""
    conn.execute(insert(OUTCOME), [{"district": district, **asdict(one)} for one in sums])


def all_of(conn: Connection, district: DistrictId) -> tuple[KeptSum, ...]:
    """The newest year first."""
    columns = (OUTCOME.c.year, OUTCOME.c.place, OUTCOME.c.outcome, OUTCOME.c.students, OUTCOME.c.n)
    rows = conn.execute(
        select(*columns)
        .where(OUTCOME.c.district == district)
        .order_by(OUTCOME.c.year.desc(), OUTCOME.c.outcome, OUTCOME.c.place)
    )
    return tuple(KeptSum(*row) for row in rows)
