"""The page of the line's own tests, over a house in memory: each state, in two languages, for those who may press and who may not."""

from dataclasses import replace
from typing import Any

import pytest

from tests.integration.staff.made_up_ground import NOON
from tests.integration.staff.made_up_vigil import ill, passed, well

PATH = "/self-test"


def test_it_says_that_people_are_reached_and_shows_the_time_of_each_stage(ana: Any) -> None:
    page = ana.get(PATH)
    for words in (
        "People are reached",
        "Judged by the rules",
        "At the test phone",
        "0.3 s",
        "Removed without a trace",
        "1 of the last 30 failed",
        "Each minute, while people are reached.",
    ):
        assert words in page.text
    assert "style=" not in page.text  # the policy of the site refuses it


def test_it_says_what_is_wrong_and_what_students_are_told(ana: Any, house: Any) -> None:
    house.vigil = ill(NOON)
    page = ana.get(PATH)
    for words in (
        "Students are told that nobody reads now",
        "A part of what sends messages has stopped.",
        "<b>Sends messages</b>",
        "<b>At the test phone</b>",
        "it stopped here",
        "stands still",
        "let your IT person set QUIETLINE_PING_URL",
    ):
        assert words in page.text
    assert "People are reached" not in page.text


def test_it_speaks_spanish_in_every_state(ana: Any, house: Any) -> None:
    for page in (well(NOON), ill(NOON), replace(ill(NOON), tests=(), tasks=(), unreadable=True)):
        house.vigil = page
        text = ana.get(f"{PATH}?lang=es").text
        assert "Pruebas de la línea" in text
        for english in ("Tests of the line", "People are reached", "The last test", "Nobody is rung"):
            assert english not in text


def test_a_registrar_asks_for_a_test_and_hears_that_it_runs(ana: Any, house: Any) -> None:
    page = ana.get(PATH).post(PATH)
    assert house.acts == [("tested",)]
    assert "The line tests itself now." in page.text


def test_who_may_not_press_reads_all_of_it_without_the_button(ana: Any, house: Any) -> None:
    house.vigil = replace(house.vigil, may=False)
    page = ana.get(PATH)
    assert "Test the line now" not in page.text
    assert "At the test phone" in page.text
    assert ana.post(PATH, csrf_token=ana.hidden()["csrf_token"]).status == 422
    assert house.acts == []


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"tests": ()}, "No test yet"),
        ({"tests": (passed(NOON),)}, "The last test"),
        ({"unreadable": True}, "This cannot be read now."),
        ({"pinged_at": None}, "nothing has been heard there yet"),
        ({"oldest_due": NOON}, "waits since"),
    ],
)
def test_every_state_has_its_words(ana: Any, house: Any, change: dict[str, Any], words: str) -> None:
    house.vigil = replace(house.vigil, **change)
    page = ana.get(PATH)
    assert page.status == 200
    assert words in page.text


def test_the_alarms_lead_to_it(ana: Any) -> None:
    assert f'href="{PATH}"' in ana.get("/alarms").text
    assert f'href="{PATH}"' in ana.get("/more").text
