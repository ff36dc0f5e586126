"""What a student's phone is answered, and in which words: two segments, both languages, nothing of theirs."""

import re
from datetime import UTC, datetime, timedelta
from itertools import product
from zoneinfo import ZoneInfo

import pytest
import smsutil

from reporting.cases.auto_answer import Heard, answers, is_silent_keyword
from reporting.cases.language import language_of
from reporting.cases.text_wording import NAMES, spoken_time, text

NOW = datetime(2026, 11, 24, 14, 30, tzinfo=UTC)
LINE = "Oakfield Line"
BANNED = re.compile(
    r"\b(anonymous|anónimo|anonimo|confidential|confidencial|safe|always|(?<!no )siempre|tips?|reports?|reporte|victims?"
    r"|v[ií]ctima|offender|suspect|snitch|committed|attention|secret)\b",
    re.IGNORECASE,
)


def heard(body: str = "hi", **more: object) -> Heard:
    values = {
        "first": False, "urgent": False, "media": False, "monitored": True, "answered": None, "now": NOW,
    } | more  # fmt: skip
    return Heard(body=body, **values)  # type: ignore[arg-type]  # the fields above


ANSWERED = {
    "a first text": (heard(first=True), ("received",)),
    "a first urgent one": (heard(first=True, urgent=True), ("received_urgent",)),
    "a later one": (heard(answered=NOW), ()),
    "a later urgent one": (heard(urgent=True, answered=NOW - timedelta(minutes=11)), ("numbers",)),
    "an urgent one a minute after an answer": (heard(urgent=True, answered=NOW - timedelta(minutes=1)), ()),
    "HELP": (heard("help "), ("help",)),
    "HELP a minute after an answer": (heard("HELP", answered=NOW - timedelta(minutes=1)), ("help",)),
    "a first HELP": (heard("HELP", first=True), ("received",)),
    "START": (heard("Start"), ("started",)),
    "STOP": (heard("STOP"), ()),
    "END, after which the carrier lets nothing through": (heard("END", first=True, urgent=True), ()),
    "STOP in a sentence": (heard("please make him stop", first=True), ("received",)),
    "a picture": (heard(first=True, media=True), ("received", "media")),
    "a later picture": (heard(media=True, answered=NOW), ("media",)),
    "when nobody watches": (heard(first=True, monitored=False), ("unmonitored",)),
    "when nobody watches, again": (heard(monitored=False, answered=NOW - timedelta(minutes=1)), ()),
    "HELP when nobody watches, again": (
        heard("HELP", monitored=False, answered=NOW - timedelta(minutes=1)),
        ("help",),
    ),
}


@pytest.mark.parametrize("what", ANSWERED)
def test_it_is_answered_so(what: str) -> None:
    given, named = ANSWERED[what]
    assert answers(given) == named


@pytest.mark.parametrize("body", ["STOP", " stop\n", "Cancel", "UNSUBSCRIBE", "BAJA"])
def test_what_only_stops_texts_is_kept_of_nobody(body: str) -> None:
    assert is_silent_keyword(body)


@pytest.mark.parametrize("body", ["END", "quit", "HELP", "ayuda", "info", "stop it", "please stop", ""])
def test_what_a_child_may_mean_is_kept(body: str) -> None:
    assert not is_silent_keyword(body)


@pytest.mark.parametrize(("name", "lang"), [*product(NAMES, ("en", "es"))])
def test_each_text_keeps_to_the_carriers_letters_and_two_segments(name: str, lang: str) -> None:
    longest = max(
        (spoken_time(NOW + timedelta(days=day), ZoneInfo("America/Chicago"), lang) for day in range(7)),
        key=len,
    )
    said = text(name, lang, line=LINE, time=longest)
    assert smsutil.is_valid_gsm(said)
    assert len(smsutil.split(said).parts) <= 2
    assert not BANNED.search(said)
    assert "{" not in said


@pytest.mark.parametrize("name", ["received", "received_urgent", "unmonitored", "help"])
@pytest.mark.parametrize("lang", ["en", "es"])
def test_what_stands_alone_names_all_three_numbers(name: str, lang: str) -> None:
    said = text(name, lang, line=LINE, time="Tuesday")
    assert all(number in said for number in ("911", "988", "741741"))


def test_no_text_has_a_place_for_what_was_written() -> None:
    for name, lang in product(NAMES, ("en", "es")):
        assert text(name, lang) == text(name, lang, line="", time="")


def test_another_language_is_answered_in_english() -> None:
    assert text("received", "fr", line=LINE) == text("received", "en", line=LINE)


def test_a_time_is_said_as_people_say_it() -> None:
    zone = ZoneInfo("America/Chicago")
    assert spoken_time(datetime(2026, 11, 25, 16, 0, tzinfo=UTC), zone, "en") == "Wednesday 10:00 am"
    assert spoken_time(datetime(2026, 11, 25, 21, 0, tzinfo=UTC), zone, "en") == "Wednesday 3:00 pm"
    assert spoken_time(datetime(2026, 11, 25, 18, 5, tzinfo=UTC), zone, "en") == "Wednesday 12:05 pm"
    assert spoken_time(datetime(2026, 11, 25, 16, 0, tzinfo=UTC), zone, "es") == "el miercoles a las 10:00"


LANGUAGES = {
    "hola, alguien me quita la comida": "es",
    "tengo miedo de ir a la escuela": "es",
    "¿hay alguien?": "es",
    "someone keeps stealing my lunch": "en",
    "i dont want to be here": "en",
    "I'm scared of him": "en",
    "ok": "es",
    "": "es",
    "no": "es",
    "🙂": "es",
}


@pytest.mark.parametrize("body", LANGUAGES)
def test_the_language_is_that_of_the_text_or_else_the_districts(body: str) -> None:
    assert language_of(body, "es") == LANGUAGES[body]


def test_where_it_does_not_tell_it_is_the_districts() -> None:
    assert language_of("ok", "en") == "en"
