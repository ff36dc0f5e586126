"""Staff try a sentence: it goes the way of a first message, says what would follow, and is kept nowhere."""

import logging
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, event

from notify.pages.candidates import would_ring
from reporting.staff.try_view import TryForm
from triage.compiling import compile_packs

GUN = "he has the gun in his bag, lol"
FOOD = "we have no food at home"
CANARY = "zyxwvut canary words of a counselor"
TWO_RULES = """
modifiers:
  - {id: laugh, say: [lol], dir: both, scope: 9, across: true, effect: {severity: -1, floor: 2}}
  - {id: past, say: ["last year"], dir: both, scope: 3, effect: {severity: -1}}
rules:
  - id: gun
    title: Has a gun
    category: attack_weapons
    severity: 4
    any: ["has the gun"]
    accept: [laugh, past]
    match: [a, b, c]
    no_match: [d, e, f]
  - id: food
    title: Has no food
    category: basic_needs
    severity: 2
    any: ["no food"]
    match: [a, b, c]
    no_match: [d, e, f]
"""


@pytest.fixture
def house(founded_house: Any) -> Any:
    return replace(founded_house, rulebook=compile_packs({"two.yaml": TWO_RULES})).beside()


@pytest.fixture
def tries(house: Any) -> Callable[..., Any]:
    """What somebody without any right but a session is shown of a sentence, at a school by its place in the list."""

    def judged(body: str, school: int | None = 0, role: str = "administrator", **more: str) -> Any:
        value = "" if school is None else house.school(school).hex()
        return house.doors.previews.judge(house.sessions[role], TryForm(body, value, **more))

    return judged


def test_an_urgent_sentence_shows_rule_words_modifiers_routes_queue_and_who_is_called(tries: Any) -> None:
    tried = tries(GUN)
    assert (tried.severity, tried.category) == ("urgent", "attack_weapons")
    assert [(one.title, one.quote) for one in tried.fired] == [("Has a gun", "has the gun")]
    assert [(one.text, one.fired) for one in tried.pieces] == [
        ("he ", False),
        ("has the gun", True),
        (" in his bag, lol", False),
    ]
    assert [(one.why, one.name, one.steps, one.quote) for one in tried.weighed] == [
        ("lowered", "laugh", "-1", "lol")
    ]
    assert tried.routes == (
        "urgent pages the person on call, and the crisis queue can open it",
        "everything else",
    )
    assert (tried.queue, tried.also) == ("North High counselors", ("North High crisis",))
    assert (tried.pages, tried.team, tried.first) == (True, "North on call", ("Ana Ruiz",))


def test_a_modifier_that_does_not_count_is_told_with_its_reason(tries: Any) -> None:
    (refused,) = tries("he has the gun in his bag last year").weighed
    assert (refused.why, refused.name, refused.refused) == ("rejected", "past", "out of scope")


def test_the_same_becomes_of_it_when_it_comes(house: Any, tries: Any) -> None:
    for body, school in ((GUN, 0), (GUN, 1), (FOOD, 0), ("hello", None), ("Carla Nguyen hits kids", 1)):
        tried = tries(body, school)
        before = {thread.id for thread in house.threads()}
        house.tip(body, school)
        (thread,) = [one for one in house.threads() if one.id not in before]
        assert (thread.severity, house.house.ground.roll.queue_name(thread.queue)) == (
            tried.severity,
            tried.queue,
        )
        assert thread.due_minute == int(tried.due.timestamp()) // 60
        called = house.house.ground.paging.of_thread(thread.id)
        assert bool(called) is tried.pages


def test_whom_it_names_as_first_is_whom_the_page_rings(house: Any, tries: Any) -> None:
    (named,) = tries(GUN, 1).first
    house.tip(GUN, 1)
    house.work(1)
    (thread,) = house.threads()
    rung = house.house.ground.paging.called(thread.id)
    assert [house.house.ground.roll.staff_name(one) for one in rung] == [named] == ["Carla Nguyen"]


