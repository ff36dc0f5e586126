"""A student finds help without writing: numbers first, by need, age, language, cost and school, and nothing is kept."""

from dataclasses import replace

import pytest
from flask.testing import FlaskClient

from reporting.model.help.words import Status
from tests.integration.web import seen
from tests.integration.web.fake_doors import ELM, OAK, FakeDoors
from tests.integration.web.made_up_help import made_up_help


@pytest.fixture(autouse=True)
def _directory(doors: FakeDoors) -> None:
    doors.directory = made_up_help()


def names(page: str) -> list[str]:
    return [tag for tag in ("Counseling", "Groups", "Someone to talk to") if f"<h3>{tag}</h3>" in page]


def look(client: FlaskClient, **choices: str) -> list[str]:
    return names(client.post("/help", data=choices).text)


def test_help_is_found_from_the_first_page_without_writing(client: FlaskClient) -> None:
    assert 'href="/help"' in client.get("/").text
    assert names(client.get("/help").text) == ["Counseling", "Groups", "Someone to talk to"]


def test_numbers_to_call_come_before_everything_else(client: FlaskClient) -> None:
    page = client.get("/help").text
    assert page.index("tel:911") < page.index("tel:988") < page.index("<h1")


@pytest.mark.parametrize(
    ("choices", "found"),
    [
        ({"need": "grief"}, ["Counseling", "Groups"]),
        ({"need": "grief", "age": "16"}, ["Counseling"]),
        ({"age": "0"}, ["Groups", "Someone to talk to"]),
        ({"language": "vi"}, ["Groups"]),
        ({"cost": "free"}, ["Someone to talk to"]),
        ({"cost": "little"}, ["Counseling", "Someone to talk to"]),
        ({"cost": "medicaid"}, ["Counseling", "Someone to talk to"]),
        ({"school": OAK.value}, ["Counseling", "Someone to talk to"]),  # the center is 14 miles away
        (
            {"school": ELM.value},
            ["Counseling", "Groups", "Someone to talk to"],
        ),  # nobody knows where that lies
        ({"need": "legal"}, []),
        ({"need": "everything", "age": "x", "school": "zz"}, ["Counseling", "Groups", "Someone to talk to"]),
    ],
)
def test_each_choice_leaves_out_what_does_not_fit(
    client: FlaskClient, choices: dict[str, str], found: list[str]
) -> None:
    assert look(client, **choices) == found


def test_who_is_in_the_school_comes_after_those_at_any_hour_and_says_when(client: FlaskClient) -> None:
    page = client.post("/help", data={"school": OAK.value}).text
    assert page.index("Someone to talk to") < page.index("<h3>Counseling")
    text = seen.text(page)
    assert "In your school." in text
    assert "Tue, Thu 09:00" in text


def test_what_is_looked_for_stands_in_no_address_and_is_not_asked_to_be_kept(client: FlaskClient) -> None:
    page = client.get("/help")
    assert '<form class="column" method="post" action="/help#found"' in page.text
    answer = client.post("/help", data={"need": "self_harm"})
    assert answer.status_code == 200  # no redirect, which would need an address for it
    assert "self_harm" not in answer.headers.get("Location", "")
    assert "Set-Cookie" not in answer.headers
    assert answer.headers["Cache-Control"] == "no-store"


def test_in_spanish_an_entry_speaks_spanish_where_somebody_wrote_it(client: FlaskClient) -> None:
    page = client.post("/help?lang=es", data={"need": "grief"}).text
    assert "<h3>Terapia</h3>" in page
    assert "Habla con alguien." in page
    assert "<h3>Groups</h3>" in page
    assert "vietnamita" in page


def test_a_reader_sees_how_old_an_entry_is(client: FlaskClient, doors: FakeDoors) -> None:
    assert "Checked 12 days ago." in client.post("/help", data={"age": "16", "need": "grief"}).text
    doors.directory = made_up_help(clinic_confirmed=200)
    assert "Checked long ago (200 days). Call first." in client.get("/help").text
    assert "Nobody has checked this yet." in client.get("/help").text


def test_only_web_addresses_become_links(client: FlaskClient) -> None:
    page = client.get("/help").text
    assert "https://oak.example" in page
    assert "javascript:" not in page


def test_what_ended_is_not_listed(client: FlaskClient, doors: FakeDoors) -> None:
    clinic, *others = doors.directory.organizations
    ended = replace(clinic, services=(replace(clinic.services[0], status=Status.DEFUNCT),))
    doors.directory = replace(doors.directory, organizations=(ended, *others))
    assert "Counseling" not in names(client.get("/help").text)


def test_a_long_list_comes_in_pieces_that_keep_the_choices(client: FlaskClient, doors: FakeDoors) -> None:
    clinic = doors.directory.organizations[0]
    many = tuple(replace(clinic.services[0], name=f"Service {n:02}") for n in range(23))
    doors.directory = replace(doors.directory, organizations=(replace(clinic, services=many),))
    first = client.post("/help", data={"need": "grief"}).text
    assert first.count("<article") == 10
    assert len(first.encode()) < 40_000
    form = seen.hidden(first)
    assert form["need"] == "grief"
    last = client.post("/help", data={**form, "from": "20"}).text
    assert last.count("<article") == 3
    assert "Show more" not in last
