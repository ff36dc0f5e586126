"""Since when the line is known to fail, who was told, and when an outside monitor last heard that all is well."""

from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection, select, update

from reporting.model.ids import DistrictId
from reporting.store.self_tests import BE_THERE, VIGIL


@dataclass(frozen=True, slots=True)
class Told:
    """`failing_since`: None while all is well. `told_at`: when registrars were written to about this failure."""

    failing_since: datetime | None = None
    told_at: datetime | None = None
    pinged_at: datetime | None = None


def told(conn: Connection, district: DistrictId) -> Told:
    row = conn.execute(
        select(VIGIL.c.failing_since, VIGIL.c.told_at, VIGIL.c.pinged_at).where(VIGIL.c.district == district)
    ).one_or_none()
    return (
        Told(*(None if each is None else datetime.fromtimestamp(each, UTC) for each in row))
        if row
        else Told()
    )


def note(conn: Connection, district: DistrictId, now: datetime, *, failing: bool) -> None:
    """What is known now. The first moment of a failure stays until it is over."""
    conn.execute(BE_THERE.for_(conn), {"district": district, "test_due": 0})
    mine = [VIGIL.c.district == district]
    at = int(now.timestamp()) if failing else None
    mine.append(VIGIL.c.failing_since.is_(None) if failing else VIGIL.c.failing_since.is_not(None))
    conn.execute(update(VIGIL).where(*mine).values(failing_since=at))


def take_telling(conn: Connection, district: DistrictId, now: datetime, *, failing: bool) -> bool:
    """Whether this caller is the one who writes to registrars: once that it fails, once that it is over."""
    untold = VIGIL.c.told_at.is_(None) if failing else VIGIL.c.told_at.is_not(None)
    at = int(now.timestamp()) if failing else None
    done = conn.execute(update(VIGIL).where(VIGIL.c.district == district, untold).values(told_at=at))
    return done.rowcount == 1


def pinged(conn: Connection, district: DistrictId, now: datetime) -> None:
    conn.execute(BE_THERE.for_(conn), {"district": district, "test_due": 0})
    conn.execute(update(VIGIL).where(VIGIL.c.district == district).values(pinged_at=int(now.timestamp())))
