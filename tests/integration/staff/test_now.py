"""The screen of an acknowledged page: what a woken person finds there, and each act on it."""

import re
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from reporting.cases.refusals import NothingStored
from reporting.cases.staff_view import PageView
from reporting.model.danger import Danger
from reporting.model.thread import Channel
from reporting.people.guidance.keeping import BY_TEXT, SHIPPED
from reporting.staff.dialable import dialable
from reporting.staff.now_view import unanswered, waited, with_reply

NOW = "/threads/7KQ2BC/now"


@pytest.fixture
def urgent(house: Any) -> Any:
    """Somebody is called for it; nobody has it yet."""
    house.add("7KQ2BC", "urgent", summary="I have the pills here", category="suicide_selfharm")
    return NOW


@pytest.fixture
def held(ana: Any, urgent: Any) -> Any:
    """Ana has it."""
    ana.get(NOW).post(f"{NOW}/take")
    return ana


def change(house: Any, **fields: Any) -> None:
    house.threads["7KQ2BC"] = replace(house.threads["7KQ2BC"], **fields)


def test_whoever_comes_by_the_page_sees_the_message_and_takes_it_with_one_button(
    ana: Any, urgent: Any, house: Any
) -> None:
    page = ana.get(NOW)
    assert "I have the pills here" in page.text
    assert "I have it" in page.text
    page.post(f"{NOW}/take")
    assert house.acts == [("acknowledge", "7KQ2BC")]
    assert "You have it. Nobody else is called." in ana.text
    assert "I have it<" not in ana.text


def test_the_first_replies_are_in_the_students_language_with_what_they_mean(held: Any, house: Any) -> None:
    change(house, lang="es")
    page = held.get(NOW).text
    for spanish, english in zip(
        SHIPPED["es"][Danger.LIFE].replies, SHIPPED["en"][Danger.LIFE].replies, strict=True
    ):
        assert f"<span>{spanish}</span>" in page
        assert english in page


def test_by_text_the_first_replies_name_no_topic(held: Any, house: Any) -> None:
    change(house, channel=Channel.SMS)
    page = held.get(NOW).text.replace("&#39;", "'")
    assert all(reply in page for reply in BY_TEXT["en"])
    assert SHIPPED["en"][Danger.LIFE].replies[1] not in page
    assert "Whoever holds this phone sees this." in page


def test_a_tap_puts_a_first_reply_into_the_field_without_scripts_and_sends_nothing(
    held: Any, house: Any
) -> None:
    held.get(NOW).post(f"{NOW}/say", say="1", body="")
    field = re.search(r'<textarea[^>]*id="reply"[^>]*>([^<]*)<', held.text)[1]
    assert field == SHIPPED["en"][Danger.LIFE].replies[1]
    assert [act[0] for act in house.acts] == ["acknowledge"]


def test_words_of_ones_own_stay_when_a_first_reply_is_tapped(held: Any) -> None:
    held.get(NOW).post(f"{NOW}/say", say="0", body="Please wait, I am dialling.")
    field = re.search(r'<textarea[^>]*id="reply"[^>]*>([^<]*)<', held.text)[1]
    assert field.startswith("Please wait, I am dialling.")
    assert SHIPPED["en"][Danger.LIFE].replies[0] in field


def test_sending_stops_the_clock_and_comes_back_to_the_same_screen(held: Any, house: Any) -> None:
    assert 'data-since="' in held.get(NOW).text
    held.post(f"{NOW}/reply", body="I am here now.")
    assert house.acts[-1][:2] == ("reply", "7KQ2BC")
    assert "First answer at 12:00" in held.text
    assert 'data-since="' not in held.text


def test_an_answer_that_is_refused_comes_back_with_its_words(held: Any, house: Any) -> None:
    house.refuse_next = NothingStored()
    held.get(NOW).post(f"{NOW}/reply", body="I am here now.")
    assert held.status == 503
    assert "I am here now.</textarea>" in held.text
    assert "Nothing was stored" in held.text


def test_i_cannot_take_this_asks_once_and_calls_the_next_person(held: Any, house: Any) -> None:
    assert "Call the next person" in held.get(NOW).text
    held.post(f"{NOW}/hand-back")
    assert house.acts[-1] == ("hand_back", "7KQ2BC")
    assert "The next person is called now." in held.text
    assert "The next person is being called" in held.text
    assert "Call the next person" not in held.text, "it is not theirs any more"


def test_whoever_comes_too_late_reads_that_another_has_it_and_nothing_else(
    ana: Any, urgent: Any, house: Any
) -> None:
    page = house.threads["7KQ2BC"].page
    change(house, page=PageView("Ben Osei", page.began, page.called, mine=False, taken=house.clock()))
    shown = ana.get(NOW).text
    assert "Ben Osei has it" in shown
    assert "I have the pills here" not in shown
    assert "There is nothing to do for you." in shown


