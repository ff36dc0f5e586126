"""Who gets a key is decided before sealing; an exclusion overrides every queue and never leaves nobody."""

from itertools import chain, combinations
from typing import Any

import pytest

from reporting.cases.placing import MOST_SINGLE_MEMBERS, NobodyCanOpen, Placement, place
from reporting.model.queue import QueueKind
from triage.routing import Destination

ROUTINE = (Destination.COUNSELOR,)
URGENT = (Destination.ONCALL, Destination.CRISIS, Destination.COUNSELOR)
STAFF = "ana ben carla dana erin"


def may_open(placed: Placement) -> frozenset[Any]:
    return frozenset(placed.members).union(*(queue.members for queue in placed.queues))


def kinds(placed: Placement) -> list[str]:
    return [queue.kind.value for queue in placed.queues]


def test_an_everyday_message_is_for_the_counselors_of_its_school_alone(district: Any) -> None:
    placed = place(district.queues(), district.north, ROUTINE, frozenset())
    assert may_open(placed) == district.members("ana ben")
    assert kinds(placed) == ["counselor"]
    assert placed.page_team is None


def test_an_urgent_one_is_for_the_crisis_queue_of_its_school_too_and_calls_its_team(district: Any) -> None:
    placed = place(district.queues(), district.north, URGENT, frozenset())
    assert kinds(placed) == ["counselor", "crisis"]
    assert placed.page_team == b"north team".ljust(16)
    assert placed.able == district.members("ana ben")


def test_a_school_without_queues_goes_to_the_district_and_calls_its_team(district: Any) -> None:
    placed = place(district.queues(), district.south, URGENT, frozenset())
    assert kinds(placed) == ["district", "crisis"]
    assert placed.page_team == b"all team".ljust(16)


@pytest.mark.parametrize("missing", list(QueueKind))
def test_whatever_queue_is_missing_somebody_gets_it_and_somebody_is_called(
    district: Any, missing: QueueKind
) -> None:
    queues = [queue for queue in district.queues() if queue.kind is not missing]
    for destinations in (ROUTINE, URGENT, (*URGENT, Destination.DESIGNEE)):
        placed = place(queues, district.north, destinations, frozenset())
        assert may_open(placed)
        assert (placed.page_team is not None) is (Destination.ONCALL in destinations)


@pytest.mark.parametrize(
    ("without", "destinations", "missing"),
    [
        ((), ROUTINE, ()),
        ((), URGENT, ()),
        ((QueueKind.CRISIS,), ROUTINE, ()),
        ((QueueKind.CRISIS,), URGENT, ("crisis",)),
        ((QueueKind.COUNSELOR,), ROUTINE, ()),  # the district's queue is its home then
        ((QueueKind.COUNSELOR, QueueKind.DISTRICT), ROUTINE, ("district",)),
        ((QueueKind.DISTRICT,), (Destination.DISTRICT,), ("district",)),
        ((QueueKind.DESIGNEE,), (Destination.DESIGNEE,), ("designee",)),
        ((QueueKind.DESIGNEE, QueueKind.CRISIS), (*URGENT[:2], Destination.DESIGNEE), ("designee", "crisis")),
    ],
)
def test_it_is_said_which_queue_a_message_could_not_be_put_into(
    district: Any, without: tuple[QueueKind, ...], destinations: Any, missing: tuple[str, ...]
) -> None:
    queues = [queue for queue in district.queues() if queue.kind not in without]
    assert place(queues, district.north, destinations, frozenset()).missing == missing


def test_so_it_is_of_what_is_kept_from_somebody(district: Any) -> None:
    queues = [queue for queue in district.queues() if queue.kind is not QueueKind.DESIGNEE]
    assert place(queues, district.north, ROUTINE, district.members("ana")).missing == ("designee",)
    assert place(district.queues(), district.north, ROUTINE, district.members("ana")).missing == ()


def test_without_any_queue_nobody_is_asked_to_write(district: Any) -> None:
    with pytest.raises(NobodyCanOpen):
        place([], district.north, URGENT, frozenset())


def everybody_and_nobody(names: list[str]) -> Any:
    return [*chain.from_iterable(combinations(names, n) for n in range(1, len(names) + 1))]


@pytest.mark.parametrize("ticked", everybody_and_nobody(STAFF.split()), ids=" ".join)
@pytest.mark.parametrize("destinations", [ROUTINE, URGENT], ids=["everyday", "urgent"])
def test_whoever_is_ticked_somebody_can_open_it_and_somebody_who_can_is_called(
    district: Any, ticked: tuple[str, ...], destinations: tuple[Destination, ...]
) -> None:
    excluded = district.members(" ".join(ticked))
    placed = place(district.queues(), district.north, destinations, excluded)
    readers = may_open(placed)
    assert readers
    if len(ticked) < len(STAFF.split()):
        assert not readers & excluded
        assert placed.not_woken == excluded
    else:
        # Everybody is ticked: a prankster may do that, and a message must reach a human all the same.
        assert readers == district.members("erin dana")
        assert not placed.not_woken & readers
    if Destination.ONCALL in destinations:
        assert placed.page_team is not None
        assert placed.able == readers
        assert placed.able - placed.not_woken


def test_who_of_the_crisis_team_is_not_ticked_reads_what_is_urgent_by_their_own_key(district: Any) -> None:
    placed = place(district.queues(), district.north, URGENT, district.members("ana"))
    assert kinds(placed) == ["designee"]
    assert placed.members == (district.member("ben"),)
    everyday = place(district.queues(), district.north, ROUTINE, district.members("ana"))
    assert everyday.members == ()


def test_a_ticked_designee_leaves_it_to_the_other_by_their_own_key(district: Any) -> None:
    placed = place(district.queues(), district.north, URGENT, district.members("erin"))
    assert placed.queues == ()
    assert set(placed.members) == district.members("dana ana ben")


def test_a_crowd_of_designees_leaves_room_for_the_crisis_team(district: Any) -> None:
    crowd = " ".join(f"designee{n}" for n in range(9))
    queues = [
        district.queue(QueueKind.CRISIS, "ana ben", district.north, team="north team"),
        district.queue(QueueKind.DESIGNEE, f"erin {crowd}", team="all team"),
    ]
    placed = place(queues, district.north, URGENT, district.members("erin"))
    assert len(placed.members) == MOST_SINGLE_MEMBERS
    assert district.members("ana ben") <= set(placed.members)
