"""Somebody is away and says who looks after their threads: these stand in that list, and students read it first."""

import secrets
from datetime import timedelta
from typing import Any

import pytest

from reporting.cases.passing_on import Parting
from reporting.people.refused import Refused
from reporting.staff.rota_view import AbsenceForm

LUNCH = "Someone keeps stealing my lunch"
TODAY, TOMORROW, FRIDAY = "2026-11-24", "2026-11-25", "2026-11-27"


def away(house: Any, first: str = TODAY, last: str = FRIDAY, deputy: str = "north_too") -> None:
    form = AbsenceForm("", first, last, house.member(deputy).hex())
    house.doors.on_call_time.absences.put_in(house.sessions["north"], form)


def needs(house: Any, role: str) -> set[str]:
    page = house.doors.inboxes.page(house.sessions[role], view="needs", queue=None, state="open", cursor=None)
    return {row.reference for row in page.rows}


def held_by_ana(house: Any) -> tuple[str, str]:
    """(its name, its six words). Read and taken by Ana, so that it is nobody else's to answer."""
    words = " ".join(house.tip(LUNCH).words)
    reference = house.threads()[0].reference
    house.read("north", reference)
    parting = Parting(secrets.token_bytes(16), "")
    house.house.desk.assign(house.sessions["north"], reference, house.member("north").hex(), parting)
    return reference, words


def covering(house: Any, words: str) -> list[dict[str, str]]:
    view = house.house.web_return.open(words)
    return [dict(one.params) for one in view.messages if one.code == "covering" and one.verified]


def test_what_the_absent_one_holds_needs_the_deputy_and_its_student_is_told_once(
    founded_house_on_each: Any,
) -> None:
    house = founded_house_on_each
    reference, words = held_by_ana(house)
    assert needs(house, "north_too") == set()
    away(house)
    assert needs(house, "north_too") == {reference}
    assert needs(house, "north") == {reference}
    assert house.house.covering.tell() == 1
    assert house.house.covering.tell() == 0
    assert covering(house, words) == [{"until": FRIDAY}]
    house.clock.now += timedelta(days=4)
    house.house.covering.tell()
    house.sessions["north_too"] = house.sign_in_as("north_too")
    assert needs(house, "north_too") == set()


def test_before_its_day_nothing_changes_and_taken_back_nothing_does(founded_house: Any) -> None:
    house = founded_house
    _, words = held_by_ana(house)
    away(house, TOMORROW)
    assert needs(house, "north_too") == set()
    assert house.house.covering.tell() == 0
    (card,) = house.doors.on_call_time.absences.mine(house.sessions["north"])
    assert card.deputy == "Ben Okafor"
    house.doors.on_call_time.absences.take_out(house.sessions["north"], "", card.value)
    house.clock.now += timedelta(days=1)
    assert house.house.covering.tell() == 0
    assert covering(house, words) == []


def test_nobody_looks_after_threads_that_they_could_not_open(founded_house: Any) -> None:
    house = founded_house
    for role in ("south_too", "north"):
        with pytest.raises(Refused):
            away(house, deputy=role)
    assert house.doors.on_call_time.absences.mine(house.sessions["north"]) == ()


def test_a_deputy_from_whom_a_thread_is_kept_learns_nothing_of_it(founded_house: Any) -> None:
    house = founded_house
    house.tip("Mr. Okafor pulls my hair in class")
    reference = house.threads()[0].reference
    parting = Parting(secrets.token_bytes(16), "")
    house.read("designee", reference)
    house.house.desk.assign(house.sessions["designee"], reference, house.member("designee").hex(), parting)
    form = AbsenceForm("", TODAY, FRIDAY, house.member("north").hex())
    house.doors.on_call_time.absences.put_in(house.sessions["designee"], form)
    assert needs(house, "north") == needs(house, "north_too") == set()
