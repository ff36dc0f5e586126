"""What a school calls its places, when it is open, and its days off. Read whole, written whole."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, Table, bindparam, delete, insert, select

from reporting.model.ids import DistrictId, SchoolId
from reporting.model.timetable import OpenHours, Timetable
from reporting.store.prepared import Prepared
from reporting.store.tables.base import table_of
from reporting.store.tables.school_context import SchoolDayOffRow, SchoolHoursRow, SchoolPlaceRow

PLACE = table_of(SchoolPlaceRow)
HOURS = table_of(SchoolHoursRow)
DAY_OFF = table_of(SchoolDayOffRow)


@dataclass(frozen=True, slots=True)
class SchoolContext:
    """`timetable` is None where no hours were told."""

    places: tuple[str, ...] = ()
    timetable: Timetable | None = None


_PLACES = Prepared(
    select(PLACE.c.school, PLACE.c.name)
    .where(PLACE.c.district == bindparam("district"))
    .order_by(PLACE.c.school, PLACE.c.position)
)
_HOURS = Prepared(
    select(HOURS.c.school, HOURS.c.weekday, HOURS.c.opens, HOURS.c.closes).where(
        HOURS.c.district == bindparam("district")
    )
)
_DAYS_OFF = Prepared(
    select(DAY_OFF.c.school, DAY_OFF.c.day).where(DAY_OFF.c.district == bindparam("district"))
)


def of_district(conn: Connection, district: DistrictId) -> Mapping[SchoolId, SchoolContext]:
    """Schools of which nothing was told are not there."""
    places: dict[SchoolId, list[str]] = {}
    for school, name in _PLACES.all(conn, {"district": district}):
        places.setdefault(school, []).append(name)
    days: dict[SchoolId, dict[int, OpenHours]] = {}
    for school, weekday, opens, closes in _HOURS.all(conn, {"district": district}):
        days.setdefault(school, {})[weekday] = OpenHours(opens, closes)
    off: dict[SchoolId, set[date]] = {}
    for school, day in _DAYS_OFF.all(conn, {"district": district}):
        off.setdefault(school, set()).add(date.fromisoformat(day))
    return {
        school: SchoolContext(
            tuple(places.get(school, ())),
            # Days off alone say nothing of the other days.
            Timetable(days[school], frozenset(off.get(school, ()))) if school in days else None,
        )
        for school in {*places, *days}
    }


def put_places(conn: Connection, district: DistrictId, school: SchoolId, places: Iterable[str]) -> None:
    """Instead of those before."""
    _replace(
        conn, PLACE, district, school, [{"position": at, "name": name} for at, name in enumerate(places)]
    )


def put_timetable(
    conn: Connection, district: DistrictId, school: SchoolId, timetable: Timetable | None
) -> None:
    """Instead of the one before."""
    hours = (
        [
            {"weekday": weekday, "opens": one.opens, "closes": one.closes}
            for weekday, one in sorted(timetable.days.items())
        ]
        if timetable
        else []
    )
    off = [{"day": day.isoformat()} for day in sorted(timetable.off)] if timetable else []
    _replace(conn, HOURS, district, school, hours)
    _replace(conn, DAY_OFF, district, school, off)


def _replace(
    conn: Connection, table: Table, district: DistrictId, school: SchoolId, rows: list[dict[str, Any]]
) -> None:
    conn.execute(delete(table).where(table.c.district == district, table.c.school == school))
    if rows:
        conn.execute(insert(table), [{"district": district, "school": school, **row} for row in rows])
