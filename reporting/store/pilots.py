"""Pilots and their versions, costs, and which features wait for one."""

import json
from dataclasses import dataclass
from typing import NewType

from sqlalchemy import Connection, func, insert, select, update

from reporting.model.ids import DistrictId
from reporting.store.dialects import EitherInsert
from reporting.store.tables.base import table_of
from reporting.store.tables.pilots import PilotCostRow, PilotFeatureRow, PilotRow, PilotVersionRow

PilotId = NewType("PilotId", bytes)
PILOT = table_of(PilotRow)
VERSION = table_of(PilotVersionRow)
COST = table_of(PilotCostRow)
FEATURE = table_of(PilotFeatureRow)

_PUT_FEATURE = EitherInsert(
    FEATURE,
    lambda statement: statement.on_conflict_do_update(
        index_elements=[FEATURE.c.district, FEATURE.c.feature], set_={"only": statement.excluded.only}
    ),
)
_PLAN = ("name", "feature", "measure", "year", "baseline", "target", "go", "stop")


@dataclass(frozen=True, slots=True)
class Kept:
    """`begun` and `ended`: minutes."""

    id: PilotId
    begun: int | None
    ended: int | None


@dataclass(frozen=True, slots=True)
class Version:
    """Words and numbers of a plan as they are kept; `places` and `topics` in order."""

    version: int
    minute: int
    why: str
    places: tuple[str, ...]
    topics: tuple[str, ...]
    name: str
    feature: str
    measure: str
    year: int
    baseline: int
    target: int
    go: int
    stop: int


@dataclass(frozen=True, slots=True)
class Cost:
    day: int
    what: str
    dollars: int
    hours: int
    rate: int


def pilots(conn: Connection, district: DistrictId) -> tuple[Kept, ...]:
    columns = (PILOT.c.id, PILOT.c.begun_minute, PILOT.c.ended_minute)
    rows = conn.execute(select(*columns).where(PILOT.c.district == district).order_by(PILOT.c.id))
    return tuple(Kept(PilotId(row.id), row.begun_minute, row.ended_minute) for row in rows)


def add(conn: Connection, district: DistrictId, pilot: PilotId) -> None:
    conn.execute(insert(PILOT).values(district=district, id=pilot, begun_minute=None, ended_minute=None))


def begin(conn: Connection, district: DistrictId, pilot: PilotId, minute: int) -> bool:
    """Whether it had not begun before."""
    done = conn.execute(
        update(PILOT)
        .where(PILOT.c.district == district, PILOT.c.id == pilot, PILOT.c.begun_minute.is_(None))
        .values(begun_minute=minute)
    )
    return bool(done.rowcount)


def end(conn: Connection, district: DistrictId, pilot: PilotId, minute: int) -> bool:
    """Whether it ran."""
    done = conn.execute(
        update(PILOT)
        .where(
            PILOT.c.district == district,
            PILOT.c.id == pilot,
            PILOT.c.begun_minute.is_not(None),
            PILOT.c.ended_minute.is_(None),
        )
        .values(ended_minute=minute)
    )
    return bool(done.rowcount)


def begun(conn: Connection, district: DistrictId, pilot: PilotId) -> int | None:
    """The minute, asked for within the transaction that changes the plan."""
    found = conn.execute(
        select(PILOT.c.begun_minute).where(PILOT.c.district == district, PILOT.c.id == pilot)
    ).scalar()
    return None if found is None else int(found)


def versions(conn: Connection, district: DistrictId, pilot: PilotId) -> tuple[Version, ...]:
    """The oldest first."""
    columns = [VERSION.c[name] for name in ("version", "minute", "why", "places", "topics", *_PLAN)]
    rows = conn.execute(
        select(*columns)
        .where(VERSION.c.district == district, VERSION.c.pilot == pilot)
        .order_by(VERSION.c.version)
    )
    return tuple(
        Version(
            row["version"],
            row["minute"],
            row["why"],
            tuple(json.loads(row["places"])),
            tuple(json.loads(row["topics"])),
            **{name: row[name] for name in _PLAN},
        )
        for row in rows.mappings()
    )


def add_version(conn: Connection, district: DistrictId, pilot: PilotId, version: Version) -> None:
    """Raises StoreConflict where that version is there already."""
    conn.execute(insert(VERSION).values(district=district, pilot=pilot, **_row(version)))


def put_first(conn: Connection, district: DistrictId, pilot: PilotId, version: Version) -> None:
    """What was expected, as long as the pilot has not begun."""
    conn.execute(
        update(VERSION)
        .where(VERSION.c.district == district, VERSION.c.pilot == pilot, VERSION.c.version == version.version)
        .values(**_row(version))
    )


def _row(version: Version) -> dict[str, object]:
    return {
        "version": version.version,
        "minute": version.minute,
        "why": version.why,
        "places": json.dumps(version.places),
        "topics": json.dumps(version.topics),
        **{name: getattr(version, name) for name in _PLAN},
    }


def costs(conn: Connection, district: DistrictId, pilot: PilotId) -> tuple[Cost, ...]:
    columns = (COST.c.day, COST.c.what, COST.c.dollars, COST.c.hours, COST.c.rate)
    rows = conn.execute(
        select(*columns).where(COST.c.district == district, COST.c.pilot == pilot).order_by(COST.c.seq)
    )
    return tuple(Cost(*row) for row in rows)


def add_cost(conn: Connection, district: DistrictId, pilot: PilotId, cost: Cost) -> None:
    last = conn.execute(
        select(func.max(COST.c.seq)).where(COST.c.district == district, COST.c.pilot == pilot)
    ).scalar()
    conn.execute(
        insert(COST).values(
            district=district,
            pilot=pilot,
            seq=(last or 0) + 1,
            day=cost.day,
            what=cost.what,
            dollars=cost.dollars,
            hours=cost.hours,
            rate=cost.rate,
        )
    )


def only_in_pilots(conn: Connection, district: DistrictId) -> frozenset[str]:
    """The features that wait for a pilot."""
    rows = conn.execute(
        select(FEATURE.c.feature).where(FEATURE.c.district == district, FEATURE.c.only.is_(True))
    )
    return frozenset(row.feature for row in rows)


def put_only(conn: Connection, district: DistrictId, feature: str, *, only: bool) -> None:
    conn.execute(_PUT_FEATURE.for_(conn), {"district": district, "feature": feature, "only": only})
