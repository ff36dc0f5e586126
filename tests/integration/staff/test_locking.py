"""An idle session is locked: the page is covered by the next request, the words are kept, and the way leads back."""

import re
from datetime import timedelta
from typing import Any

import pytest

from tests.integration.staff.made_up_ground import PASSWORD

THREAD = "/threads/7KQ2BC"


@pytest.fixture
def late(ana: Any, house: Any) -> Any:
    """Ana has the thread open, and does not touch it for five minutes."""
    house.add("7KQ2BC", "urgent", summary="I have the pills here", category="suicide_selfharm")
    ana.get(THREAD)
    house.clock.now += timedelta(minutes=5)
    return ana


def field_of(text: str, field: str) -> str:
    return re.search(rf'<textarea[^>]*id="{field}"[^>]*>([^<]*)<', text)[1]


def test_a_page_that_is_asked_for_leads_over_the_lock_and_back(late: Any) -> None:
    late.answer = late.client.get(THREAD, base_url="http://localhost", follow_redirects=True)
    assert "Ana Ruiz" in late.text
    assert "pills" not in late.text
    late.post("/locked", password=PASSWORD)
    assert late.answer.request.path == THREAD
    assert "pills" in late.text


def test_an_answer_that_comes_too_late_is_in_its_field_after_the_unlock_and_was_not_sent(
    late: Any, house: Any
) -> None:
    late.post(f"{THREAD}/reply", body="I am here now.", follow=True)
    assert late.answer.request.path == "/locked"
    assert "I am here now." not in late.text
    late.post("/locked", password=PASSWORD)
    assert field_of(late.text, "reply") == "I am here now."
    assert "is back in its field" in late.text
    assert house.acts == []
    late.post(f"{THREAD}/reply", body="I am here now.")
    assert house.acts[0][0] == "reply"
    assert "is back in its field" not in late.text
    assert house.drafts == {}


def test_on_the_screen_of_the_first_minutes_it_is_the_same(late: Any, house: Any) -> None:
    late.post(f"{THREAD}/now/reply", body="I am here now.")
    late.post("/locked", password=PASSWORD)
    assert late.answer.request.path == f"{THREAD}/now"
    assert field_of(late.text, "reply") == "I am here now."


def test_a_note_half_written_stays_when_the_answer_is_sent(late: Any, house: Any) -> None:
    late.post(f"{THREAD}/reply", body="I am here now.", note="half a note")
    late.post("/locked", password=PASSWORD)
    late.client.post(
        f"{THREAD}/reply",
        data={"body": "I am here now.", "csrf_token": late.hidden()["csrf_token"]},
        base_url="http://localhost",
        headers={"Sec-Fetch-Site": "same-origin"},
    )
    late.get(THREAD)
    assert field_of(late.text, "note") == "half a note"
    assert field_of(late.text, "reply") == ""


def test_htmx_is_led_to_the_lock_by_a_whole_page(late: Any) -> None:
    late.post(
        f"{THREAD}/reply",
        body="I am here now.",
        follow=False,
        headers={"Sec-Fetch-Site": "same-origin", "HX-Request": "true"},
    )
    assert late.answer.headers["HX-Redirect"].startswith("/locked?next=/threads/7KQ2BC")


def test_a_wrong_password_says_so_and_keeps_the_place(late: Any) -> None:
    late.get(THREAD)
    late.get(late.answer.headers["Location"]).post("/locked", password="no")
    assert late.status == 401
    assert "This is not your password." in late.text
    late.post("/locked", password=PASSWORD)
    assert late.answer.request.path == THREAD


def test_a_form_of_another_page_comes_back_to_be_copied(late: Any, house: Any) -> None:
    late.post("/guidance/life/en", steps="Call Dr. Vega", password="secret of mine")
    late.post("/locked", password=PASSWORD)
    assert late.answer.request.path == "/kept"
    assert "Call Dr. Vega" in late.text
    assert "secret of mine" not in late.text
    late.post("/kept/drop", place="/kept")
    assert house.drafts == {}


def test_a_form_that_is_not_of_this_session_is_not_kept(late: Any, house: Any) -> None:
    late.post(f"{THREAD}/reply", body="forged", csrf_token="x")
    assert late.status == 403
    assert house.drafts == {}


def test_locking_by_hand_keeps_the_words_and_leads_back(ana: Any, house: Any) -> None:
    house.add("7KQ2BC", "urgent")
    ana.get(THREAD).post("/lock", body="half a line", place=THREAD, next=THREAD)
    assert ana.answer.request.path == "/locked"
    assert ana.get("/inbox").status == 303
    ana.get("/locked?next=/threads/7KQ2BC").post("/locked", password=PASSWORD)
    assert field_of(ana.text, "reply") == "half a line"


def test_a_page_that_goes_out_of_sight_keeps_its_words_without_keeping_the_session_open(
    ana: Any, house: Any
) -> None:
    house.add("7KQ2BC", "urgent")
    ana.get(THREAD)
    token = ana.hidden()["csrf_token"]
    for _ in range(5):
        house.clock.now += timedelta(minutes=1)
        beacon = {"body": "half a line", "place": THREAD, "csrf_token": token}
        answer = ana.client.post("/draft", data=beacon, base_url="http://localhost")
    assert answer.status_code == 401
    assert list(house.drafts.values()) == [{"body": "half a line"}]


def test_a_sign_of_the_person_keeps_it_open(ana: Any, house: Any) -> None:
    token = ana.get("/inbox").hidden()["csrf_token"]
    for _ in range(6):
        house.clock.now += timedelta(minutes=4)
        answer = ana.client.post("/still-here", data={"csrf_token": token}, base_url="http://localhost")
        assert answer.status_code == 204
    assert ana.get("/inbox").status == 200


def test_whoever_is_not_that_person_signs_out_of_the_lock(late: Any) -> None:
    late.get("/inbox")
    late.get("/locked").post("/locked/leave")
    assert late.answer.request.path == "/sign-in"
    assert late.get("/locked").status == 303


def test_the_lock_of_a_session_that_was_unlocked_in_another_tab_leads_on(ana: Any, house: Any) -> None:
    house.add("7KQ2BC", "urgent")
    assert ana.get(f"/locked?next={THREAD}").answer.headers["Location"] == THREAD


def test_the_lock_leads_nowhere_else(late: Any) -> None:
    late.get("/inbox")
    late.get("/locked?next=//evil.example").post("/locked", password=PASSWORD)
    assert late.answer.request.path == "/inbox"
