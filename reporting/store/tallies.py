"""Counts by month, for reports; of no one thread."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass

from sqlalchemy import Connection, func, select

from reporting.model.ids import DistrictId, SchoolId
from reporting.store.dialects import EitherInsert
from reporting.store.tables.base import table_of
from reporting.store.tables.tallies import NO_SCHOOL, TallyRow

__all__ = ["NO_SCHOOL", "TALLY", "Tally", "add", "first_month", "of_months"]

TALLY = table_of(TallyRow)

_ADD = EitherInsert(
    TALLY,
    lambda statement: statement.on_conflict_do_update(
        index_elements=[TALLY.c.district, TALLY.c.month, TALLY.c.school, TALLY.c.category],
        set_={"n": TALLY.c.n + statement.excluded.n},
    ),
)


@dataclass(frozen=True, slots=True)
class Tally:
    """`month`: year and month as one number, 202611; `school`: `NO_SCHOOL` where none is known."""

    month: int
    school: SchoolId
    category: str
    n: int


def add(connection: Connection, district: DistrictId, tallies: Iterable[Tally]) -> None:
    """Add what was gathered in RAM since the last hour. The order is fixed, so two writers cannot lock each other."""
    for tally in sorted(tallies, key=lambda one: (one.month, one.school, one.category)):
        connection.execute(_ADD.for_(connection), {"district": district, **asdict(tally)})


def of_months(connection: Connection, district: DistrictId, first: int, last: int) -> tuple[Tally, ...]:
    """All counts of the months from `first` to `last`, both included."""
    statement = (
        select(TALLY.c.month, TALLY.c.school, TALLY.c.category, TALLY.c.n)
        .where(TALLY.c.district == district, TALLY.c.month >= first, TALLY.c.month <= last)
        .order_by(TALLY.c.month, TALLY.c.school, TALLY.c.category)
    )
    return tuple(Tally(*row) for row in connection.execute(statement))


def first_month(connection: Connection, district: DistrictId) -> int | None:
    """The earliest with a count; None while there is none."""
    found = connection.execute(select(func.min(TALLY.c.month)).where(TALLY.c.district == district)).scalar()
    return None if found is None else int(found)
