"""Keys that live in RAM, at rest sealed to each queue."""

from collections.abc import Collection
from dataclasses import asdict, dataclass

from sqlalchemy import Connection, delete, select

from reporting.model.ids import DistrictId, QueueId
from reporting.store.dialects import EitherInsert
from reporting.store.tables.base import table_of
from reporting.store.tables.queue_keys import RamSealRow

RAM_SEAL = table_of(RamSealRow)

_PUT = EitherInsert(
    RAM_SEAL,
    lambda statement: statement.on_conflict_do_update(
        index_elements=[RAM_SEAL.c[n] for n in ("district", "name", "queue", "epoch", "kid")],
        set_={"sealed": statement.excluded.sealed},
    ),
)


@dataclass(frozen=True, slots=True)
class RamSeal:
    """`name`: sms-tag; `kid`: the queue's public key at `epoch`, shortened."""

    name: str
    queue: QueueId
    epoch: int
    kid: bytes
    sealed: bytes


def put(connection: Connection, district: DistrictId, seal: RamSeal) -> None:
    connection.execute(_PUT.for_(connection), {"district": district, **asdict(seal)})


def for_queues(
    connection: Connection, district: DistrictId, name: str, queues: Collection[QueueId]
) -> tuple[RamSeal, ...]:
    """What the members of these queues can open, the newest epochs first."""
    statement = (
        select(*(RAM_SEAL.c[n] for n in ("name", "queue", "epoch", "kid", "sealed")))
        .where(RAM_SEAL.c.district == district, RAM_SEAL.c.name == name, RAM_SEAL.c.queue.in_(list(queues)))
        .order_by(RAM_SEAL.c.epoch.desc(), RAM_SEAL.c.queue)
    )
    return tuple(RamSeal(*row) for row in connection.execute(statement))


def exists(connection: Connection, district: DistrictId, name: str) -> bool:
    """Whether the key was ever made: if so, it must be loaded and never be made anew."""
    statement = select(RAM_SEAL.c.epoch).where(RAM_SEAL.c.district == district, RAM_SEAL.c.name == name)
    return connection.execute(statement.limit(1)).first() is not None


def drop_before(connection: Connection, district: DistrictId, queue: QueueId, epoch: int) -> None:
    """After a queue's new epoch: what its former members could open goes."""
    connection.execute(
        delete(RAM_SEAL).where(
            RAM_SEAL.c.district == district, RAM_SEAL.c.queue == queue, RAM_SEAL.c.epoch < epoch
        )
    )
