"""What a student says in the hallway is a message like any other, and the student gets a way back."""

import secrets
from typing import Any

import pytest

from reporting.cases.refusals import EmptyText, NoSuchThread
from reporting.model.thread import ThreadState
from reporting.staff.hallway_view import HallwayForm
from tests.integration.conftest import NORTH

GUN = "my friend has a gun in his backpack and says tomorrow is the day"
LUNCH = "Someone keeps stealing my lunch"


def entered(house: Any, role: str, body: str, school: int | None = NORTH, number: bytes | None = None) -> Any:
    value = house.school(school).hex() if school is not None else ""
    form = HallwayForm(number or secrets.token_bytes(16), body, value, "en", "in_person")
    return house.doors.hallway.enter(house.sessions[role], form)


def test_it_is_triaged_called_for_and_answered_by_six_words(founded_house_on_each: Any, at: Any) -> None:
    house = founded_house_on_each
    receipted = entered(house, "north", GUN)
    (row,) = house.threads()
    assert row.severity == "urgent"
    house.work(1)
    assert house.carrier.texts
    at(house, "north", row.reference).replies("Thank you for telling us.")
    told = house.house.web_return.open(" ".join(receipted.words)).messages
    assert "Thank you for telling us." in [one.text for one in told]
    assert "told_in_person" not in {one.code for one in told}
    (note,) = [one for one in at(house, "north_too", row.reference).reads().messages if one.author == "note"]
    assert (note.code, note.name, note.params, note.failure) == (
        "told_in_person",
        "Ana Ruiz",
        {"how": "in_person"},
        None,
    )


def test_who_enters_it_need_not_be_able_to_open_it(founded_house: Any, at: Any) -> None:
    house = founded_house
    receipted = entered(house, "south", LUNCH)
    assert receipted.words is not None
    (row,) = house.threads()
    with pytest.raises(NoSuchThread):
        at(house, "south", row.reference).reads()
    (note,) = [one for one in at(house, "north", row.reference).reads().messages if one.author == "note"]
    assert note.name == house.name("south")
    assert note.failure is None


def test_a_double_tap_is_one_message_with_the_same_words_until_they_are_handed_over(
    founded_house: Any,
) -> None:
    house = founded_house
    number = secrets.token_bytes(16)
    first = entered(house, "north", LUNCH, number=number)
    again = entered(house, "north", LUNCH, number=number)
    assert again.words == first.words
    assert len(house.threads()) == 1
    assert house.threads()[0].state is ThreadState.NEW
    house.doors.hallway.handed_over(number)
    assert entered(house, "north", LUNCH, number=number).words is None


def test_what_names_a_member_of_staff_is_kept_from_them_here_too(founded_house: Any, at: Any) -> None:
    house = founded_house
    entered(house, "north_too", "Ana Ruiz pushed me in the hall")
    (row,) = house.threads()
    with pytest.raises(NoSuchThread):
        at(house, "north", row.reference).reads()
    assert at(house, "designee", row.reference).reads().reference == row.reference


def test_nothing_is_entered_without_words(founded_house: Any) -> None:
    with pytest.raises(EmptyText):
        entered(founded_house, "north", "  ")
    assert founded_house.threads() == ()