def test_a_thread_that_called_nobody_has_no_such_screen(ana: Any, house: Any) -> None:
    house.add("RRRR22")
    assert (
        ana.client.get("/threads/RRRR22/now", base_url="http://localhost")
        .headers["Location"]
        .endswith("/threads/RRRR22")
    )


def test_the_numbers_of_the_steps_can_be_tapped(held: Any) -> None:
    page = held.get(NOW).text
    assert '<a class="dial" href="tel:911">911</a>' in page
    assert '<a class="dial" href="tel:988">988</a>' in page


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("Poison Help: 1-800-222-1222.", "tel:18002221222"),
        ("Call (312) 555-0101 now", "tel:3125550101"),
        ("Call +1 312 555 0101", "tel:+13125550101"),
        ("Call 312.555.0101, then wait", "tel:3125550101"),
    ],
)
def test_a_number_is_found_however_it_is_written(text: str, address: str) -> None:
    assert f'href="{address}"' in dialable(text)


@pytest.mark.parametrize("text", ["room 1911", "in 2026-12-24", "7KQ2BC", "version 9.8.8", "12 555 01"])
def test_what_is_no_number_stays_text(text: str) -> None:
    assert dialable(text) == text


def test_a_step_is_escaped() -> None:
    assert "<b>" not in dialable("<b>call</b> 911")


def test_the_clock_begins_with_the_page_and_an_older_answer_does_not_stop_it(house: Any, said: Any) -> None:
    now = house.clock()
    house.add("7KQ2BC", "urgent")
    old = said(1, "staff", "Hello", now - timedelta(days=1))
    change(house, messages=(old, said(2, "reporter", "I have the pills", now)))
    wait = waited(house.threads["7KQ2BC"])
    assert wait is not None
    assert wait.answered is None
    change(house, messages=(old, said(2, "staff", "I am here", now)))
    assert waited(house.threads["7KQ2BC"]).answered == now


def test_what_came_since_the_last_answer_is_shown_large_and_the_rest_is_folded(house: Any, said: Any) -> None:
    at = house.clock()
    house.add("7KQ2BC", "urgent")
    talk = [said(1, "reporter", "a", at), said(2, "staff", "b", at), said(3, "reporter", "c", at)]
    change(house, messages=(*talk, said(4, "note", "n", at), said(5, "reporter", "d", at)))
    earlier, fresh = unanswered(house.threads["7KQ2BC"])
    assert [one.text for one in earlier] == ["a", "b"]
    assert [one.text for one in fresh] == ["c", "d"]
    change(house, messages=tuple(talk[:2]))
    earlier, fresh = unanswered(house.threads["7KQ2BC"])
    assert [one.text for one in fresh] == ["b"], "something is always shown"


def test_one_first_reply_takes_the_place_of_another() -> None:
    assert with_reply("one", "two", ("one", "two")) == "two"
    assert with_reply("", "two", ("one", "two")) == "two"
    assert with_reply("mine\n\ntwo", "two", ("one", "two")) == "mine\n\ntwo"


# -- where the district writes its own
def test_a_lead_writes_the_districts_own_words_with_the_password_in_the_form(ana: Any, house: Any) -> None:
    page = ana.get("/guidance/life/en")
    steps = "1. Call Dr. Vega: 312 555 0101\n2) Write a note"
    fields = {"reply0": "I am here.", "reply1": "Is anyone hurt?", "reply2": "I write again soon."}
    page.post("/guidance/life/en", steps=steps, **fields)
    assert "enter your password below" in ana.text
    assert "I write again soon." in ana.text, "nothing typed is lost"
    ana.post("/guidance/life/en", steps=steps, password="correct horse battery", **fields)
    assert "Whoever is woken next finds it." in ana.text
    assert house.acts[-1][0] == "keep_words"
    house.add("7KQ2BC", "urgent", category="suicide_selfharm")
    assert 'href="tel:3125550101"' in ana.get(NOW).text


def test_a_first_reply_that_promises_secrecy_is_refused_with_the_word(ana: Any, house: Any) -> None:
    fields = {"reply0": "This stays confidential.", "reply1": "b", "reply2": "c", "steps": "Call 911"}
    ana.get("/guidance/life/en").post("/guidance/life/en", **fields)
    assert ana.status == 422
    assert "<q>confidential</q>" in ana.text
    assert "This stays confidential." in ana.text
    assert house.acts == []


def test_who_may_not_write_them_reads_them(ana: Any, house: Any) -> None:
    house.may_tell = False
    page = ana.get("/guidance/hurt/es").text
    assert "<textarea" not in page
    assert "tel:911" in page


def test_an_unknown_kind_of_danger_is_no_page(ana: Any) -> None:
    assert ana.get("/guidance/nothing/en").status == 422
    assert ana.get("/guidance/life/xx").status == 422
