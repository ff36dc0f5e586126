"""Trainings, by when they begin."""

from dataclasses import asdict, dataclass

from sqlalchemy import Connection, delete, insert, select

from reporting.model.ids import DistrictId, OrganizationId
from reporting.store.tables.base import table_of
from reporting.store.tables.trainings import TrainingRow

TRAINING = table_of(TrainingRow)


@dataclass(frozen=True, slots=True)
class SealedTraining:
    id: bytes
    starts: int
    organization: OrganizationId | None
    sealed: bytes

    def __repr__(self) -> str:
        return "SealedTraining(<sealed>)"


_COLUMNS = tuple(TRAINING.c[name] for name in SealedTraining.__dataclass_fields__)


def put(conn: Connection, district: DistrictId, training: SealedTraining) -> None:
    conn.execute(insert(TRAINING).values(district=district, **asdict(training)))


def since(conn: Connection, district: DistrictId, second: int) -> tuple[SealedTraining, ...]:
    """Soonest first."""
    rows = conn.execute(
        select(*_COLUMNS)
        .where(TRAINING.c.district == district, TRAINING.c.starts >= second)
        .order_by(TRAINING.c.starts, TRAINING.c.id)
    )
    return tuple(SealedTraining(*row) for row in rows)


def drop(conn: Connection, district: DistrictId, id_: bytes) -> bool:
    done = conn.execute(delete(TRAINING).where(TRAINING.c.district == district, TRAINING.c.id == id_))
    return done.rowcount == 1


def forget(conn: Connection, district: DistrictId, before: int) -> None:
    conn.execute(delete(TRAINING).where(TRAINING.c.district == district, TRAINING.c.starts < before))
