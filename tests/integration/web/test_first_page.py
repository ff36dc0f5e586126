import gzip
from collections.abc import Callable
from dataclasses import replace
from importlib import resources

import pytest
from flask.testing import FlaskClient

from tests.integration.web import seen
from tests.integration.web.fake_doors import ELM, FACTS, OAK, STAFF, FakeDoors

STATIC = resources.files("reporting.web") / "static"
PATHS = ["/", "/return", "/?lang=es"]


def test_the_page_weighs_little_and_needs_three_requests(client: FlaskClient) -> None:
    page = client.get("/").data
    style, script = (STATIC / "site.css").read_bytes(), (STATIC / "site.js").read_bytes()
    assert len(style) <= 8192
    assert len(script) <= 12_288
    assert len(page) + len(style) + len(script) <= 60_000
    assert len(gzip.compress(page)) < 5500
    text = page.decode()
    assert text.count('rel="stylesheet"') == text.count("<script") == 1
    assert '<link rel="icon" href="data:,">' in text
    assert "<img" not in text


@pytest.mark.parametrize("path", PATHS)
def test_nothing_is_inline_and_nothing_comes_from_elsewhere(client: FlaskClient, path: str) -> None:
    page = client.get(path).text
    assert not [
        tag
        for name in ("script", "link")
        for tag in seen.tags(page, name)
        if "//" in tag.get("src", tag.get("href", ""))
    ]
    assert not seen.tags(page, "style")
    assert " style=" not in page
    assert not [
        tag
        for name in ("body", "form", "a", "button", "input")
        for tag in seen.tags(page, name)
        if any(k.startswith("on") for k in tag)
    ]


@pytest.mark.parametrize("path", [*PATHS, "/static/site.css", "/nothing", "/healthz"])
def test_no_answer_ever_sets_a_cookie_and_every_answer_is_guarded(client: FlaskClient, path: str) -> None:
    with client.get(path) as answer:
        answer.get_data()
    assert "Set-Cookie" not in answer.headers
    assert answer.headers["Cache-Control"] == "no-store"
    assert "require-trusted-types-for 'script'" in answer.headers["Content-Security-Policy"]


def test_the_numbers_come_before_everything_else(client: FlaskClient) -> None:
    page = client.get("/").text
    assert page.index("tel:911") < page.index("tel:988") < page.index("sms:741741") < page.index("<h1")


def test_one_field_must_be_filled(client: FlaskClient) -> None:
    page = client.get("/").text
    required = [
        tag["name"]
        for kind in ("input", "textarea", "select")
        for tag in seen.tags(page, kind)
        if "required" in tag
    ]
    assert required == ["body"]


def test_before_the_field_it_says_who_reads_what_is_watched_what_a_text_shows_and_when_adults_act(
    client: FlaskClient,
) -> None:
    before, _, _ = client.get("/").text.partition("<textarea")
    said = seen.text(before)
    for promise in (
        "A computer checks for danger first. Then a person reads it.",
        "It may be watched.",
        "The phone company and our text service can see your number",
        "the adults who read this must get help",
        "Leave out your name if you don't want us to know it.",
    ):
        assert promise in said


@pytest.mark.parametrize(
    ("path", "line"),
    [("/", "Sometimes one more person reads it"), ("/?lang=es", "A veces otra persona también lo lee")],
)
def test_where_a_lead_may_read_it_too_the_page_says_so_and_else_it_does_not(
    client: FlaskClient, doors: FakeDoors, path: str, line: str
) -> None:
    assert line not in seen.text(client.get(path).text)
    doors.facts = replace(FACTS, sampled=True)
    before, _, _ = client.get(path).text.partition("<textarea")
    assert line in seen.text(before)


def test_what_a_student_types_is_not_kept_or_checked_by_the_browser(client: FlaskClient) -> None:
    page = client.get("/").text
    for name in ("body", "about"):
        assert seen.field(page, name)["autocomplete"] == "off"
        assert seen.field(page, name)["spellcheck"] == "false"
    assert seen.field(client.get("/return").text, "receipt")["spellcheck"] == "false"


