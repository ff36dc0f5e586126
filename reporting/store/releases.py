"""What was published of a district and what was withheld: a ledger to which is only added."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass

from sqlalchemy import Connection, func, insert, select, update

from reporting.model.ids import DistrictId, SchoolId
from reporting.model.measure import Band
from reporting.store.dialects import EitherInsert
from reporting.store.tables.base import table_of
from reporting.store.tables.insights import (
    ReleasedFigureRow,
    ReleasedPlaceRow,
    ReleaseRow,
    SchoolBandRow,
)

RELEASE = table_of(ReleaseRow)
PLACE = table_of(ReleasedPlaceRow)
FIGURE = table_of(ReleasedFigureRow)
BAND = table_of(SchoolBandRow)

_PUT_BAND = EitherInsert(
    BAND,
    lambda statement: statement.on_conflict_do_update(
        index_elements=[BAND.c.district, BAND.c.school], set_={"band": statement.excluded.band}
    ),
)
_MONTHS_FROM = 100_000  # years have four digits, months six


@dataclass(frozen=True, slots=True)
class Released:
    """`period`: a month or a school year; `low` and `high` are None where the figure is withheld."""

    period: int
    place: str
    figure: str
    low: int | None
    high: int | None


@dataclass(frozen=True, slots=True)
class Release:
    """`decided`: minute; None while its figures are still to be decided."""

    period: int
    closed: int
    decided: int | None


def put_band(conn: Connection, district: DistrictId, school: SchoolId, band: Band | None) -> None:
    """None takes it back."""
    if band is None:
        conn.execute(BAND.delete().where(BAND.c.district == district, BAND.c.school == school))
    else:
        conn.execute(_PUT_BAND.for_(conn), {"district": district, "school": school, "band": band.value})


def bands(conn: Connection, district: DistrictId) -> dict[SchoolId, Band]:
    rows = conn.execute(select(BAND.c.school, BAND.c.band).where(BAND.c.district == district))
    return {SchoolId(school): Band(band) for school, band in rows}


def close(conn: Connection, district: DistrictId, period: int, minute: int) -> None:
    """From here on nothing is counted into it. Raises StoreConflict where another process was quicker."""
    conn.execute(
        insert(RELEASE),
        {"district": district, "period": period, "closed_minute": minute, "decided_minute": None},
    )


def decide(
    conn: Connection, district: DistrictId, period: int, minute: int, figures: Iterable[Released]
) -> bool:
    """Whether it was not decided before; then the figures are kept for good."""
    done = conn.execute(
        update(RELEASE)
        .where(RELEASE.c.district == district, RELEASE.c.period == period, RELEASE.c.decided_minute.is_(None))
        .values(decided_minute=minute)
    )
    rows = [{"district": district, **asdict(one)} for one in figures]
    if done.rowcount and rows:
        conn.execute(insert(FIGURE), rows)
    return bool(done.rowcount)


def releases(conn: Connection, district: DistrictId) -> tuple[Release, ...]:
    """By period: school years first, then months."""
    columns = (RELEASE.c.period, RELEASE.c.closed_minute, RELEASE.c.decided_minute)
    found = conn.execute(select(*columns).where(RELEASE.c.district == district).order_by(RELEASE.c.period))
    return tuple(Release(*row) for row in found)


def last_closed_month(conn: Connection, district: DistrictId) -> int | None:
    """Counts of it and of months before it come too late."""
    statement = select(func.max(RELEASE.c.period)).where(
        RELEASE.c.district == district, RELEASE.c.period >= _MONTHS_FROM
    )
    found = conn.execute(statement).scalar()
    return None if found is None else int(found)


def figures(conn: Connection, district: DistrictId, periods: Iterable[int]) -> tuple[Released, ...]:
    columns = (FIGURE.c.period, FIGURE.c.place, FIGURE.c.figure, FIGURE.c.low, FIGURE.c.high)
    statement = (
        select(*columns)
        .where(FIGURE.c.district == district, FIGURE.c.period.in_(list(periods)))
        .order_by(FIGURE.c.period, FIGURE.c.place, FIGURE.c.figure)
    )
    return tuple(Released(*row) for row in conn.execute(statement))


def places(conn: Connection, district: DistrictId, year: int) -> dict[str, str]:
    """Each school of that year's figures, and its grade band; "" for none."""
    rows = conn.execute(
        select(PLACE.c.place, PLACE.c.band)
        .where(PLACE.c.district == district, PLACE.c.year == year)
        .order_by(PLACE.c.place)
    )
    return {row.place: row.band for row in rows}


def add_places(conn: Connection, district: DistrictId, year: int, found: Mapping[str, str]) -> None:
    if found:
        conn.execute(
            insert(PLACE),
            [
                {"district": district, "year": year, "place": one, "band": band}
                for one, band in sorted(found.items())
            ],
        )
