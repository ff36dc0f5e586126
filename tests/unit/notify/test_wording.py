"""What staff read: short, neutral, in their language, in an alphabet that needs no second text."""

import re
import string

import pytest
import smsutil

from notify import voice, wording
from notify.keywords import Keyword, keyword
from notify.splitting import segments
from notify.wording import _TEXTS

PARTS = {
    "reference": "7KQ2XX",
    "references": "7KQ2XX",
    "code": "4821",
    "link": "https://q.example/threads/7KQ2XX",
    "time": "02:15",
    "name": "Ana",
    "count": "3",
    "more": "2",
    "button": "https://q.example/ack/0123456789012345678901234567890123456789",
}
# What is said, and what is mailed, needs no alphabet of short messages.
LONG = ("spoken", "mail", "notification")


@pytest.mark.parametrize("lang", ["en", "es"])
@pytest.mark.parametrize("text", sorted(_TEXTS))
def test_each_text_exists_in_both_languages_with_the_same_blanks_and_fits_two_plain_segments(
    text: str, lang: str
) -> None:
    blanks = {
        each: {part[1] for part in string.Formatter().parse(_TEXTS[text][each])} for each in ("en", "es")
    }
    assert blanks["en"] == blanks["es"]
    said = wording.say(text, lang, **PARTS)
    if not text.startswith(LONG):
        assert smsutil.is_valid_gsm(said)
        assert segments(said) <= 2
    assert not re.search(r"\b(tip|report|victim|anonymous|confidential|safe|always)\b", said, re.IGNORECASE)


def test_the_page_is_worded_as_designed() -> None:
    link = {**PARTS, "link": "{link}"}
    assert wording.say("page", "en", **link) == (
        "Quietline: urgent page 7KQ2XX. Reply ACK 4821 or open {link}. If not, we go on calling at 02:15."
    )
    assert wording.say("page", "es", **link) == (
        "Quietline: aviso urgente 7KQ2XX. Responde ACK 4821 o abre {link}. "
        "Si no, seguimos llamando a las 02:15."
    )


def test_another_language_gets_english() -> None:
    assert wording.say("nothing_open", "fr").startswith("Quietline: no page")


@pytest.mark.parametrize(("characters", "count"), [(160, 1), (161, 2), (306, 2), (307, 3)])
def test_segments_are_counted_as_carriers_do(characters: int, count: int) -> None:
    assert segments("x" * characters) == count
    assert segments("ñ" * characters) == count
    assert segments("á" * 71) == 2


def test_many_references_are_cut_short() -> None:
    assert wording.listed(["A"] * 3) == "A, A, A"
    assert wording.listed(["A"] * 10).endswith("A +2")


@pytest.mark.parametrize(
    ("body", "meaning"),
    [
        ("STOP", Keyword.STOP),
        (" stop \n", Keyword.STOP),
        ("quit", Keyword.STOP),
        ("END", Keyword.STOP),
        ("Baja", Keyword.STOP),
        ("start", Keyword.START),
        ("unstop", Keyword.START),
        ("Help", Keyword.HELP),
        ("ayuda", Keyword.HELP),
        ("please stop", None),
        ("STOP!", None),
        ("help me", None),
        ("", None),
    ],
)
def test_a_keyword_is_one_exact_word(body: str, meaning: Keyword | None) -> None:
    assert keyword(body) is meaning


def test_a_call_asks_for_one_digit_and_hears_silence_too() -> None:
    asked = voice.prompt("es", "https://q.example/voice/key?ref=a&x=1")
    assert 'numDigits="1"' in asked
    assert 'actionOnEmptyResult="true"' in asked
    assert 'action="https://q.example/voice/key?ref=a&amp;x=1"' in asked
    assert 'language="es-MX" loop="2"' in asked
    assert "suyo" in voice.goodbye("es", voice.Said.YOURS)
    assert "You have not taken the page" in voice.goodbye("en", voice.Said.NOTHING)
    assert "4, 8, 2, 1" in voice.digits("en", "4821")
