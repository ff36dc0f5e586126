"""An answer by text waits: for the morning, for a phone that was asked first, or for its author's second look."""

import logging
import secrets
from datetime import UTC, datetime
from typing import Any

import pytest

from reporting.cases.held_replies import How
from reporting.cases.refusals import AnsweredMeanwhile, AnswerWaits, HeldGone, QuietPhone
from reporting.model.held import Held, Holding
from reporting.store.shred import ShredStore
from tests.integration.cases.texting_desk import ANSWER, MORE, NIGHT, SAM, SEVEN, Desk, evening, silent


@pytest.fixture
def desk(founded_house: Any) -> Desk:
    return Desk(founded_house)


@pytest.fixture
def desk_on_each(founded_house_on_each: Any) -> Desk:
    return Desk(founded_house_on_each)


def test_by_night_an_answer_waits_until_seven_and_leaves_once(desk_on_each: Desk) -> None:
    desk = desk_on_each
    evening(desk)
    assert desk.writes() == "reply_held"
    (one,) = desk.sees().held
    assert (one.text, one.leaves, one.name) == (ANSWER, SEVEN, "Ana Ruiz")
    assert desk.said() == []
    assert desk.sees("designee").held[0].text == ANSWER  # who else can open the thread sees it wait
    assert desk.wakes(SEVEN.replace(hour=12, minute=59)) == []
    assert desk.wakes() == [ANSWER]
    assert desk.wakes() == [ANSWER]
    desk.unlock()
    assert desk.said() == [ANSWER]
    assert desk.held() == []
    assert desk.house.threads()[0].awaiting == "reporter"


@pytest.mark.parametrize(
    ("heard", "now", "done"),
    [
        ((4, 11), (4, 40), "replied"),  # 29 minutes ago
        ((4, 9), (4, 40), "reply_held"),  # 31
        ((2, 0), (2, 59), "replied"),  # 20:59
        ((2, 0), (3, 0), "reply_held"),  # 21:00
        ((2, 0), (12, 59), "reply_held"),  # 6:59
        ((2, 0), (13, 0), "replied"),  # 7:00
    ],
)
def test_the_night_is_from_nine_to_seven_unless_the_student_wrote_within_half_an_hour(
    desk: Desk, heard: tuple[int, int], now: tuple[int, int], done: str
) -> None:
    desk.hears("someone keeps stealing my lunch", NIGHT.replace(hour=heard[0], minute=heard[1]))
    desk.house.clock.now = NIGHT.replace(hour=now[0], minute=now[1])
    desk.unlock()
    assert desk.writes() == done
    assert desk.got() == ([ANSWER] if done == "replied" else [])


def test_after_a_restart_nobody_knows_the_minute_and_the_answer_waits(desk: Desk) -> None:
    desk.hears("someone keeps stealing my lunch", NIGHT.replace(minute=15))
    desk.house.restart()
    desk.house.clock.now = NIGHT
    desk.unlock()
    assert desk.writes() == "reply_held"


def test_an_urgent_thread_waits_for_no_morning(desk: Desk) -> None:
    desk.hears("I want to kill myself tonight", NIGHT.replace(hour=3, minute=10))
    desk.house.clock.now = NIGHT
    desk.unlock()
    assert desk.writes() == "replied"
    assert ANSWER in desk.got()


def test_a_person_may_send_it_by_night_all_the_same(desk: Desk) -> None:
    evening(desk)
    assert desk.writes(how=How.NOW) == "replied"
    assert desk.got() == [ANSWER]


def test_what_waits_is_sent_now_by_another_press_and_by_nobody_twice(desk_on_each: Desk) -> None:
    desk = desk_on_each
    evening(desk)
    desk.writes()
    held = desk.sees().held[0].id
    desk.does("send_now", role="designee")
    with pytest.raises(HeldGone):
        desk.house.doors.held.send_now(desk.house.sessions["north"], desk.reference, held)
    assert desk.got() == [ANSWER]
    assert desk.wakes() == [ANSWER]


