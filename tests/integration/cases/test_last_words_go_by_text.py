"""What a student who texts is told when their thread is closed goes to their phone as an answer would."""

from datetime import UTC, datetime
from typing import Any

import pytest

from reporting.cases.held_replies import How
from reporting.cases.refusals import AnsweredMeanwhile, QuietPhone, TooLong
from reporting.model.held import Held, Holding
from reporting.model.thread import ThreadState
from tests.integration.cases.texting_desk import ANSWER, NIGHT, SAM, Desk, evening, silent

LAST = "Thank you for writing. You can text here again at any time."
NOON = datetime(2026, 11, 24, 18, 0, tzinfo=UTC)


@pytest.fixture
def desk(founded_house: Any) -> Desk:
    return Desk(founded_house)


def close(desk: Desk, words: str = LAST, how: How = How.BY_RULE) -> None:
    desk.house.house.desk.close(desk.as_("north"), desk.reference, "help_given", words, how=how)


def texting_now(desk: Desk) -> None:
    desk.hears("someone keeps stealing my lunch", NOON)
    desk.unlock()


def is_closed(desk: Desk) -> bool:
    return bool(desk.house.threads()[0].state is ThreadState.CLOSED)


def test_last_words_are_a_text_and_stand_in_the_thread_once(founded_house_on_each: Any) -> None:
    desk = Desk(founded_house_on_each)
    texting_now(desk)
    close(desk)
    assert desk.got() == [LAST]
    assert desk.said() == [LAST]
    assert is_closed(desk)


@pytest.mark.nightly
def test_no_words_are_no_text(desk: Desk) -> None:
    texting_now(desk)
    close(desk, "  ")
    assert desk.got() == []
    assert is_closed(desk)


@pytest.mark.nightly
def test_words_that_are_too_long_for_a_phone_close_nothing(desk: Desk) -> None:
    texting_now(desk)
    with pytest.raises(TooLong):
        close(desk, "a" * 3_001)
    assert not is_closed(desk)


def test_by_night_the_thread_is_closed_and_its_last_words_leave_at_seven(founded_house_on_each: Any) -> None:
    desk = Desk(founded_house_on_each)
    evening(desk)
    close(desk)
    assert desk.got() == []
    assert desk.said() == []
    assert is_closed(desk)
    assert desk.held() == [(LAST, Held.NIGHT, Holding.CLOSED)]
    assert desk.wakes() == [LAST]
    assert desk.wakes() == [LAST]
    desk.unlock()
    assert desk.said() == [LAST]
    assert is_closed(desk)


def test_who_wrote_within_half_an_hour_has_them_by_night_too(desk: Desk) -> None:
    desk.hears("someone keeps stealing my lunch", NIGHT.replace(minute=11))
    desk.house.clock.now = NIGHT
    desk.unlock()
    close(desk)
    assert desk.got() == [LAST]


@pytest.mark.nightly
def test_a_person_may_send_them_by_night_all_the_same(desk: Desk) -> None:
    evening(desk)
    close(desk, how=How.NOW)
    assert desk.got() == [LAST]


@pytest.mark.parametrize(
    "how",
    [
        How.BY_RULE,
        pytest.param(How.NOW, marks=pytest.mark.nightly),
        pytest.param(How.ASK, marks=pytest.mark.nightly),
    ],
)
def test_a_silent_phone_gets_none_unless_somebody_says_so_and_the_thread_stays_open(
    desk: Desk, how: How
) -> None:
    silent(desk)
    with pytest.raises(QuietPhone):
        close(desk, how=how)
    assert not is_closed(desk)
    assert desk.got() == []
    close(desk, how=How.UNASKED)
    assert desk.got() == [LAST]


def test_after_stop_they_stand_in_the_thread_and_no_text_leaves(desk: Desk) -> None:
    texting_now(desk)
    desk.house.text(SAM, "STOP")
    before = desk.got()
    close(desk)
    assert desk.got() == before
    assert desk.said() == [LAST]


def test_whoever_writes_before_the_morning_is_told_nothing_that_is_over(desk: Desk) -> None:
    evening(desk)
    close(desk)
    desk.hears("it happened again", NIGHT.replace(minute=50))
    assert not is_closed(desk)
    assert LAST not in desk.wakes()
    desk.unlock()
    assert desk.held() == [(LAST, Held.BACK, Holding.WROTE)]


def test_opened_again_it_keeps_its_last_words_to_itself(desk: Desk) -> None:
    evening(desk)
    close(desk)
    desk.house.house.desk.reopen(desk.as_("north"), desk.reference)
    assert desk.wakes() == []
    desk.unlock()
    assert desk.held() == [(LAST, Held.BACK, Holding.TAKEN)]


def test_an_answer_that_waited_does_not_leave_beside_them(desk: Desk) -> None:
    evening(desk)
    desk.writes()
    close(desk)
    assert set(desk.held()) == {(ANSWER, Held.BACK, Holding.CLOSED), (LAST, Held.NIGHT, Holding.CLOSED)}
    assert desk.wakes() == [LAST]


def test_two_who_write_at_once_do_not_meet_on_the_phone(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    texting_now(desk)
    pen = desk.house.house.desk._pen
    write = pen.write

    def slow(*args: Any, **named: Any) -> None:
        monkeypatch.setattr(pen, "write", write)
        desk.writes(role="designee")
        write(*args, **named)

    monkeypatch.setattr(pen, "write", slow)
    with pytest.raises(AnsweredMeanwhile):
        close(desk)
    assert desk.got() == [ANSWER]
    assert not is_closed(desk)
