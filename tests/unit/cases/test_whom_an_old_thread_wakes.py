"""A thread that exists and turns urgent: whoever can open it is called, and a kept one is not widened."""

from typing import Any

from reporting.cases.waking import kept_from, whom_to_wake, widened
from reporting.model.queue import QueueKind


def holder(district: Any, kind: QueueKind, school: Any = None) -> Any:
    return next(one.id for one in district.queues() if (one.kind, one.school) == (kind, school))


def test_the_crisis_team_of_its_school_is_called_once_its_queue_holds_it(district: Any) -> None:
    holders = [
        holder(district, QueueKind.COUNSELOR, district.north),
        holder(district, QueueKind.CRISIS, district.north),
    ]
    waking = whom_to_wake(district.queues(), district.north, holders, frozenset())
    assert waking is not None
    assert waking.team == b"north team".ljust(16)
    assert waking.able == district.members("ana ben")
    assert waking.excluded == frozenset()


def test_who_is_named_in_the_newest_words_is_not_called(district: Any) -> None:
    holders = [holder(district, QueueKind.CRISIS, district.north)]
    waking = whom_to_wake(district.queues(), district.north, holders, district.members("ana"))
    assert waking is not None
    assert waking.able == district.members("ben")
    assert district.member("ana") in waking.excluded


def test_of_a_kept_thread_only_who_holds_it_is_called(district: Any) -> None:
    holders = [holder(district, QueueKind.DESIGNEE), district.member("ben")]
    waking = whom_to_wake(district.queues(), district.north, holders, frozenset())
    assert waking is not None
    assert waking.able == district.members("erin dana ben")
    assert district.member("ana") in waking.excluded


def test_where_everybody_who_holds_it_is_named_a_team_is_called_all_the_same(district: Any) -> None:
    holders = [holder(district, QueueKind.CRISIS, district.north)]
    waking = whom_to_wake(district.queues(), district.north, holders, district.members("ana ben"))
    assert waking is not None
    assert waking.excluded == frozenset()


def test_without_a_team_nobody_can_be_called(district: Any) -> None:
    queues = [district.queue(QueueKind.COUNSELOR, "ana ben", district.north)]
    assert whom_to_wake(queues, district.north, [queues[0].id], frozenset()) is None


def test_it_is_put_before_the_crisis_queue_once(district: Any) -> None:
    counselors, crisis = (
        holder(district, kind, district.north) for kind in (QueueKind.COUNSELOR, QueueKind.CRISIS)
    )
    assert widened(district.queues(), district.north, [counselors]) == crisis
    assert widened(district.queues(), district.north, [counselors, crisis]) is None
    assert widened(district.queues(), None, [holder(district, QueueKind.DISTRICT)]) == holder(
        district, QueueKind.CRISIS
    )


def test_a_thread_that_is_kept_from_somebody_is_not_put_before_the_crisis_queue(district: Any) -> None:
    assert widened(district.queues(), district.north, [holder(district, QueueKind.DESIGNEE)]) is None
    assert widened(district.queues(), district.north, [district.member("ben")]) is None


def test_what_goes_on_from_a_kept_thread_is_kept_from_all_others(district: Any) -> None:
    queues = district.queues()
    assert kept_from(queues, [holder(district, QueueKind.DESIGNEE)]) == district.members("ana ben carla")
    assert kept_from(queues, [district.member("ben")]) == district.members("ana carla dana erin")
    assert kept_from(queues, [holder(district, QueueKind.COUNSELOR, district.north)]) == frozenset()