def test_every_field_has_a_label(client: FlaskClient) -> None:
    for path in PATHS:
        page = client.get(path).text
        labelled = {tag.get("for") for tag in seen.tags(page, "label")}
        for kind in ("textarea", "select", "input"):
            for tag in seen.tags(page, kind):
                if tag.get("type") not in {"hidden", "checkbox"}:
                    assert tag["id"] in labelled


def test_another_school_and_i_dont_know_are_choices(client: FlaskClient) -> None:
    values = [tag["value"] for tag in seen.tags(client.get("/").text, "option")]
    assert values == ["", OAK.value, ELM.value, "other", "unknown"]


def test_staff_can_be_kept_from_reading(client: FlaskClient) -> None:
    page = client.get("/").text
    assert [tag["value"] for tag in seen.tags(page, "input") if tag.get("name") == "not_staff"] == [
        one.value for one in STAFF
    ]


def test_each_form_has_its_own_number(client: FlaskClient) -> None:
    first, second = (seen.hidden(client.get("/").text)["submission"] for _ in range(2))
    assert len(bytes.fromhex(first)) == 16
    assert first != second


def test_a_spanish_browser_gets_spanish_and_the_address_decides(client: FlaskClient) -> None:
    spanish = {"Accept-Language": "es-MX,es;q=0.9"}
    assert '<html lang="es">' in client.get("/", headers=spanish).text
    assert '<html lang="en">' in client.get("/?lang=en", headers=spanish).text
    assert "¿Pasa algo? Cuéntanos." in client.get("/?lang=es").text
    assert '<html lang="en">' in client.get("/?lang=xx", headers={"Accept-Language": "fr"}).text


def test_a_chosen_language_stays_from_page_to_page(client: FlaskClient) -> None:
    page = client.get("/?lang=es").text
    assert 'action="/?lang=es"' in page
    assert 'href="/return?lang=es"' in page
    assert 'action="/"' in client.get("/").text


def test_when_nobody_reads_the_page_says_so_and_promises_no_time(
    client: FlaskClient, doors: FakeDoors
) -> None:
    doors.facts = replace(FACTS, monitored=False)
    said = seen.text(client.get("/").text)
    assert "No one is reading messages right now. You can leave one. In danger, call 911." in said
    assert "You get an answer" not in said


def test_where_nobody_could_open_it_nothing_is_asked_for(client: FlaskClient, doors: FakeDoors) -> None:
    doors.facts = replace(FACTS, accepting=False)
    answer = client.get("/")
    assert answer.status_code == 200
    assert "<textarea" not in answer.text
    assert answer.text.index("tel:911") < answer.text.index("We are not open yet.")


def test_the_answer_is_promised_in_the_districts_time(client: FlaskClient) -> None:
    assert "You get an answer by tomorrow, 10:00 AM." in seen.text(client.get("/").text)
    assert "Te respondemos mañana antes de las 10:00 AM." in seen.text(client.get("/?lang=es").text)


def test_a_store_that_does_not_answer_shows_the_numbers_and_no_error(
    make_app: Callable[..., object], client: FlaskClient, doors: FakeDoors
) -> None:
    doors.facts_fail = True
    answer = client.get("/")
    assert answer.status_code == 500
    assert "tel:988" in answer.text
    assert "Traceback" not in answer.text
    assert "Broken" not in answer.text


def test_a_hotline_that_is_not_open_yet_is_not_named(client: FlaskClient, doors: FakeDoors) -> None:
    doors.facts = replace(FACTS, texting_later=True)
    page = seen.text(client.get("/").text)
    assert "Texting is not open yet. This page is." in page
    assert "You can text us too" not in page
    spanish = seen.text(client.get("/?lang=es").text)
    assert "Los mensajes de texto aún no están abiertos." in spanish


def test_the_hotline_is_shown_where_there_is_one(client: FlaskClient, doors: FakeDoors) -> None:
    assert "You can text us too" not in client.get("/").text
    doors.facts = replace(FACTS, hotline="+1 555 010 0123")
    said = seen.text(client.get("/").text)
    assert "You can text us too: (555) 010\u20110123" in said
    assert "The phone company and our text service can see your number" in said
