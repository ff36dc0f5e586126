"""Questions come after the message is stored: one at a time, each can be skipped, and the answers go together."""

import pytest
from flask.testing import FlaskClient

from tests.integration.web import seen
from tests.integration.web.fake_doors import FakeDoors


@pytest.fixture
def kept(client: FlaskClient) -> str:
    first = client.post("/", data={"body": "hi", "submission": "ab" * 16}).text
    return client.post("/receipt", data={**seen.hidden(first), "act": "skip"}).text


def press(client: FlaskClient, page: str, act: str, answer: str = "", lang: str = "en") -> str:
    fields = {**seen.hidden(page), "act": act, "answer": answer}
    return client.post(f"/questions?lang={lang}", data=fields).text


def test_they_are_offered_once_the_message_is_with_us_and_asked_one_at_a_time(
    client: FlaskClient, doors: FakeDoors, kept: str
) -> None:
    assert "Your message is with us." in seen.text(kept)
    page = client.post("/questions", data=seen.hidden(kept)).text
    assert "Question 1 of 3." in seen.text(page)
    assert "en other what?" in seen.text(page)
    assert "when?" not in page
    page = press(client, page, "next", "he took it")
    assert "en other when?" in seen.text(page)
    page = press(client, page, "skip", "not this")
    page = press(client, page, "next", "in the <gym>\n\nby the door")
    assert "We have your answers." in seen.text(page)
    assert doors.answered == [
        [
            ("en other what?", "he took it"),
            ("en other when?", ""),
            ("en other where?", "in the <gym>\n\nby the door"),
        ]
    ]
    assert len(doors.tips) == 1


def test_whoever_stops_sends_what_is_answered_and_whoever_skips_all_sends_nothing(
    client: FlaskClient, doors: FakeDoors, kept: str
) -> None:
    page = client.post("/questions", data=seen.hidden(kept)).text
    assert "We have your answers." in seen.text(press(client, page, "stop", "he took it"))
    assert doors.answered == [[("en other what?", "he took it")]]
    page = client.post("/questions", data=seen.hidden(kept)).text
    for _ in range(3):
        page = press(client, page, "skip")
    assert "We have your message." in seen.text(page)
    assert len(doors.answered) == 1


def test_answers_that_could_not_be_kept_stay_in_the_page_and_are_sent_once(
    client: FlaskClient, doors: FakeDoors, kept: str
) -> None:
    page = client.post("/questions", data=seen.hidden(kept)).text
    doors.store_is_full = True
    page = press(client, page, "stop", "he took it")
    assert "That did not work." in seen.text(page)
    doors.store_is_full = False
    for _ in range(2):
        client.post("/questions", data={**seen.hidden(page), "act": "stop"})
    assert doors.answered == [[("en other what?", "he took it")]]


@pytest.mark.parametrize("fields", [{}, {"at": "99"}, {"at": "x"}, {"topic": "?" * 900, "token": "token"}])
def test_a_form_that_is_not_ours_does_no_harm(client: FlaskClient, fields: dict[str, str]) -> None:
    assert client.post("/questions", data=fields).status_code in {200, 409}


def test_a_page_that_stood_too_long_keeps_the_answers_and_asks_for_the_words(
    client: FlaskClient, doors: FakeDoors, kept: str
) -> None:
    page = client.post("/questions", data=seen.hidden(kept)).text
    doors.expired = True
    page = press(client, press(client, page, "next", "he took it"), "stop", "at noon")
    assert "Type your six words once more" in seen.text(page)
    assert seen.area(page) == "he took it\n\nat noon"
