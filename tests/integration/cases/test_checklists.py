"""Checklists: steps in the thread, sealed, by name and time; two people who tick at once lose nothing."""

from typing import Any

import pytest
from sqlalchemy import select

from reporting.cases.checklists import Checked
from reporting.cases.refusals import NotAllowed
from reporting.cases.steps import LISTS
from reporting.store.messages import MESSAGE
from triage.categories import CATEGORIES

HURT = "my uncle hits me every night and I am scared to go home"


def listed(house: Any, role: str, key: str) -> Any:
    reference = house.threads()[0].reference
    lists = house.doors.desk.read(house.sessions[role], reference).checklists
    return next(one for one in lists if one.key == key)


def check(house: Any, role: str, number: bytes, checked: Checked) -> None:
    house.doors.desk.check(house.sessions[role], house.threads()[0].reference, number * 16, checked)


def test_steps_stand_with_who_did_them_and_when_and_nobody_loses_a_tick_of_another(
    founded_house_on_each: Any,
) -> None:
    house = founded_house_on_each
    house.tip(HURT)
    began = house.clock()
    check(house, "north", b"a", Checked("mandated", ("called", "said"), ()))
    house.clock.advance(minutes=3)
    check(house, "north_too", b"b", Checked("mandated", ("duty",), ("said",), "Hotline 555", "R-77"))
    shown = listed(house, "north", "mandated")
    done = {step.key: step.by for step in shown.steps if step.done}
    assert done == {"called": "Ana Ruiz", "duty": "Ben Okafor"}
    assert (shown.began, shown.agency, shown.reference) == (began, "Hotline 555", "R-77")
    with house.house.foundation.database.read() as conn:
        rows = conn.execute(select(MESSAGE.c.core)).scalars().all()
    assert not any(b"R-77" in row or b"mandated" in row for row in rows)


def test_the_student_is_shown_nothing_of_a_list(founded_house: Any) -> None:
    house = founded_house
    words = " ".join(house.tip(HURT).words)
    before = len(house.house.web_return.open(words).messages)
    check(house, "north", b"a", Checked("suicide", ("asked",), ()))
    assert len(house.house.web_return.open(words).messages) == before


def test_a_step_that_is_not_in_the_list_and_a_list_that_is_not_there_are_not_kept(founded_house: Any) -> None:
    house = founded_house
    house.tip(HURT)
    check(house, "north", b"a", Checked("suicide", ("asked", "made_up"), ()))
    assert [step.key for step in listed(house, "north", "suicide").steps if step.done] == ["asked"]
    with pytest.raises(NotAllowed):
        check(house, "north", b"b", Checked("horoscope", ("asked",), ()))


def test_lists_that_fit_the_topic_come_first_and_all_can_be_begun(founded_house: Any) -> None:
    house = founded_house
    house.tip("my friend has a gun in his backpack and says tomorrow is the day")
    lists = house.doors.desk.read(house.sessions["north"], house.threads()[0].reference).checklists
    assert (lists[0].key, lists[0].fits) == ("threat", True)
    assert {one.key for one in lists} == set(LISTS)


def test_each_list_is_data_in_both_languages_and_says_what_it_follows() -> None:
    for one in LISTS.values():
        assert one.follows
        assert one.categories <= set(CATEGORIES)
        assert len({key for key, _ in one.items}) == len(one.items) >= 8
        for said in (one.title, *(words for _, words in one.items)):
            assert "" not in {said.en, said.es}
            assert said.en != said.es