@pytest.mark.parametrize(
    ("named", "expected"),
    [
        ("Ana Ruiz", {"Erin Castillo"}),  # who is on call: the last resort is rung
        ("Ana Ruiz and Erin Castillo", {"Ben Okafor"}),  # and the last resort: all others who have a phone
    ],
)
def test_so_it_is_of_what_is_kept_from_who_is_on_call(
    house: Any, tries: Any, named: str, expected: set[str]
) -> None:
    first = tries(f"{named} has the gun").first
    house.tip(f"{named} has the gun")
    house.work(1)
    (thread,) = house.threads()
    ground = house.house.ground
    rung = {ground.roll.staff_name(one) for one in ground.paging.called(thread.id)}
    assert rung == set(first) == expected


def test_it_says_nothing_of_pages_that_are_open(house: Any, tries: Any) -> None:
    before = tries(GUN).first
    house.tip(GUN)
    house.work(1)  # Ana was rung just now, so the next page would ring somebody else first
    assert tries(GUN).first == before


def test_a_text_names_no_school_and_another_school_is_the_districts(tries: Any) -> None:
    assert tries(FOOD, channel="sms").queue == "District"
    assert tries(FOOD, None).queue == "District"
    assert tries(FOOD, 0).queue == "North High counselors"


def test_a_sentence_that_names_somebody_is_kept_from_them_and_tells_no_name(tries: Any) -> None:
    tried = tries("Ana Ruiz has the gun")
    assert tried.about_staff
    assert tried.queue == "Designee"
    assert "Ana Ruiz" not in tried.first


def test_hours_can_be_chosen(tries: Any) -> None:
    assert [tries(FOOD, hours=hours).hours for hours in ("", "in", "out", "never")] == [
        "unknown",
        "in",
        "out",
        "unknown",
    ]


def test_nothing_typed_is_stored_logged_or_in_an_address(
    house: Any, browse: Any, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    home = house.house.foundation.settings.home
    before = written(home)
    asked: list[str] = []

    def listen(*call: Any) -> None:
        asked.append(str(call[2:4]))

    browser = browse("south").get("/rules/try")  # what a fresh session does for its queues is done by then
    event.listen(Engine, "before_cursor_execute", listen)
    page = browser.post("/rules/try", body=CANARY, channel="web", school="", hours="")
    event.remove(Engine, "before_cursor_execute", listen)
    assert page.status == 200
    assert "Who gets it" in page.text
    assert asked
    assert not [one for one in asked if "canary" in one or one.startswith(("('INSERT", "('DELETE"))]
    assert "canary" not in caplog.text
    assert written(home) == before
    assert b"canary" not in b"".join(path.read_bytes() for path in home.rglob("*") if path.is_file())
    assert 'method="post" action="/rules/try"' in page.text


def written(home: Path) -> dict[str, int]:
    """What a change of the databases would show in."""
    return {path.name: path.stat().st_size for path in home.glob("*.db")}


def test_an_empty_sentence_is_refused_with_what_was_chosen(browse: Any) -> None:
    page = (
        browse("north").get("/rules/try").post("/rules/try", body=" ", channel="sms", school="", hours="out")
    )
    assert page.status == 422
    assert '<option value="out" selected>' in page.text


def test_the_page_shows_what_is_wrong_with_the_routes_to_everybody(browse: Any, founded_house: Any) -> None:
    # Nobody is on call in the South at the weekend.
    assert "hours in the next seven days" in browse("north_too").get("/rules/try").text
    founded_house.clock.advance(days=4, hours=12)
    found = founded_house.doors.previews.page(founded_house.sessions["north"]).findings
    assert [(one.code, one.about) for one in found if one.fault] == [("nobody_on_call_now", "South on call")]


def test_nobody_is_named_first_where_nobody_can_be_rung(house: Any) -> None:
    ground = house.house.ground
    with ground.database.read() as conn:
        rung = would_ring(
            conn,
            district=ground.district,
            team=b"no such team".ljust(16),
            excluded=(),
            able=(),
            can_act=None,
            now=house.clock(),
        )
    assert rung == ()
