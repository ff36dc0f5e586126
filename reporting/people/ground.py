"""What every use-case of this room stands on, and whom it tells what was done."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from sqlalchemy import Connection

from reporting.model.clock import Clock, Ticking
from reporting.model.ids import DistrictId, MemberId, QueueId
from reporting.store.database import Database

Random = Callable[[int], bytes]


class Witness(Protocol):
    """The audit chain, which stands above this room. Called last in a unit of work, inside its transaction."""

    def record(
        self,
        conn: Connection,
        *,
        minute: int,
        act: str,
        actor: MemberId | None,
        about: bytes | None = None,
        queue: QueueId | None = None,
    ) -> None: ...


@dataclass(frozen=True, slots=True)
class Ground(Ticking):
    district: DistrictId
    database: Database
    clock: Clock
    random: Random
    witness: Witness
