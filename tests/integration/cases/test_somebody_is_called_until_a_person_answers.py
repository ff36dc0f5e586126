"""An urgent message calls whoever can open it, one after the other; its student is told how that goes."""

import secrets
from typing import Any

import pytest
from sqlalchemy import func, select

from notify.tables import Page
from reporting.cases.return_visit import ReporterView

GUN = "my friend has a gun in his backpack and says tomorrow is the day"
ANA, BEN, ERIN = "+12025550101", "+12025550102", "+12025550105"


def pages(house: Any) -> list[str]:
    return [to for to, body in house.carrier.texts if "ACK" in body]


def said(house: Any, words: tuple[str, ...]) -> list[str | None]:
    view: ReporterView = house.house.web_return.open(" ".join(words))
    return [one.code for one in view.messages if one.author == "system"]


def test_the_person_on_call_is_called_within_a_moment_and_no_word_of_it_is_in_the_page(
    founded_house_on_each: Any,
) -> None:
    house = founded_house_on_each
    house.tip(GUN)
    house.work(1)
    assert pages(house) == [ANA]
    (body,) = (body for _, body in house.carrier.texts)
    for word in ("gun", "backpack", "friend", "tomorrow", "North", "weapon"):
        assert word not in body
    assert house.threads()[0].reference in body


def test_where_they_do_not_answer_the_next_who_can_open_it_is_called(founded_house: Any) -> None:
    house = founded_house
    house.tip(GUN)
    for _ in range(6):
        house.work()
        house.clock.advance(minutes=5)
    assert pages(house)[0] == ANA
    # Who can open it, and the last resort, who can wake them; nobody else is.
    assert set(pages(house)) == {ANA, BEN, ERIN}


def test_after_ten_minutes_without_anybody_the_student_is_told_and_told_again_when_somebody_has_it(
    founded_house_on_each: Any, at: Any
) -> None:
    house = founded_house_on_each
    words = house.tip(GUN).words
    house.work()
    house.clock.advance(minutes=9, seconds=59)
    house.work()
    assert said(house, words) == []
    house.clock.advance(seconds=1)
    house.work()
    house.work()
    assert said(house, words) == ["unreached"]
    at(house, "north", house.threads()[0].reference).does("acknowledge")
    house.work()
    house.work()
    assert said(house, words) == ["unreached", "reached"]


def test_who_was_reached_in_time_hears_nothing_of_it(founded_house: Any, at: Any) -> None:
    house = founded_house
    words = house.tip(GUN).words
    house.work()
    at(house, "north", house.threads()[0].reference).does("acknowledge")
    house.clock.advance(minutes=30)
    house.work()
    assert said(house, words) == []


def test_two_workers_tell_it_once(founded_house_on_each: Any) -> None:
    house = founded_house_on_each
    words = house.tip(GUN).words
    house.clock.advance(minutes=11)
    late: list[int] = []

    def in_between(size: int) -> bytes:
        if not late:
            late.append(0)
            late.append(house.house.watch.tell_unreached())
        return secrets.token_bytes(size)

    assert house.with_random(in_between).house.watch.tell_unreached() == 0
    assert late == [0, 1]
    assert said(house, words) == ["unreached"]


def test_one_thread_that_cannot_be_told_keeps_no_other_waiting(founded_house: Any) -> None:
    house = founded_house
    first = house.tip(GUN).words
    second = house.tip("I want to kill myself tonight").words
    house.house.foundation.shred.erase([house.threads()[0].id], part=0)
    house.clock.advance(minutes=11)
    house.restart()  # the key is in no cache either
    house.work(1)
    told = []
    for words in (first, second):
        try:
            told.append(said(house, words))
        except LookupError:
            continue
    assert told == [["unreached"]]


def test_an_acknowledgement_from_the_phone_stops_it(founded_house_on_each: Any) -> None:
    house = founded_house_on_each
    house.tip(GUN)
    house.work(1)
    code = house.carrier.texts[0][1].partition("ACK ")[2][:4]
    (answer,) = house.text(ANA, f"ack {code}", to="+12025550199")
    assert house.threads()[0].reference in answer
    assert house.house.ground.paging.of_thread(house.threads()[0].id)[0].holder == house.member("north")
    rung = len(pages(house))
    house.clock.advance(minutes=30)
    house.work()
    assert len(pages(house)) == rung


@pytest.mark.parametrize("sid", ["SM1", "SM2"])
def test_a_redelivered_acknowledgement_is_heard_once(founded_house: Any, sid: str) -> None:
    house = founded_house
    house.tip(GUN)
    house.work(1)
    code = house.carrier.texts[0][1].partition("ACK ")[2][:4]
    wrong = "0000" if code != "0000" else "1111"
    for _ in range(9):  # nine deliveries of one wrong answer are one wrong answer
        house.text(ANA, f"ACK {wrong}", to="+12025550199", sid=sid)
    house.text(ANA, f"ACK {code}", to="+12025550199")
    assert house.house.ground.paging.of_thread(house.threads()[0].id)[0].state == "acknowledged"


def test_a_flood_from_one_address_rings_apart_and_hides_nobody_elses_page(founded_house: Any) -> None:
    house = founded_house
    for _ in range(5):
        house.tip(GUN, held=True, sender=b"flooding")
    house.tip("I want to kill myself tonight")
    house.work(1)
    with house.house.foundation.database.read() as conn:
        lanes = conn.execute(select(Page.lane, func.count()).group_by(Page.lane)).all()
    assert sorted(count for _, count in lanes) == [1, 5]


def test_a_promise_that_passed_is_owned_in_the_thread_once_and_alarmed_to_the_lead(
    founded_house_on_each: Any, at: Any
) -> None:
    house = founded_house_on_each
    words = house.tip("Someone keeps stealing my lunch").words
    due = house.house.web_return.open(" ".join(words)).due
    house.clock.now = due.replace(second=1)
    house.work()
    house.work()
    assert said(house, words) == ["late"]
    assert house.house.web_return.open(" ".join(words)).due > due  # a new time is promised
    house.sessions["north"] = house.sign_in("ana@oakfield.example", "north rides a green bicycle")
    (alarm,) = [one for one in house.doors.alarms.open(house.sessions["north"]) if one.reference]
    assert (alarm.kind, alarm.reference) == ("late_answer", house.threads()[0].reference)
    at(house, "north", alarm.reference).replies("I am sorry that you had to wait.")
    house.clock.advance(days=9)
    house.work()
    assert said(house, words) == ["late", "seen"] or said(house, words) == ["late"]


def test_an_answer_given_in_the_same_second_is_followed_by_no_apology(founded_house: Any, at: Any) -> None:
    house = founded_house
    words = house.tip("Someone keeps stealing my lunch").words
    (row,) = house.threads()
    house.clock.advance(days=3)
    house.sessions["north"] = house.sign_in("ana@oakfield.example", "north rides a green bicycle")
    answered: list[int] = []

    def in_between(size: int) -> bytes:
        if not answered:
            answered.append(1)
            at(house, "north", row.reference).replies("Which day was it?")
        return secrets.token_bytes(size)

    assert house.with_random(in_between).house.watch.own_late_answers() == 0
    assert answered
    assert said(house, words) == []
