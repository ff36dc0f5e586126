"""Sheets of help: found without writing, in both languages, without a topic in the address; and one tap from an answer."""

import re

import pytest
from flask.testing import FlaskClient

from reporting.model.help.sheets import SHEETS
from tests.integration.web import seen
from tests.integration.web.fake_doors import WORDS, FakeDoors, message
from tests.integration.web.made_up_help import made_up_help


@pytest.fixture(autouse=True)
def _directory(doors: FakeDoors) -> None:
    doors.directory = made_up_help()


def test_each_sheet_is_linked_from_help_by_a_number_that_says_no_topic(client: FlaskClient) -> None:
    links = re.findall(r'href="(/help/pack/[^"]+)"', client.get("/help").text)
    assert links == [f"/help/pack/{one.number}" for one in SHEETS]
    for link in links:
        answer = client.get(link)
        assert answer.status_code == 200
        assert "Set-Cookie" not in answer.headers
        assert answer.headers["Cache-Control"] == "no-store"
        assert re.search(r"<form|<input", answer.text) is None  # nothing to fill in, so nothing to keep
    assert client.get("/help/pack/99").status_code == 404


@pytest.mark.parametrize("number", [one.number for one in SHEETS])
def test_a_sheet_speaks_spanish_to_whoever_asks(client: FlaskClient, number: int) -> None:
    english, spanish = (seen.text(client.get(f"/help/pack/{number}?lang={one}").text) for one in ("en", "es"))
    assert "What can help" in english
    assert "Qué puede ayudar" in spanish
    shared = set(english.splitlines()) & set(spanish.splitlines())
    assert not [line for line in shared if len(line) > 40]


def test_a_sheet_names_who_helps_with_it_and_how_old_that_is(client: FlaskClient) -> None:
    page = client.get("/help/pack/2").text
    assert "<h3>Counseling</h3>" in page
    assert "Checked 12 days ago." in page
    assert "Someone to talk to" not in page
    assert "Nobody stands here for this yet." in client.get("/help/pack/3").text


def test_who_speaks_the_pages_language_comes_first(client: FlaskClient) -> None:
    page = client.get("/help/pack/2?lang=es").text
    assert page.index("<h3>Terapia</h3>") < page.index("<h3>Groups</h3>")


def test_paper_carries_the_sheet_and_not_the_lines_name(client: FlaskClient) -> None:
    page = client.get("/help/pack/2").text
    paper = page[page.index('<div class="paper card">') : page.index('<div class="actions">')]
    assert "Oak Clinic" in paper
    assert "call 911" in paper
    assert "Write to us" not in paper


def test_an_answer_that_holds_an_address_has_a_button_for_it_and_for_nothing_else(
    client: FlaskClient, doors: FakeDoors
) -> None:
    doors.thread += [
        message(
            "See https://line.example/help/pack/2?lang=en and https://evil.example/x and /help/pack/99",
            "staff",
        )
    ]
    page = client.post("/return", data={"receipt": " ".join(WORDS)}).text
    assert re.findall(r'<a class="button second" href="([^"]+)" target', page) == ["/help/pack/2"]
    assert "When someone died</a>" in page
    assert 'href="https://evil' not in page
