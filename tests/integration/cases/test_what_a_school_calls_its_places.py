"""A school's own names for places and its hours are known to the rules and to the promise, from the next message on."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy import Engine, event

from reporting.cases.ruling import Arriving, in_its_school, rule_on
from reporting.model.timetable import OpenHours, Timetable
from reporting.people.refused import Refused
from reporting.store.school_context import SchoolContext
from triage.compiling import compile_packs
from triage.context import Context
from triage.routing import Hours, SchoolKind

KNIFE = "he takes a knife to D hall"
ONE_RULE = """
rules:
  - id: one
    title: A knife comes to a place
    category: attack_weapons
    severity: 4
    any: [{seq: [knife, {gap: 4}, $place]}]
    match: [a, b, c]
    no_match: [d, e, f]
"""
WEEK = Timetable({day: OpenHours(8 * 60, 15 * 60) for day in range(5)})
NORTH, SOUTH = 0, 1


def tell(
    house: Any, role: str, school: int, *places: str, hours: Any = None, everywhere: bool = False
) -> None:
    house.house.people.school_contexts.tell(
        house.sessions[role], house.school(school), SchoolContext(places, hours), everywhere=everywhere
    )


@pytest.fixture
def house(founded_house: Any) -> Any:
    """Its rule book has one rule: a knife is urgent where it comes near a place."""
    book = compile_packs({"one.yaml": ONE_RULE})
    return replace(founded_house, rulebook=book).beside()


def severities(house: Any) -> list[str]:
    return sorted(one.severity for one in house.threads())


def known(house: Any, school: int | None) -> set[str]:
    which = None if school is None else house.school(school)
    return set(house.house.ground.roll.places(which))


def test_the_next_message_is_read_with_them(house: Any) -> None:
    house.tip(KNIFE)
    assert severities(house) == ["routine"]
    tell(house, "north", NORTH, "D hall", "the annex")
    house.tip(KNIFE)
    assert severities(house) == ["routine", "urgent"]
    house.tip(KNIFE, SOUTH)  # another school's word
    assert severities(house) == ["routine", "routine", "urgent"]


def test_the_annex_is_said_without_its_article_too(house: Any) -> None:
    tell(house, "north", NORTH, "the annex", "La cancha de abajo", "the")
    assert known(house, NORTH) == {"the annex", "annex", "La cancha de abajo", "cancha de abajo", "the"}


def test_a_school_knows_only_its_own_and_who_names_no_school_is_read_with_all(house: Any) -> None:
    tell(house, "north", NORTH, "D hall")
    tell(house, "south", SOUTH, "la cancha")
    assert known(house, NORTH) == {"D hall"}
    assert known(house, SOUTH) == {"la cancha", "cancha"}
    assert known(house, None) == {"D hall", "la cancha", "cancha"}


def test_a_text_and_a_later_message_are_read_with_them_too(house: Any) -> None:
    tell(house, "north", NORTH, "D hall")
    words = " ".join(house.tip("hello").words)
    house.house.web_return.reply(house.house.web_return.open(words).token, b"r" * 16, KNIFE)
    assert severities(house) == ["urgent"]
    house.text("+12025550123", KNIFE)
    house.text("+12025550124", "hello")
    house.text("+12025550124", KNIFE)
    assert severities(house) == ["urgent"] * 3


def test_texts_that_are_read_again_after_a_restart_are_read_with_them(house: Any) -> None:
    house.unlock("designee")
    tell(house, "north", NORTH, "D hall")
    house.text("+12025550125", "he takes a knife")
    house.restart()
    house.unlock("designee")  # the key of phones comes back with whoever unlocks first
    house.text("+12025550125", "to D hall")
    assert severities(house) == ["soon"]  # the earlier text could not be read
    house.unlock("designee")
    assert severities(house) == ["urgent"]


@pytest.mark.parametrize(
    ("school", "hours_later", "expected"),
    [(NORTH, 0, Hours.IN), (NORTH, 8, Hours.OUT), (SOUTH, 0, Hours.UNKNOWN), (None, 0, Hours.UNKNOWN)],
)
def test_routes_and_rules_know_whether_school_is_on(
    house: Any, school: int | None, hours_later: int, expected: Hours
) -> None:
    tell(house, "north", NORTH, hours=WEEK)
    house.clock.advance(hours=hours_later)
    ground, which = house.house.ground, None if school is None else house.school(school)
    arriving = Arriving("hello", which, SchoolKind.NAMED, frozenset(), Context())
    assert rule_on(ground, arriving, house.clock()).facts.hours is expected
    told = in_its_school(Context(), ground.roll, which, expected)
    assert told.school_hours is {"in": True, "out": False}.get(expected.value)


def test_a_message_asks_no_table_for_them(house: Any) -> None:
    tell(house, "north", NORTH, "D hall", hours=WEEK)
    asked: list[str] = []

    def listen(*call: Any) -> None:
        asked.append(call[2])

    event.listen(Engine, "before_cursor_execute", listen)
    house.tip(KNIFE)
    event.remove(Engine, "before_cursor_execute", listen)
    assert asked
    assert not [statement for statement in asked if "school_" in statement]


def test_hours_can_be_told_for_all_schools_at_once_and_each_keeps_its_own_places(house: Any) -> None:
    tell(house, "south", SOUTH, "the pit")
    tell(house, "designee", NORTH, "D hall", hours=WEEK, everywhere=True)
    directory = house.house.people.directory
    assert directory.school_context(house.school(SOUTH)) == SchoolContext(("the pit",), WEEK)
    tell(house, "designee", NORTH)
    assert directory.school_context(house.school(NORTH)) == SchoolContext()


MAY = {
    # whose hand, of which school, for all schools at once
    ("administrator", SOUTH, "all"): True,  # a registrar
    ("designee", SOUTH, "all"): True,  # leads a queue of the district
    ("north", NORTH, "one"): True,  # leads the queues of the school
    ("north", NORTH, "all"): False,
    ("north", SOUTH, "one"): False,
    ("north_too", NORTH, "one"): False,  # a member of the queues, and leads none
}


@pytest.mark.parametrize("hand", MAY)
def test_registrars_and_leads_change_them_and_nobody_else(house: Any, hand: tuple[str, int, str]) -> None:
    role, school, which = hand
    if MAY[hand]:
        tell(house, role, school, "D hall", everywhere=which == "all")
        assert known(house, school) == {"D hall"}
        return
    with pytest.raises(Refused) as refusal:
        tell(house, role, school, "D hall", everywhere=which == "all")
    assert refusal.value.code == "not_allowed"
    assert known(house, school) == set()


def test_a_change_is_written_into_the_audit_chain(house: Any) -> None:
    tell(house, "north", NORTH, "D hall")
    newest = house.doors.audits.page(house.sessions["north"], None).rows[0]
    assert (newest.act, newest.actor) == ("changed_school", house.name("north"))


def test_days_off_move_the_promise(house: Any) -> None:
    assert house.tip("hello").due.date() == date(2026, 11, 25)
    tell(
        house, "north", NORTH, hours=Timetable(WEEK.days, frozenset({date(2026, 11, 25), date(2026, 11, 26)}))
    )
    assert house.tip("hello").due.date() == date(2026, 11, 27)


def test_they_are_stored_on_each_database(founded_house_on_each: Any) -> None:
    house = founded_house_on_each
    context = SchoolContext(("D hall", "la cancha"), Timetable(WEEK.days, frozenset({date(2026, 12, 24)})))
    contexts, session = house.house.people.school_contexts, house.sessions["north"]
    for _ in range(2):
        contexts.tell(session, house.school(NORTH), context)
    assert house.beside().house.people.directory.school_context(house.school(NORTH)) == context
