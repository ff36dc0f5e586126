"""Hours that are taken, by place and time."""

from collections.abc import Collection

from sqlalchemy import Connection, delete, select

from reporting.model.ids import DistrictId, PlaceId
from reporting.store.dialects import EitherInsert
from reporting.store.tables.base import table_of
from reporting.store.tables.booked_hours import BookedHourRow

HOUR = table_of(BookedHourRow)
# What came back tells whether it was written: PostgreSQL counts no rows of such an insert.
_TAKE = EitherInsert(HOUR, lambda statement: statement.on_conflict_do_nothing().returning(HOUR.c.id))


def take(conn: Connection, district: DistrictId, place: PlaceId, starts: int, id_: bytes) -> bool:
    """False where somebody has it: the key of the row lets an hour be taken once, whoever asks at the same time."""
    row = {"district": district, "place": place, "starts": starts, "id": id_}
    return conn.execute(_TAKE.for_(conn), row).first() is not None


def give_back(conn: Connection, district: DistrictId, id_: bytes) -> bool:
    done = conn.execute(delete(HOUR).where(HOUR.c.district == district, HOUR.c.id == id_))
    return done.rowcount == 1


def taken(
    conn: Connection, district: DistrictId, places: Collection[PlaceId], since: int
) -> frozenset[tuple[PlaceId, int]]:
    rows = conn.execute(
        select(HOUR.c.place, HOUR.c.starts).where(
            HOUR.c.district == district, HOUR.c.place.in_(list(places)), HOUR.c.starts >= since
        )
    )
    return frozenset((PlaceId(place), starts) for place, starts in rows)


def forget(conn: Connection, district: DistrictId, before: int) -> None:
    conn.execute(delete(HOUR).where(HOUR.c.district == district, HOUR.c.starts < before))
