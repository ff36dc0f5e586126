"""Deputies of people who are away."""

from dataclasses import asdict, dataclass, fields

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from reporting.model.ids import DistrictId, MemberId
from reporting.store.prepared import Prepared
from reporting.store.tables.base import table_of
from reporting.store.tables.deputies import DeputyRow

DEPUTY = table_of(DeputyRow)


@dataclass(frozen=True, slots=True)
class Deputy:
    """`deputy` stands in for `member` from `starts_minute` until just before `ends_minute`."""

    absence: bytes
    member: MemberId
    deputy: MemberId
    starts_minute: int
    ends_minute: int
    told: bool = False


_COLUMNS = tuple(DEPUTY.c[field.name] for field in fields(Deputy))
# Asked with every list of what needs somebody.
_AHEAD = Prepared(
    select(*_COLUMNS)
    .where(DEPUTY.c.district == bindparam("of_district"), DEPUTY.c.ends_minute > bindparam("minute"))
    .order_by(DEPUTY.c.starts_minute, DEPUTY.c.absence)
)


def add(conn: Connection, district: DistrictId, deputy: Deputy) -> None:
    conn.execute(insert(DEPUTY), {"district": district, **asdict(deputy)})


def remove(conn: Connection, district: DistrictId, absence: bytes) -> None:
    conn.execute(delete(DEPUTY).where(DEPUTY.c.district == district, DEPUTY.c.absence == absence))


def ahead(conn: Connection, district: DistrictId, minute: int) -> tuple[Deputy, ...]:
    """Those that are not over, by start."""
    rows = _AHEAD.all(conn, {"of_district": district, "minute": minute})
    return tuple(Deputy(*row) for row in rows)


def standing(conn: Connection, district: DistrictId, minute: int) -> tuple[Deputy, ...]:
    """Those of this minute."""
    return tuple(one for one in ahead(conn, district, minute) if one.starts_minute <= minute)


def mark_told(conn: Connection, district: DistrictId, absence: bytes) -> bool:
    done = conn.execute(
        update(DEPUTY)
        .where(DEPUTY.c.district == district, DEPUTY.c.absence == absence, DEPUTY.c.told.is_(False))
        .values(told=True)
    )
    return bool(done.rowcount)


def forget(conn: Connection, district: DistrictId, minute: int) -> None:
    """What is over says nothing that anybody needs."""
    conn.execute(delete(DEPUTY).where(DEPUTY.c.district == district, DEPUTY.c.ends_minute <= minute))
