"""When each regular task last did its work, in whichever process."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection, case, select

from reporting.model.ids import DistrictId
from reporting.store.dialects import EitherInsert
from reporting.store.tables.base import table_of
from reporting.store.tables.vigil import HeartbeatRow

BEAT = table_of(HeartbeatRow)

# Never backwards: a process whose task hangs must not hide that another one's works.
_PUT = EitherInsert(
    BEAT,
    lambda statement: statement.on_conflict_do_update(
        index_elements=[BEAT.c.district, BEAT.c.name],
        set_={
            "at": case((statement.excluded.at > BEAT.c.at, statement.excluded.at), else_=BEAT.c.at),
            "every_s": statement.excluded.every_s,
        },
    ),
)


@dataclass(frozen=True, slots=True)
class Heartbeat:
    at: datetime
    every_s: int


def put(conn: Connection, district: DistrictId, beats: Mapping[str, Heartbeat]) -> None:
    """The order is fixed, so that two processes cannot lock each other."""
    for name, beat in sorted(beats.items()):
        values = {"name": name, "at": int(beat.at.timestamp()), "every_s": beat.every_s}
        conn.execute(_PUT.for_(conn), {"district": district, **values})


def all_of(conn: Connection, district: DistrictId) -> Mapping[str, Heartbeat]:
    found = conn.execute(select(BEAT.c.name, BEAT.c.at, BEAT.c.every_s).where(BEAT.c.district == district))
    return {row.name: Heartbeat(datetime.fromtimestamp(row.at, UTC), row.every_s) for row in found}
