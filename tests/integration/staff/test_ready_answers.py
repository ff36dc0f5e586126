"""Ready answers in a thread and on their own page, without scripts."""

import re
from typing import Any

from reporting.model.thread import Channel


def ready(page: str) -> list[str]:
    return re.findall(r'data-reply="([^"]*)"', page)


def test_a_thread_offers_those_of_its_topic_first_in_the_students_language_with_gaps_filled(
    ana: Any, house: Any
) -> None:
    house.add("RRRR22", lang="es", category="bullying", due=None)
    page = ana.get("/threads/RRRR22").text
    assert ready(page) == [
        "¿Cuándo pasa en Northside High?",
        "Estoy aquí hasta el próximo día de clases.",
    ]
    assert "When does it happen at Northside High?" in page


def test_by_text_only_what_names_no_topic_is_offered(ana: Any, house: Any) -> None:
    house.add("RRRR22", category="bullying", channel=Channel.SMS, due=None)
    assert ready(ana.get("/threads/RRRR22").text) == ["I am here until the next school day."]


def test_without_scripts_one_comes_into_the_field_and_own_words_stay(ana: Any, house: Any) -> None:
    house.add("RRRR22", category="bullying", due=None)
    ana.get("/threads/RRRR22")
    page = ana.post("/threads/RRRR22/say", say="b", body="Hello.").text
    field = re.search(r'<textarea[^>]*id="reply"[^>]*>([^<]*)<', page)[1]
    assert field == "Hello.\n\nWhen does it happen at Northside High?"
    assert house.acts == []


def test_whoever_leads_changes_hides_and_adds_and_a_word_that_is_not_said_keeps_what_was_typed(
    ana: Any, house: Any
) -> None:
    ana.get("/replies")
    page = ana.post("/replies", about="bullying", en="Thank you for your tip.", es="Gracias.").text
    assert ana.status == 422
    assert "This word is not said to students:" in page
    assert "<q>tip</q>" in page
    assert "Thank you for your tip." in page
    assert (
        "It is offered from now on."
        in ana.post("/replies", about="bullying", en="Thanks.", es="Gracias.").text
    )
    assert "It is not offered any more." in ana.post("/replies/b/hide").text
    house.add("RRRR22", category="bullying", due=None)
    assert ready(ana.get("/threads/RRRR22").text) == ["Thanks.", "I am here until the next school day."]
    ana.get("/replies")
    ana.post("/replies/b/shipped")
    assert len(ready(ana.get("/threads/RRRR22").text)) == 3


def test_who_leads_nothing_reads_them_and_finds_no_button(ana: Any, house: Any) -> None:
    house.canned.may = False
    page = ana.get("/replies").text
    assert "I am here until {time}." in page
    assert "<textarea" not in page
