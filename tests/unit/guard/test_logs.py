import logging
from collections.abc import Iterator
from io import StringIO

import pytest
from flask.testing import FlaskClient

from reporting.guard.error_pages import install_error_pages
from reporting.guard.guarded_app import GuardedFlask
from reporting.guard.logs import SILENCED, install_logs, redacted

CANARY = "zebra-canary-7741"


@pytest.fixture
def written() -> Iterator[StringIO]:
    root = logging.getLogger()
    kept, level = root.handlers[:], root.level
    stream = StringIO()
    install_logs(logging.DEBUG, stream)
    yield stream
    root.handlers[:] = kept
    root.setLevel(level)


@pytest.mark.parametrize(
    ("line", "secret"),
    [
        (f"GET /return?words={CANARY} HTTP/1.1", CANARY),
        ("from 203.0.113.77", "203.0.113.77"),
        ("from 2001:db8:1:2::5", "2001:db8"),
        ("to +15005550123", "5550123"),
        ("to (500) 555-0123", "0123"),
        ("mail to ana.reyes@example.org now", "ana.reyes"),
    ],
)
def test_a_line_loses_what_names_a_person(line: str, secret: str) -> None:
    assert secret not in redacted(line)


def test_a_line_keeps_what_names_the_fault() -> None:
    line = "opened 3 of 12 slots on port 8080 at 10:42"
    assert redacted(line) == line


def test_talkative_libraries_are_silent(written: StringIO) -> None:
    for name in (*SILENCED, "waitress.queue"):
        logging.getLogger(name).critical("key %s", CANARY)
    assert written.getvalue() == ""


def test_what_is_logged_goes_through_that(written: StringIO) -> None:
    logging.getLogger("reporting").warning("%s asked for /return?x=%s", "203.0.113.77", CANARY)
    assert "asked for /return" in written.getvalue()
    assert "203.0.113" not in written.getvalue()
    assert CANARY not in written.getvalue()


def test_an_exception_is_logged_by_type_and_place_never_by_what_it_says(written: StringIO) -> None:
    def break_(text: str) -> None:
        try:
            {}[text]
        except KeyError as cause:
            raise ValueError(f"could not take {text}") from cause

    try:
        break_(CANARY)
    except ValueError:
        logging.getLogger("reporting").exception("broken")
    log = written.getvalue()
    assert CANARY not in log
    assert "builtins.ValueError" in log
    assert "builtins.KeyError" in log
    assert "test_logs.py" in log


def broken_client() -> FlaskClient:
    app = GuardedFlask("small", static_folder=None)
    install_error_pages(app, lambda status: f"page {status}")

    @app.route("/broken", methods=["GET", "POST"])
    def broken() -> str:
        raise RuntimeError(CANARY)

    return app.test_client()


def test_an_unexpected_error_shows_a_page_and_logs_no_word_of_the_request(written: StringIO) -> None:
    answer = broken_client().post(f"/broken?x={CANARY}", data={"body": CANARY})
    assert (answer.status_code, answer.text) == (500, "page 500")
    log = written.getvalue()
    assert "unexpected error in broken" in log
    assert "RuntimeError" in log
    assert CANARY not in log


def test_refusals_have_pages_too() -> None:
    client = broken_client()
    assert client.get("/nothing").text == "page 404"
    assert client.delete("/broken").text == "page 405"