def test_what_is_taken_back_lies_in_its_authors_field_and_is_not_sent(desk: Desk) -> None:
    evening(desk)
    desk.writes()
    desk.does("take_back")
    assert desk.held() == [(ANSWER, Held.BACK, Holding.TAKEN)]
    assert desk.wakes() == []
    desk.unlock()
    assert desk.writes(MORE) == "replied"
    assert desk.held() == []
    assert desk.got() == [MORE]


def test_what_is_thrown_away_is_gone(desk: Desk) -> None:
    evening(desk)
    desk.writes()
    desk.does("take_back")
    desk.does("discard")
    assert desk.held() == []
    assert desk.wakes() == []


def test_the_student_writes_meanwhile_and_the_answer_goes_back_for_a_second_look(desk_on_each: Desk) -> None:
    desk = desk_on_each
    evening(desk)
    desk.writes()
    desk.hears("dont text me back my brother has the phone", NIGHT.replace(hour=5))
    assert desk.held() == [(ANSWER, Held.BACK, Holding.WROTE)]
    assert ANSWER not in desk.wakes()


def test_the_same_form_twice_waits_once(desk: Desk) -> None:
    evening(desk)
    once = secrets.token_bytes(16)
    assert [desk.writes(once=once) for _ in range(2)] == ["reply_held", "reply_held"]
    assert len(desk.held()) == 1
    assert desk.wakes() == [ANSWER]


def test_two_answers_do_not_meet_on_the_phone(desk: Desk) -> None:
    evening(desk)
    desk.writes()
    for how in (How.BY_RULE, How.NOW):
        with pytest.raises(AnswerWaits):
            desk.writes(MORE, how, role="designee")
    assert desk.wakes() == [ANSWER]


def test_after_a_restart_whoever_opens_the_thread_makes_it_leave_in_time(desk_on_each: Desk) -> None:
    desk = desk_on_each
    evening(desk)
    desk.writes()
    desk.house.restart()
    desk.house.unlock("designee")
    assert desk.sees("designee").held[0].text == ANSWER
    assert desk.wakes() == [ANSWER]


def test_after_a_restart_with_nobody_there_it_is_said_and_not_sent(desk: Desk) -> None:
    evening(desk)
    desk.writes()
    desk.house.restart()
    assert desk.wakes() == []
    desk.unlock()
    assert desk.held() == [(ANSWER, Held.BACK, Holding.RESTART)]
    alarms = desk.house.doors.alarms.open(desk.house.sessions["north"])
    assert [one.kind for one in alarms if one.reference == desk.reference] == ["reply_not_sent"]


@pytest.mark.parametrize(("minutes", "left"), [(29, [ANSWER]), (31, [])])
def test_the_half_hour_counts_from_the_morning(desk: Desk, minutes: int, left: list[str]) -> None:
    evening(desk)
    desk.writes()
    assert desk.wakes(SEVEN.replace(minute=minutes) if minutes < 60 else SEVEN) == left
    desk.unlock()
    assert desk.held() == ([] if left else [(ANSWER, Held.BACK, Holding.LATE)])


def test_a_number_that_was_forgotten_meanwhile_gets_nothing(desk: Desk) -> None:
    evening(desk)
    desk.writes()
    shred: ShredStore = desk.house.house.ground.shred
    (row,) = desk.house.threads()
    shred.erase([row.id], part=1)
    assert desk.wakes() == []
    desk.unlock()
    assert desk.held()[0][1:] == (Held.BACK, Holding.NUMBER)


def test_a_closed_thread_sends_nothing_any_more(desk: Desk) -> None:
    evening(desk)
    desk.writes()
    desk.house.house.desk.close(desk.house.sessions["north"], desk.reference, "help_given", "")
    assert ANSWER not in desk.wakes()


