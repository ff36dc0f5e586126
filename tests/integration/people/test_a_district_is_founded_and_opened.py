"""From an empty house to a queue that can be opened by two people."""

from typing import Any

import pytest

from reporting.people.refused import NoQueueKey, SetUpRefused


def test_a_counselor_signs_in_and_opens_the_queue_of_her_school(town: Any) -> None:
    queue = town.queue("North High counselors")
    session = town.session("Cora Cruz")
    key = session.queue_key(queue)
    assert key.public == town.doors.book.queue_key(queue)
    assert town.doors.book.open_for_tips(queue)


def test_she_cannot_open_the_crisis_queue_that_is_not_hers(town: Any) -> None:
    with pytest.raises(NoQueueKey):
        town.session("Cora Cruz").queue_key(town.queue("North High crisis"))


def test_with_one_person_the_queues_are_not_born_and_the_page_can_say_which_are_short(
    empty_town: Any,
) -> None:
    from_one = empty_town
    from_one.found(from_one.form())
    session = from_one.session("Ada Admin")
    with pytest.raises(SetUpRefused) as refusal:
        from_one.doors.births.birth_queues(session)
    assert refusal.value.code == "too_few_people"
    assert refusal.value.facts["short"]["North High crisis"] == 1
    assert "invite more" in str(refusal.value)
    assert not from_one.doors.book.current.queues
