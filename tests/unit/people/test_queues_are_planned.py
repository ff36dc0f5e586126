"""Every queue needs two people; a school with one counselor shares the district's."""

from reporting.model.ids import SchoolId
from reporting.model.queue import QueueKind
from reporting.people.queue_plan import PlannedSchool, plan_queues

NORTH, SOUTH = SchoolId(b"n" * 16), SchoolId(b"s" * 16)


def test_a_school_with_two_counselors_has_a_queue_of_its_own_and_one_with_one_shares() -> None:
    plan = plan_queues([PlannedSchool(NORTH, "North High", 2), PlannedSchool(SOUTH, "South Middle", 1)])
    assert plan.shared == (SOUTH,)
    assert {(queue.kind, queue.school) for queue in plan.queues} == {
        (QueueKind.COUNSELOR, NORTH),
        (QueueKind.CRISIS, NORTH),
        (QueueKind.CRISIS, SOUTH),
        (QueueKind.DISTRICT, None),
        (QueueKind.CRISIS, None),
        (QueueKind.DESIGNEE, None),
    }


def test_each_school_keeps_a_crisis_queue_of_its_own() -> None:
    plan = plan_queues([PlannedSchool(NORTH, "North High", 0)])
    assert [queue.name for queue in plan.queues if queue.school == NORTH] == ["North High crisis"]
