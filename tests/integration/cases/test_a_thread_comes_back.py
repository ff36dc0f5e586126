"""Closing well, and what comes back: outcomes stay sealed, a follow-up on its day, tasks of one person."""

from datetime import date, timedelta
from typing import Any

import pytest

from reporting.cases.refusals import EmptyText, NotAllowed
from reporting.cases.to_do import ToDo
from reporting.model.thread import Disposition, ThreadState
from tests.integration.conftest import MORNING

LUNCH = "Someone keeps stealing my lunch"
TODAY = MORNING.date()


def shown(house: Any, role: str, view: str) -> Any:
    return house.doors.inboxes.page(house.sessions[role], view=view, queue=None, state="open", cursor=None)


def close(house: Any, role: str, reference: str, disposition: str = "referred", **more: Any) -> None:
    house.doors.desk.close(house.sessions[role], reference, disposition, "", **more)


def test_a_closed_thread_needs_an_answer_again_on_its_day_from_who_closed_it(
    founded_house_on_each: Any, at: Any
) -> None:
    house = founded_house_on_each
    house.tip(LUNCH)
    reference = house.threads()[0].reference
    at(house, "north", reference).reads()
    close(house, "north", reference, follow_up=TODAY + timedelta(days=30))
    assert shown(house, "north", "needs").rows == ()
    house.clock.advance(days=29)
    assert (
        house.doors.inboxes.page(
            house.sign_in_as("north"), view="needs", queue=None, state="open", cursor=None
        ).rows
        == ()
    )
    house.clock.advance(days=1)
    ana, ben = house.sign_in_as("north"), house.sign_in_as("north_too")

    def needs(session: Any) -> Any:
        return house.doors.inboxes.page(session, view="needs", queue=None, state="open", cursor=None).rows

    (row,) = needs(ana)
    assert (row.reference, row.follow_up, row.state) == (reference, True, ThreadState.CLOSED)
    assert needs(ben) == ()
    assert house.doors.desk.read(ana, reference).follow_up is not None
    house.doors.desk.reopen(ana, reference)
    (row,) = needs(ana)
    assert (row.follow_up, row.state) == (False, ThreadState.OPEN)
    assert house.doors.desk.read(ana, reference).follow_up is None


def test_a_follow_up_that_is_not_wanted_any_more_does_not_come(founded_house: Any, at: Any) -> None:
    house = founded_house
    house.tip(LUNCH)
    reference = house.threads()[0].reference
    close(house, "north", reference, follow_up=TODAY)
    assert [row.reference for row in shown(house, "north", "needs").rows] == [reference]
    house.doors.desk.followed_up(house.sessions["north"], reference)
    assert shown(house, "north", "needs").rows == ()


def test_what_came_of_it_is_for_staff_and_the_student_reads_the_closing_words_alone(
    founded_house: Any, at: Any
) -> None:
    house = founded_house
    words = " ".join(house.tip(LUNCH).words)
    reference = house.threads()[0].reference
    close(house, "north", reference, "prank_played", outcome="Both laughed about it")
    thread = at(house, "north_too", reference).reads()
    assert thread.disposition == "prank_played"
    assert "Both laughed about it" in [one.text for one in thread.messages if one.author == "note"]
    told = [one.text for one in house.house.web_return.open(words).messages]
    assert not any("laughed" in one for one in told)


def test_a_prank_misuse_and_what_was_not_so_are_three_things() -> None:
    assert len({Disposition.PRANK, Disposition.MISUSE, Disposition.FALSE, Disposition.NO_ACTION}) == 4


def test_a_task_stands_in_the_list_of_who_does_it_until_it_is_done(
    founded_house_on_each: Any, at: Any
) -> None:
    house = founded_house_on_each
    house.tip(LUNCH)
    reference = house.threads()[0].reference
    desk, ana = house.doors.desk, house.sessions["north"]
    ben = house.member("north_too")
    desk.task(ana, reference, b"t" * 16, ToDo("Call the nurse", TODAY + timedelta(days=2), ben.hex()))
    assert shown(house, "north", "mine").tasks == ()
    (due,) = shown(house, "north_too", "mine").tasks
    assert (due.reference, due.place, due.follow_up) == (reference, "North High", False)
    assert "nurse" not in repr(shown(house, "north_too", "mine"))
    (task,) = at(house, "north_too", reference).reads().tasks
    assert (task.text, task.name, task.mine, task.done) == ("Call the nurse", "Ben Okafor", True, False)
    desk.task_done(house.sessions["north_too"], reference, task.value)
    assert shown(house, "north_too", "mine").tasks == ()
    (task,) = at(house, "north", reference).reads().tasks
    assert task.done
    with pytest.raises(NotAllowed):
        desk.task_done(ana, reference, task.value)


def test_a_task_goes_only_to_who_can_open_the_thread(founded_house: Any) -> None:
    house = founded_house
    house.tip(LUNCH)
    reference = house.threads()[0].reference
    desk, ana = house.doors.desk, house.sessions["north"]
    with pytest.raises(NotAllowed):
        desk.task(ana, reference, b"t" * 16, ToDo("x", TODAY, house.member("south").hex()))
    with pytest.raises(EmptyText):
        desk.task(ana, reference, b"t" * 16, ToDo(" ", TODAY))


def test_a_person_who_cannot_open_a_thread_any_more_is_not_reminded_of_it(
    founded_house: Any, at: Any
) -> None:
    house = founded_house
    house.tip(LUNCH)
    reference = house.threads()[0].reference
    desk = house.doors.desk
    desk.task(house.sessions["north_too"], reference, b"t" * 16, ToDo("Call", date(2026, 11, 24)))
    assert len(shown(house, "north_too", "mine").tasks) == 1
    at(house, "north", reference).hands_to("District")
    assert shown(house, "north_too", "mine").tasks == ()
