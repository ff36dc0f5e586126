"""Counts by week of who came back and how it went; of no one thread."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection, select

from reporting.model.clock import month_after
from reporting.model.ids import DistrictId
from reporting.store.dialects import EitherInsert
from reporting.store.tables.base import table_of
from reporting.store.tables.return_tallies import ReturnTallyRow

RETURN_TALLY = table_of(ReturnTallyRow)

_ADD = EitherInsert(
    RETURN_TALLY,
    lambda statement: statement.on_conflict_do_update(
        index_elements=[RETURN_TALLY.c.district, RETURN_TALLY.c.week, RETURN_TALLY.c.event],
        set_={"n": RETURN_TALLY.c.n + statement.excluded.n},
    ),
)


@dataclass(frozen=True, slots=True)
class ReturnTally:
    """`week`: unix day of its Monday; `event`: a word of `tables.return_tallies.EVENTS`."""

    week: int
    event: str
    n: int


def add(connection: Connection, district: DistrictId, tallies: Iterable[ReturnTally]) -> None:
    """Add what was gathered in RAM. The order is fixed, so two writers cannot lock each other."""
    for tally in sorted(tallies, key=lambda one: (one.week, one.event)):
        connection.execute(_ADD.for_(connection), {"district": district, **asdict(tally)})


def since(connection: Connection, district: DistrictId, week: int) -> tuple[ReturnTally, ...]:
    """All counts from this week on."""
    columns = (RETURN_TALLY.c.week, RETURN_TALLY.c.event, RETURN_TALLY.c.n)
    statement = (
        select(*columns)
        .where(RETURN_TALLY.c.district == district, RETURN_TALLY.c.week >= week)
        .order_by(*columns)
    )
    return tuple(ReturnTally(*row) for row in connection.execute(statement))


def of_month(connection: Connection, district: DistrictId, month: int) -> tuple[ReturnTally, ...]:
    """All counts of the weeks whose Monday lies in this month."""
    end = _first_day(month_after(month))
    return tuple(one for one in since(connection, district, _first_day(month)) if one.week < end)


def _first_day(month: int) -> int:
    return (
        datetime(month // 100, month % 100, 1, tzinfo=UTC) - datetime(1970, 1, 1, tzinfo=UTC)
    ) // timedelta(days=1)
