"""Before a message goes, its writer is shown what could tell who they are. It is theirs to change, and danger never waits."""

import pytest
from flask.testing import FlaskClient

from reporting.web.traces import traces
from tests.integration.web import seen
from tests.integration.web.fake_doors import WORDS, FakeDoors

TELLS = "my name is Jordan and they keep taking my lunch"


@pytest.mark.parametrize(
    ("kind", "text", "said"),
    [
        ("name", "hi my name is Jordan, help", "my name is Jordan"),
        ("name", "Me llamo Itzel y tengo miedo", "Me llamo Itzel"),
        ("name", "my name\u2019s Jo", "my name\u2019s Jo"),
        ("phone", "text me at (212) 555-0142 ok", "(212) 555-0142"),
        ("phone", "212-555-0142", "212-555-0142"),
        ("phone", "+1 212 555 0142", "+1 212 555 0142"),
        ("e_mail", "write to jo.p@mail.example.org please", "jo.p@mail.example.org"),
        ("account", "my snap is jo_p99", "my snap is jo_p99"),
        ("school_number", "they broke My Locker 214", "My Locker 214"),
        ("school_number", "my student id is 00451", "my student id is 00451"),
        ("school_number", "mi casillero es 33", "mi casillero es 33"),
        ("home", "I live at 12 Oak Street. He comes here", "I live at 12 Oak Street"),
        ("home", "vivo en la calle Roble 12", "vivo en la calle Roble 12"),
        ("only_you", "I'm the only girl in the band", "I'm the only girl"),
        ("only_you", "nobody else knows about it", "nobody else knows"),
        ("only_you", "soy la única que lo vio", "soy la única"),
    ],
)
def test_what_shows_who_writes_is_found_with_its_words(kind: str, text: str, said: str) -> None:
    assert traces(text) == {kind: (said,)}


@pytest.mark.parametrize(
    "text",
    [
        "call 911 or 988 or text 741741",
        "my name is on a list of people to beat up",
        "his name is Marcus and he is in 9th grade",
        "there were 2125550142777 of them",
        "i live in fear of him",
        "someone took it from my locker at noon",
        "we are the only ones left, meet @ noon",
    ],
)
def test_what_is_about_others_or_only_looks_alike_is_left_alone(text: str) -> None:
    assert traces(text) == {}


def test_without_scripts_whoever_asks_is_shown_it_and_nothing_is_sent_meanwhile(
    client: FlaskClient, doors: FakeDoors
) -> None:
    form = {**seen.hidden(client.get("/").text), "body": TELLS}
    first = client.post("/", data={**form, "act": "look"})
    said = seen.text(first.text)
    assert not doors.tips
    assert "Not sent yet." in said
    assert "my name is Jordan" in said
    assert "We would know your name." in said
    lines = [tag for tag in seen.tags(first.text, "li") if "data-kind" in tag]
    assert [tag["data-kind"] for tag in lines if "hidden" not in tag] == ["name"]
    assert TELLS in first.text, "the words stay in the form"

    again = client.post("/", data={**seen.hidden(first.text), "body": TELLS})
    assert tuple(seen.receipt(again.text)) == WORDS
    assert [tip.body for tip in doors.tips] == [TELLS]


def test_where_nothing_shows_who_writes_that_is_said(client: FlaskClient, doors: FakeDoors) -> None:
    form = {**seen.hidden(client.get("/").text), "body": "they take my lunch", "act": "look"}
    assert "We found nothing that shows who you are." in seen.text(client.post("/", data=form).text)
    assert not doors.tips


def test_send_sends_whatever_it_shows(client: FlaskClient, doors: FakeDoors) -> None:
    """A child who closes the page must not believe that it was sent when it was held back."""
    form = {**seen.hidden(client.get("/").text), "body": TELLS}
    assert tuple(seen.receipt(client.post("/", data=form).text)) == WORDS
    assert len(doors.tips) == 1


def test_who_gets_to_know_is_a_list_a_child_understands(client: FlaskClient) -> None:
    page = client.get("/").text
    assert "Who reads it, and who else gets to know?" in page
    assert "A judge orders it" in page
    assert "¿Quién lo lee y quién más se entera?" in client.get("/?lang=es").text
