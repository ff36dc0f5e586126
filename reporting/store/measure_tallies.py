"""Counts by month of what became of messages; of no one thread."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass

from sqlalchemy import Connection, select

from reporting.model.ids import DistrictId, SchoolId
from reporting.store.dialects import EitherInsert
from reporting.store.tables.base import table_of
from reporting.store.tables.insights import MeasureDayRow, MeasureTallyRow

MEASURE = table_of(MeasureTallyRow)
DAY = table_of(MeasureDayRow)

_ADD = EitherInsert(
    MEASURE,
    lambda statement: statement.on_conflict_do_update(
        index_elements=[MEASURE.c.district, MEASURE.c.month, MEASURE.c.school, MEASURE.c.event],
        set_={"n": MEASURE.c.n + statement.excluded.n},
    ),
)
_PUT_DAY = EitherInsert(
    DAY,
    lambda statement: statement.on_conflict_do_update(
        index_elements=[DAY.c.district], set_={"day": statement.excluded.day}
    ),
)


@dataclass(frozen=True, slots=True)
class MeasureTally:
    """`month`: 202611; `school`: `tallies.NO_SCHOOL` where none is known; `event`: a word of `model.measure.Event`."""

    month: int
    school: SchoolId
    event: str
    n: int


def add(connection: Connection, district: DistrictId, found: Iterable[MeasureTally]) -> None:
    """The order is fixed, so two writers cannot lock each other."""
    for tally in sorted(found, key=lambda one: (one.month, one.school, one.event)):
        connection.execute(_ADD.for_(connection), {"district": district, **asdict(tally)})


def of_month(connection: Connection, district: DistrictId, month: int) -> tuple[MeasureTally, ...]:
    columns = (MEASURE.c.month, MEASURE.c.school, MEASURE.c.event, MEASURE.c.n)
    statement = (
        select(*columns).where(MEASURE.c.district == district, MEASURE.c.month == month).order_by(*columns)
    )
    return tuple(MeasureTally(*row) for row in connection.execute(statement))


def counted_until(connection: Connection, district: DistrictId) -> int | None:
    """Unix day, itself not counted yet; None before the first time."""
    found = connection.execute(select(DAY.c.day).where(DAY.c.district == district)).scalar()
    return None if found is None else int(found)


def set_counted_until(connection: Connection, district: DistrictId, day: int) -> None:
    connection.execute(_PUT_DAY.for_(connection), {"district": district, "day": day})
