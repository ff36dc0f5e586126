"""Answers to questions join the thread as one message; triage reads what the student says and not what was asked."""

from typing import Any

import pytest

from reporting.cases.refusals import EmptyText, TokenExpired
from reporting.model.danger import Danger
from reporting.people.guidance.counsel import Counsel

LUNCH = "Someone keeps stealing my lunch behind the gym"
GUN = "What do you know about a gun that somebody brings to school tomorrow to shoot us?"
ASKED = ("What happened?", GUN, "When was it?")


def answer(house: Any, receipted: Any, *answers: str) -> None:
    house.house.web_return.answer(receipted.token, b"\7" * 16, ASKED, answers)


def test_staff_read_each_answer_under_its_question(founded_house_on_each: Any) -> None:
    house = founded_house_on_each
    receipted = house.tip(LUNCH)
    for _ in range(2):
        answer(house, receipted, "he took it\n\n  \nand laughed", " ", "at noon")
    (row,) = house.threads()
    assert row.severity == "routine"
    told = [one for one in house.read("north", row.reference).messages if one.author == "reporter"]
    assert [(one.text, one.asked) for one in told] == [
        (LUNCH, ()),
        ("he took it\nand laughed\n\nat noon", ("What happened?", "When was it?")),
    ]
    assert all(one.failure is None for one in told)
    assert all(one.event != "returned" for one in house.house.returns.gathered())


def test_an_answer_is_judged_like_any_later_message(founded_house: Any) -> None:
    house = founded_house
    receipted = house.tip(LUNCH)
    answer(house, receipted, "", "he has a gun in his backpack and says tomorrow is the day", "")
    (row,) = house.threads()
    assert row.severity == "urgent"
    house.work()
    assert [to for to, _ in house.carrier.texts] == ["+12025550101"]


def test_nothing_answered_stores_nothing_and_an_old_page_opens_nothing(founded_house: Any) -> None:
    house = founded_house
    receipted = house.tip(LUNCH)
    with pytest.raises(EmptyText):
        answer(house, receipted, "", " ", "\n")
    house.clock.advance(minutes=31)
    with pytest.raises(TokenExpired):
        answer(house, receipted, "a", "b", "c")
    assert [one.text for one in house.house.web_return.open(" ".join(receipted.words)).messages] == [LUNCH]


def test_the_questions_go_with_what_it_is_about_and_a_district_writes_its_own(founded_house: Any) -> None:
    house = founded_house
    receipted = house.tip("he has a gun in his backpack and says tomorrow is the day")
    assert receipted.topic is Danger.ATTACK
    intake = house.house.web_intake
    shipped = intake.questions(receipted.topic, "es")
    assert "¿Qué viste u oíste tú?" in shipped
    assert intake.questions("nonsense", "en") == intake.questions(Danger.OTHER, "en")
    own = Counsel(("a", "b", "c"), ("Call 988",), ("Where was it?",))
    house.house.people.guidance.change(house.sessions["north"], Danger.ATTACK, "es", own)
    assert intake.questions(receipted.topic, "es") == ("Where was it?",)
    none = Counsel(("a", "b", "c"), ("Call 988",))
    house.house.people.guidance.change(house.sessions["north"], Danger.ATTACK, "es", none)
    assert intake.questions(receipted.topic, "es") == ()
