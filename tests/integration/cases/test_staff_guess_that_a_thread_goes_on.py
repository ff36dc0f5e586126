"""Six words were lost: staff may note that a new thread continues an old one, and nobody learns of a thread by it."""

from typing import Any

import pytest

from reporting.cases.passing_on import Parting
from reporting.cases.refusals import UnknownReference

LUNCH = "Someone keeps stealing my lunch behind the gym"


def two(house: Any) -> tuple[Any, Any, tuple[str, ...]]:
    house.tip(LUNCH)
    (old,) = house.threads()
    words = house.tip("I wrote to you before and lost my six words.").words
    new = next(one for one in house.threads() if one.id != old.id)
    return old, new, words


def notes(house: Any, role: str, reference: str) -> list[str]:
    told = house.read(role, reference).messages
    return [one.params["reference"] for one in told if one.code == "may_continue"]


def test_it_is_a_note_that_the_student_never_sees_and_the_audit_keeps(
    founded_house_on_each: Any, at: Any
) -> None:
    house = founded_house_on_each
    old, new, words = two(house)
    at(house, "north", new.reference).does("link", f" {old.reference.lower()} ")
    assert notes(house, "north_too", new.reference) == [old.reference]
    view = house.house.web_return.open(" ".join(words))
    assert old.reference not in str([(one.text, one.params) for one in view.messages])
    assert [one.author for one in view.messages if one.author != "reporter"] == ["system"]
    assert "linked" in [one.act for one in house.house.audit.page(house.sessions["north"].principal).lines]


@pytest.mark.parametrize("named", ["", "nonsense", "ZZZZZZ", "itself", "south's"])
def test_a_thread_that_is_not_theirs_to_know_and_one_that_is_not_there_are_one_answer(
    founded_house: Any, at: Any, named: str
) -> None:
    house = founded_house
    _, new, _ = two(house)
    before = {one.id for one in house.threads()}
    house.tip("in the south something is wrong", 1)
    south = next(one for one in house.threads() if one.id not in before)
    other = {"itself": new.reference, "south's": south.reference}.get(named, named)
    with pytest.raises(UnknownReference):
        at(house, "north", new.reference).does("link", other)
    assert notes(house, "north", new.reference) == []


def test_whoever_must_not_know_of_the_other_thread_does_not_read_its_name(
    founded_house: Any, at: Any
) -> None:
    house = founded_house
    old, new, _ = two(house)
    at(house, "north", new.reference).does("link", old.reference)
    target = next(
        choice for choice in house.read("north", new.reference).hand_over_to if "South" in choice.name
    )
    told = Parting(b"p" * 16, "Called home.")
    house.house.desk.hand_over(house.sessions["north"], new.reference, target.value, told)
    assert notes(house, "south", new.reference) == []
