"""Two counselors at one thread: no second answer by mistake, and notes that stay with their writer."""

from typing import Any

import pytest

from reporting.cases.refusals import AnsweredMeanwhile, NoSuchThread
from reporting.cases.staff_view import StaffThread
from reporting.store.messages import MESSAGE

LUNCH = "Someone keeps stealing my lunch"


def answers(thread: StaffThread) -> list[str]:
    return [one.text for one in thread.messages if one.author == "staff"]


def test_a_second_answer_is_shown_the_first_one_before_it_is_sent(
    founded_house_on_each: Any, at: Any
) -> None:
    house = founded_house_on_each
    house.tip(LUNCH)
    reference = house.threads()[0].reference
    ana, ben = at(house, "north", reference), at(house, "north_too", reference)
    shown = ana.reads().seen
    ben.replies("Which day was it?", ben.reads().seen)
    with pytest.raises(AnsweredMeanwhile):
        ana.replies("When was it?", shown)
    assert answers(ana.reads()) == ["Which day was it?"]
    # The page that shows it carries what was seen now, so the same words leave when they are sent again.
    ana.replies("When was it?", ana.reads().seen)
    assert answers(ana.reads()) == ["Which day was it?", "When was it?"]


def test_two_answers_at_the_same_moment_are_not_both_sent(founded_house_on_each: Any, at: Any) -> None:
    house = founded_house_on_each
    house.tip(LUNCH)
    reference = house.threads()[0].reference
    ana, ben = at(house, "north", reference), at(house, "north_too", reference)
    shown = ana.reads().seen
    pen = house.house.desk._pen
    sealed = pen.seal

    def slow(*arguments: Any) -> Any:
        pen.seal = sealed
        ben.replies("Which day was it?", shown)
        return sealed(*arguments)

    pen.seal = slow
    with pytest.raises(AnsweredMeanwhile):
        ana.replies("When was it?", shown)
    assert answers(ana.reads()) == ["Which day was it?"]


def test_a_repeated_answer_of_ones_own_is_not_refused_for_what_came_behind_it(
    founded_house: Any, at: Any
) -> None:
    house = founded_house
    house.tip(LUNCH)
    reference = house.threads()[0].reference
    ana, ben = at(house, "north", reference), at(house, "north_too", reference)
    shown = ana.reads().seen
    number = ana.replies("When was it?", shown)
    ben.replies("And where?", ben.reads().seen)
    ana.replies("When was it?", shown, number)
    assert answers(ana.reads()) == ["When was it?", "And where?"]


def test_a_note_for_oneself_is_opened_by_nobody_else_and_stays_through_a_hand_over(
    founded_house_on_each: Any, at: Any
) -> None:
    house = founded_house_on_each
    house.tip(LUNCH)
    reference = house.threads()[0].reference
    ana, ben = at(house, "north", reference), at(house, "north_too", reference)
    ana.reads()
    house.doors.desk.note(house.sessions["north"], reference, b"n" * 16, "I know this family", only_me=True)
    (mine,) = [one for one in ana.reads().messages if one.author == "note"]
    assert (mine.text, mine.code, mine.failure) == ("I know this family", "private", None)
    (theirs,) = [one for one in ben.reads().messages if one.author == "note"]
    assert (theirs.text, theirs.code, theirs.name, theirs.failure) == ("", "private_of_another", None, None)
    ana.hands_to("District")
    notes = [one for one in ana.reads().messages if one.author == "note"]
    assert [one.text for one in notes if one.code == "private"] == ["I know this family"]


def test_a_note_whose_readers_were_taken_off_is_marked_and_not_passed_off_as_a_message(
    founded_house: Any, at: Any, thief_of: Any
) -> None:
    house = founded_house
    house.tip(LUNCH)
    (row,) = house.threads()
    ana = at(house, "north", row.reference)
    ana.notes("He was seen at the gate")
    thief = thief_of(house)
    rows = thief.rows(row.id)
    note = next(one for one in rows if one["kind"] == 4)
    note["recipients"] = note["recipients"][:-1]
    thief.replace(row.id, rows)
    (shown,) = [one for one in ana.reads().messages if one.author == "note"]
    assert shown.failure == "unreadable"
    assert MESSAGE.c.recipients is not None


def test_a_colleague_is_seen_while_writing_and_no_longer_after_sending_or_some_seconds(
    founded_house: Any, at: Any
) -> None:
    house = founded_house
    house.tip(LUNCH)
    reference = house.threads()[0].reference
    desk, ana, ben = house.doors.desk, house.sessions["north"], house.sessions["north_too"]
    seen = desk.read(ana, reference).seen
    desk.presence(ben, reference, seen, writing=True)
    assert desk.presence(ana, reference, seen, writing=False).writing == ("Ben Okafor",)
    assert desk.read(ana, reference).writing == ("Ben Okafor",)
    assert desk.presence(ben, reference, seen, writing=True).writing == ()
    house.clock.advance(seconds=20)
    assert desk.presence(ana, reference, seen, writing=False).writing == ()
    desk.presence(ben, reference, seen, writing=True)
    at(house, "north_too", reference).replies("Which day was it?")
    told = desk.presence(ana, reference, seen, writing=False)
    assert (told.writing, told.news) == ((), True)


def test_who_may_not_know_of_a_thread_learns_nothing_of_who_writes_there(founded_house: Any) -> None:
    house = founded_house
    house.tip(LUNCH)
    reference = house.threads()[0].reference
    for role in ("south", "administrator"):
        with pytest.raises(NoSuchThread):
            house.doors.desk.presence(house.sessions[role], reference, "", writing=True)
