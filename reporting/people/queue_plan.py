"""Which queues a district has. Two people must be able to open each, so a lone counselor shares the district's."""

from collections.abc import Sequence
from dataclasses import dataclass

from reporting.model.ids import SchoolId
from reporting.model.queue import QueueKind

MEMBERS_AT_BIRTH = 2


@dataclass(frozen=True, slots=True)
class PlannedSchool:
    school: SchoolId
    name: str
    counselors: int  # people who will open its everyday queue


@dataclass(frozen=True, slots=True)
class PlannedQueue:
    name: str
    kind: QueueKind
    school: SchoolId | None


@dataclass(frozen=True, slots=True)
class QueuePlan:
    """`shared`: schools whose everyday messages go to the district's queue, since one person alone would hold them."""

    queues: tuple[PlannedQueue, ...]
    shared: tuple[SchoolId, ...]


def plan_queues(schools: Sequence[PlannedSchool]) -> QueuePlan:
    """A counselor and a crisis queue for each school; a district, a district crisis and a designee queue for all.

    The crisis queue is the school's own: a district-wide one would make every person on call anywhere a reader of
    every urgent message. A school with a single counselor has no everyday queue of its own but keeps its crisis queue.
    """
    queues: list[PlannedQueue] = []
    shared: list[SchoolId] = []
    for school in schools:
        if school.counselors >= MEMBERS_AT_BIRTH:
            queues.append(PlannedQueue(f"{school.name} counselors", QueueKind.COUNSELOR, school.school))
        else:
            shared.append(school.school)
        queues.append(PlannedQueue(f"{school.name} crisis", QueueKind.CRISIS, school.school))
    queues.append(PlannedQueue("District", QueueKind.DISTRICT, None))
    queues.append(PlannedQueue("District crisis", QueueKind.CRISIS, None))
    queues.append(PlannedQueue("Designee", QueueKind.DESIGNEE, None))
    return QueuePlan(tuple(queues), tuple(shared))
