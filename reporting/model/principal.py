"""Who is acting: a signed-in member of staff, as far as names and rights go. Keys live in the session."""

from dataclasses import dataclass

from reporting.model.ids import DistrictId, MemberId, QueueId


@dataclass(frozen=True, slots=True)
class Principal:
    district: DistrictId
    member: MemberId
    name: str
    queues: frozenset[QueueId]
    leads: frozenset[QueueId]
    registrar: bool
