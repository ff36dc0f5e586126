"""Files come after the words: one at a time, on the page that shows the words, and never at their cost."""

from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient

from reporting.guard.guarded_app import GuardedFlask
from tests.integration.web import seen
from tests.integration.web.fake_doors import WORDS, FakeDoors

NO_NUDES = {
    "en": "Don't send or share nude pictures, not even as proof: tell us in words.",
    "es": "No mandes ni compartas fotos sin ropa, ni como prueba: cuéntalo con palabras.",
}


@pytest.fixture
def page(client: FlaskClient) -> str:
    return client.post("/", data={**seen.hidden(client.get("/").text), "body": "hi"}).text


def upload(client: FlaskClient, page: str, data: bytes = b"a photo", **fields: Any) -> Any:
    return client.post("/return/file", **seen.multipart({**seen.hidden(page), **fields}, data))


@pytest.mark.parametrize("lang", ["en", "es"])
def test_each_page_that_takes_files_says_what_not_to_send(client: FlaskClient, lang: str, page: str) -> None:
    first = client.post(f"/?lang={lang}", data={**seen.hidden(client.get("/").text), "body": "hi"}).text
    kept = client.post(f"/receipt?lang={lang}", data={**seen.hidden(first), "act": "skip"}).text
    thread = client.post(f"/return?lang={lang}", data={"receipt": " ".join(WORDS)}).text
    for each in (first, kept, thread):
        assert NO_NUDES[lang] in seen.text(each)
        assert 'type="file"' in each


def test_the_first_page_has_no_field_for_files(client: FlaskClient) -> None:
    assert 'type="file"' not in client.get("/").text


def test_a_photo_arrives_and_the_words_are_still_there(
    client: FlaskClient, doors: FakeDoors, page: str
) -> None:
    answer = upload(client, page)
    assert answer.status_code == 200
    assert doors.files == [b"a photo"]
    assert tuple(seen.receipt(answer.text)) == WORDS
    assert "We have your file." in seen.text(answer.text)
    assert "canary_name" not in answer.text


def test_a_second_photo_has_a_number_of_its_own_and_a_repeat_has_not(
    client: FlaskClient, doors: FakeDoors, page: str
) -> None:
    again = upload(client, page).text
    upload(client, page)
    assert len(doors.files) == 1
    upload(client, again, b"another")
    assert doors.files == [b"a photo", b"another"]


def test_a_file_is_added_on_the_thread_and_after_the_words(
    client: FlaskClient, doors: FakeDoors, page: str
) -> None:
    thread = client.post("/return", data={"receipt": " ".join(WORDS)}).text
    answer = upload(client, thread)
    assert "We have your file." in seen.text(answer.text)
    assert "You sent a photo." in seen.text(answer.text)
    kept = client.post("/receipt", data={**seen.hidden(page), "act": "skip"}).text
    assert upload(client, kept, b"two").status_code == 200
    assert doors.files == [b"a photo", b"two"]


@pytest.mark.parametrize(
    ("code", "status"),
    [("too_large", 413), ("unknown_type", 415), ("unreadable", 400), ("locked", 400), ("busy", 503)],
)
def test_a_file_that_is_not_taken_costs_no_word_and_keeps_its_number(
    client: FlaskClient, doors: FakeDoors, page: str, code: str, status: int
) -> None:
    doors.file_refused = code
    answer = upload(client, page)
    assert answer.status_code == status
    assert tuple(seen.receipt(answer.text)) == WORDS
    assert 'role="alert"' in answer.text
    assert seen.hidden(answer.text)["number"] == seen.hidden(page)["number"]


def test_whatever_breaks_the_words_come_back(client: FlaskClient, doors: FakeDoors, page: str) -> None:
    doors.breaks = True
    answer = upload(client, page)
    assert answer.status_code == 503
    assert tuple(seen.receipt(answer.text)) == WORDS
    assert "We have your message. Try again in a minute." in seen.text(answer.text)


def test_a_page_that_stood_too_long_uses_the_words_that_it_shows(
    client: FlaskClient, doors: FakeDoors, page: str
) -> None:
    doors.expired = True
    assert upload(client, page).status_code == 200
    assert doors.opened == [" ".join(WORDS)]
    assert doors.files == [b"a photo"]


def test_a_thread_that_stood_too_long_asks_for_the_words(client: FlaskClient, doors: FakeDoors) -> None:
    thread = client.post("/return", data={"receipt": " ".join(WORDS)}).text
    doors.expired = True
    answer = upload(client, thread)
    assert answer.status_code == 409
    assert "Type your six words, then add it again." in seen.text(answer.text)
    assert not doors.files


def test_over_the_allowance_no_file_is_taken_and_words_are(
    make_app: Callable[..., GuardedFlask], doors: FakeDoors
) -> None:
    client = make_app(files_per_hour=1).test_client()
    page = client.post("/", data={**seen.hidden(client.get("/").text), "body": "hi"}).text
    page = upload(client, page).text
    answer = upload(client, page, b"two")
    assert answer.status_code == 429
    assert tuple(seen.receipt(answer.text)) == WORDS
    assert doors.files == [b"a photo"]
    assert client.post("/", data={**seen.hidden(client.get("/").text), "body": "hi"}).status_code == 200


def test_twenty_five_megabytes_fit_and_more_do_not(client: FlaskClient, doors: FakeDoors, page: str) -> None:
    # Line ends all over: what could be a boundary is kept back while it is read.
    full = (b"\r\n--" + bytes(60) + b"\r") * ((25 << 20) // 65)
    assert upload(client, page, full).status_code == 200
    assert doors.files == [full]
    page = client.post("/", data={**seen.hidden(client.get("/").text), "body": "hi"}).text
    answer = upload(client, page, bytes(27 << 20))
    assert answer.status_code == 413
    assert "This file is over 25 MB." in seen.text(answer.text)
    assert len(doors.files) == 1


@pytest.mark.parametrize("path", ["/receipt", "/return"])
def test_every_other_route_refuses_a_large_body(client: FlaskClient, page: str, path: str) -> None:
    assert client.post(path, **seen.multipart(seen.hidden(page), bytes(1 << 20))).status_code == 413
