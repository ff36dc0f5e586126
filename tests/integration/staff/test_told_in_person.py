"""The form for what was told in person, and its card."""

import re
from typing import Any


def test_one_field_and_a_button_give_a_card_with_six_words_and_a_neutral_address(
    ana: Any, house: Any
) -> None:
    page = ana.get("/hallway").text
    assert len(re.findall(r"<(?:textarea|input)[^>]* required", page)) == 1
    page = ana.post(
        "/hallway", body="They take my lunch", school="s1", how="by_phone", student_lang="es"
    ).text
    assert re.search(r'id="receipt"[^>]*>([^<]*)<', page)[1] == "maple river candle north piano lemon"
    card = re.search(r'<div class="paper-card".*?</div>', page, re.DOTALL)[0]
    assert "line.example/return" in card
    assert "Quietline" not in card
    assert "Northside" not in card
    (form,) = house.hallway.forms
    assert (form.body, form.school, form.how, form.lang) == ("They take my lunch", "s1", "by_phone", "es")
    assert ana.answer.headers["Cache-Control"] == "no-store"


def test_when_the_student_has_the_words_they_are_forgotten_here(ana: Any, house: Any) -> None:
    ana.get("/hallway")
    page = ana.post("/hallway", body="They take my lunch").text
    number = re.search(r'name="submission" value="([0-9a-f]{32})"', page)[1]
    assert ana.post("/hallway/done", follow=False).answer.location == "/inbox"
    assert [one.hex() for one in house.hallway.gone] == [number]


def test_a_refused_form_gives_the_words_back_under_the_same_number(ana: Any, house: Any) -> None:
    page = ana.get("/hallway").text
    number = re.search(r'name="submission" value="([0-9a-f]{32})"', page)[1]
    page = ana.post("/hallway", body=" ", school="s2").text
    assert ana.status == 422
    assert f'value="{number}"' in page
    assert re.search(r'value="s2" selected', page)


def test_it_is_one_tap_from_the_inbox(ana: Any) -> None:
    assert 'href="/hallway"' in ana.get("/inbox").text
    assert 'href="/hallway"' in ana.get("/more").text