def test_a_silent_phone_is_asked_first_and_the_answer_is_kept_until_it_writes_back(
    desk_on_each: Desk,
) -> None:
    desk = desk_on_each
    silent(desk)
    with pytest.raises(QuietPhone):
        desk.writes()
    assert desk.got() == []
    assert desk.writes(how=How.ASK) == "asked_first"
    (asked,) = desk.got()
    assert asked == "Hi. Is now a good time to text? Write back when it suits you."
    assert desk.held() == [(ANSWER, Held.KEPT, Holding.RULE)]
    assert desk.sees().texting.asked is not None
    desk.hears("yes its me", desk.house.clock.now)
    assert desk.held() == [(ANSWER, Held.BACK, Holding.WROTE)]
    assert desk.writes() == "replied"
    assert desk.held() == []
    assert ANSWER in desk.got()


def test_in_spanish_it_is_asked_in_spanish(desk: Desk) -> None:
    desk.hears("hola, alguien me quita la comida en la escuela", datetime(2026, 11, 24, 18, 0, tzinfo=UTC))
    desk.house.clock.now = datetime(2026, 11, 26, 18, 0, tzinfo=UTC)
    desk.unlock()
    assert "¿Es buen momento" in desk.sees().texting.opener


def test_a_phone_that_was_asked_is_not_asked_again(desk: Desk) -> None:
    silent(desk)
    desk.writes(how=How.ASK)
    desk.does("take_back")
    assert desk.writes(MORE, How.ASK) == "reply_kept"
    assert len(desk.got()) == 1


def test_one_more_deliberate_step_sends_it_to_a_silent_phone(desk: Desk) -> None:
    silent(desk)
    assert desk.writes(how=How.UNASKED) == "replied"
    assert desk.got() == [ANSWER]


def test_what_is_kept_can_be_sent_all_the_same(desk: Desk) -> None:
    silent(desk)
    desk.writes(how=How.ASK)
    desk.does("send_now")
    assert desk.got()[-1] == ANSWER


def test_by_night_the_question_waits_for_the_morning_too(desk: Desk) -> None:
    desk.hears("someone keeps stealing my lunch", datetime(2026, 11, 22, 18, 0, tzinfo=UTC))
    desk.house.clock.now = NIGHT
    desk.unlock()
    assert desk.writes(how=How.ASK) == "asks_later"
    assert {state for _, state, _ in desk.held()} == {Held.NIGHT, Held.KEPT}
    assert len(desk.wakes()) == 1
    desk.unlock()
    assert desk.held() == [(ANSWER, Held.KEPT, Holding.RULE)]


def test_a_colleagues_answer_of_the_same_moment_is_seen(desk: Desk) -> None:
    evening(desk)
    shown = desk.sees().seen
    desk.writes(MORE, How.NOW, role="designee")
    with pytest.raises(AnsweredMeanwhile):
        desk.house.house.desk.reply(
            desk.house.sessions["north"], desk.reference, secrets.token_bytes(16), ANSWER, shown
        )


def test_a_web_thread_knows_nothing_of_nights(founded_house: Any) -> None:
    house = founded_house
    house.clock.now = NIGHT
    house.tip("someone keeps stealing my lunch")
    house.cookies.clear()
    house.unlock("north")
    (reference,) = house.references("north")
    assert house.doors.desk.read(house.sessions["north"], reference).texting is None
    assert (
        house.house.desk.reply(house.sessions["north"], reference, secrets.token_bytes(16), ANSWER, "")
        == "replied"
    )


def test_the_words_that_wait_lie_nowhere_in_clear(desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    evening(desk)
    with caplog.at_level(logging.INFO):
        desk.writes()
        home = desk.house.house.foundation.settings.home
        files = [each for each in home.rglob("*") if each.is_file()]
        assert any(each.name == "quietline.db" for each in files)
        for each in files:
            data = each.read_bytes()
            assert ANSWER.encode() not in data, each.name
            assert SAM[1:].encode() not in data, each.name
        desk.house.restart()
        desk.wakes()
    assert ANSWER not in caplog.text
    assert SAM not in caplog.text
