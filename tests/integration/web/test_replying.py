from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from reporting.guard.guarded_app import GuardedFlask
from tests.integration.web import seen
from tests.integration.web.conftest import SteppingClock
from tests.integration.web.fake_doors import WORDS, FakeDoors, message

RIGHT = " ".join(WORDS)
BODY = "it happened again"


@pytest.fixture
def doors() -> FakeDoors:
    return FakeDoors(thread=[message("first", "reporter")])


@pytest.fixture
def form(client: FlaskClient) -> dict[str, str]:
    page = client.post("/return", data={"receipt": RIGHT}).text
    return {**seen.hidden(page), "body": BODY}


def test_a_reply_is_sent_and_the_thread_comes_back(
    client: FlaskClient, doors: FakeDoors, form: dict[str, str]
) -> None:
    answer = client.post("/return/reply", data=form)
    assert answer.status_code == 200
    assert "We have your message." in seen.text(answer.text)
    assert doors.replies == [BODY]
    assert seen.area(answer.text) == ""


def test_a_double_tap_sends_once(client: FlaskClient, doors: FakeDoors, form: dict[str, str]) -> None:
    assert [client.post("/return/reply", data=form).status_code for _ in range(2)] == [200, 200]
    assert doors.replies == [BODY]


def test_an_expired_page_keeps_the_text_and_asks_for_the_words(
    client: FlaskClient, doors: FakeDoors, form: dict[str, str]
) -> None:
    doors.expired = True
    answer = client.post("/return/reply", data=form)
    assert answer.status_code == 409
    assert seen.area(answer.text) == BODY
    assert seen.field(answer.text, "receipt")["required"] == ""
    assert "Type your six words once more, then press Send." in seen.text(answer.text)
    assert not doors.replies


def test_one_press_then_opens_and_sends(client: FlaskClient, doors: FakeDoors, form: dict[str, str]) -> None:
    doors.expired = True
    again = seen.hidden(client.post("/return/reply", data=form).text)
    assert again["submission"] == form["submission"]
    for _ in range(2):
        answer = client.post("/return/reply", data={**again, "body": BODY, "receipt": RIGHT.upper()})
        assert answer.status_code == 200
    assert doors.replies == [BODY]


@pytest.mark.parametrize("token", ["", "forged", "é", "x" * 3000])
def test_a_token_that_is_none_asks_for_the_words(
    client: FlaskClient, form: dict[str, str], token: str
) -> None:
    assert client.post("/return/reply", data={**form, "token": token}).status_code == 409


@pytest.mark.parametrize("words", ["apple apple apple apple apple apple", "nonsense"])
def test_wrong_words_keep_the_text_as_well(
    client: FlaskClient, doors: FakeDoors, form: dict[str, str], words: str
) -> None:
    answer = client.post("/return/reply", data={**form, "receipt": words})
    assert answer.status_code == 404
    assert seen.area(answer.text) == BODY
    assert seen.field(answer.text, "receipt")["value"] == words
    assert not doors.replies


def test_a_full_store_keeps_the_text_and_the_way_back(
    client: FlaskClient, doors: FakeDoors, form: dict[str, str]
) -> None:
    doors.store_is_full = True
    answer = client.post("/return/reply", data=form)
    assert answer.status_code == 503
    assert seen.area(answer.text) == BODY
    doors.store_is_full = False
    assert client.post("/return/reply", data={**seen.hidden(answer.text), "body": BODY}).status_code == 200


def test_an_unforeseen_fault_keeps_the_text(
    client: FlaskClient, doors: FakeDoors, form: dict[str, str]
) -> None:
    doors.breaks = doors.facts_fail = True
    answer = client.post("/return/reply", data=form)
    assert answer.status_code == 503
    assert seen.area(answer.text) == BODY


def test_too_long_keeps_the_text(client: FlaskClient, doors: FakeDoors, form: dict[str, str]) -> None:
    long = "😢" * 40_000
    answer = client.post("/return/reply", data={**form, "body": long})
    assert answer.status_code == 413
    assert seen.area(answer.text) == long
    assert seen.hidden(answer.text)["token"] == form["token"]


def test_nothing_written_is_said(client: FlaskClient, doors: FakeDoors, form: dict[str, str]) -> None:
    answer = client.post("/return/reply", data={**form, "body": ""})
    assert answer.status_code == 400
    assert "Write something first." in seen.text(answer.text)


def test_damaged_text_is_shown_before_it_is_sent(
    client: FlaskClient, doors: FakeDoors, form: dict[str, str]
) -> None:
    answer = client.post("/return/reply", data={**form, "body": "a\0b"})
    assert answer.status_code == 400
    assert seen.area(answer.text) == "ab"
    assert not doors.replies


def test_over_the_limit_the_text_waits_too(
    make_app: Callable[..., GuardedFlask], doors: FakeDoors, clock: SteppingClock
) -> None:
    client = make_app(returns_per_hour=1).test_client()
    client.post("/return", data={"receipt": RIGHT})
    page = client.post("/return/reply", data={"receipt": RIGHT, "body": BODY, "submission": "ab" * 16})
    assert page.status_code == 429
    clock.pass_by(5)
    assert client.post("/return/reply", data=seen.hidden(page.text)).status_code == 200
    assert doors.replies == [BODY]
