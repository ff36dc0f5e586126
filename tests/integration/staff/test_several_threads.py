"""The pages of several threads that are one incident."""

import re
from dataclasses import replace
from typing import Any

import pytest

from reporting.cases.incident_view import Reports
from reporting.staff.incident_wording import ordinal
from tests.integration.staff.made_up_ground import LOCK
from tests.integration.staff.made_up_incidents import FIRST, NOON, SECOND, THIRD

ADDRESS = f"/threads/{FIRST}/together"


def test_the_page_lists_its_threads_under_the_highest_urgency(ana: Any) -> None:
    page = ana.get(ADDRESS).text
    head = page[page.index('class="thread-head"') : page.index("<h1")]
    assert "sev-urgent" in head
    assert re.findall(r'together-row" data-thread="([^"]+)"', page) == [FIRST, SECOND]
    assert "&lt;b&gt;pills" in page
    assert re.findall(r'data-alike="([^"]+)"', page) == [THIRD]
    assert "may name the same person" in page


def test_a_count_comes_with_what_must_be_done_before_anyone_is_confronted(ana: Any) -> None:
    page = ana.get(ADDRESS).text
    assert "4th uncorroborated report about this person" in page
    assert "A count is a question, not evidence." in page
    assert "Before anyone is searched, removed or confronted, find a second source" in page
    assert "Here all of them came within one hour." in page
    assert "It is anonymous and not yet confirmed." in page
    assert "I call from Northside High" in page
    assert "What is urgent stays urgent." in page
    # No text of ours asks for a search, a removal or an arrest.
    assert not re.search(r"\b(search|remove|arrest|confront) (him|her|them|the person|the student)\b", page)


def test_what_was_found_true_is_said_in_its_place(ana: Any, house: Any) -> None:
    house.incidents.shown = replace(
        house.incidents.shown, reports=Reports(4, 4, 1, (), NOON), corroborated=True
    )
    page = ana.get(ADDRESS).text
    assert "4 reports about this person, 1 corroborated" in page
    assert "uncorroborated" not in page
    assert "not yet confirmed" not in page


@pytest.mark.parametrize(
    ("number", "en"),
    [(1, "1st"), (2, "2nd"), (3, "3rd"), (4, "4th"), (11, "11th"), (12, "12th"), (22, "22nd")],
)
def test_numbers_are_said_as_people_say_them(number: int, en: str) -> None:
    assert ordinal(number, "en") == en
    assert ordinal(number, "es") == f"{number}.º"


def test_threads_are_put_together_and_taken_out(ana: Any, house: Any) -> None:
    ana.get(ADDRESS)
    ana.post(ADDRESS, **{"with": THIRD, "name": "Pills"})
    assert "They are one incident now." in ana.text
    ana.post(f"{ADDRESS}/out", which=SECOND)
    assert house.incidents.acts == [("merge", FIRST, (THIRD,), "Pills"), ("take_out", SECOND)]


def test_a_refused_form_gives_its_words_back(ana: Any, house: Any) -> None:
    ana.get(ADDRESS)
    ana.post(ADDRESS, name="Pills at noon")
    assert ana.status == 422
    assert "Choose at least one other thread" in ana.text
    assert 'value="Pills at noon"' in ana.text
    ana.post(ADDRESS, **{"with": "KEPT22", "name": "Pills"})
    assert ana.status == 422
    assert "of whom another is kept" in ana.text


def test_one_answer_says_of_each_thread_whether_it_was_sent_and_keeps_the_words_for_the_rest(
    ana: Any, house: Any
) -> None:
    house.incidents.outcomes = {SECOND: "answered_meanwhile"}
    page = ana.get(ADDRESS).text
    number = re.search(
        r'action="[^"]*/together/reply">.*?name="submission" value="([0-9a-f]+)"', page, re.DOTALL
    )
    fields = {"to": [FIRST, SECOND], "body": "Thank you all", "submission": number[1]}
    page = ana.post(f"{ADDRESS}/reply", **fields).text
    assert re.findall(r'data-sent="([^"]+)"', page) == ["sent", "answered_meanwhile"]
    assert "Sent in 1 of 2 threads." in page
    assert "Thank you all</textarea>" in page
    assert f'name="submission" value="{number[1]}"' in page
    (act,) = house.incidents.acts
    assert act == ("reply", number[1], "Thank you all", {FIRST: f"3.{FIRST}", SECOND: f"3.{SECOND}"})
    # All of them sent: the field is empty, and another answer is another one.
    house.incidents.outcomes = {}
    page = ana.post(f"{ADDRESS}/reply", **fields).text
    assert "Thank you all</textarea>" not in page
    assert f'name="submission" value="{number[1]}"' not in page


def test_a_second_source_is_written_down(ana: Any, house: Any) -> None:
    ana.get(ADDRESS)
    ana.post(f"{ADDRESS}/corroborate", how=" ")
    assert ana.status == 422
    ana.post(f"{ADDRESS}/corroborate", how="The custodian saw it", everywhere="1")
    assert house.incidents.acts == [("corroborate", FIRST, "The custodian saw it", True)]


def test_discreet_mode_leaves_out_name_and_words(ana: Any) -> None:
    ana.get("/inbox").post("/inbox/discreet")
    page = ana.get(ADDRESS).text
    assert "Pills at the gym" not in page
    assert "pills" not in page
    assert "Pills" not in ana.get(f"/threads/{FIRST}/alike").text


def test_the_page_of_a_thread_asks_for_it_and_looking_is_no_sign_that_somebody_is_there(
    ana: Any, house: Any
) -> None:
    house.add(FIRST)
    page = ana.get(f"/threads/{FIRST}").text
    assert f'hx-get="/threads/{FIRST}/alike"' in page
    # Without scripts a link leads there.
    assert f'href="{ADDRESS}"' in page
    (session,) = house.open_sessions.values()
    seen = session.seen
    house.clock.now += LOCK / 2
    part = ana.get(f"/threads/{FIRST}/alike").text
    assert session.seen == seen
    assert "4th uncorroborated report about this person" in part
    assert "1 other thread may belong to it" in part
    assert "<html" not in part


def test_it_is_whole_in_spanish(ana: Any) -> None:
    ana.get("/language/es")
    page = ana.get(ADDRESS).text
    assert "4.º reporte sin confirmar sobre esta persona" in page
    assert "Es anónimo y todavía no está confirmado" in page
