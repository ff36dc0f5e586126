"""What staff read: short, neutral, in their language, in an alphabet that needs no second text."""

import re
import string

import pytest
import smsutil

from notify import voice, wording
from notify.keywords import Keyword, keyword
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
}


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
    assert smsutil.is_valid_gsm(said)
    assert wording.segments(said) <= 2
    assert not re.search(r"\b(tip|report|victim|anonymous|confidential|safe|always)\b", said, re.IGNORECASE)


def test_the_page_is_worded_as_designed() -> None:
    link = {**PARTS, "link": "{link}"}
    assert wording.say("page", "en", **link) == (
        "Quietline: urgent page 7KQ2XX. Reply ACK 4821 or open {link}. If not, the next person is called at 02:15."
    )
    assert wording.say("page", "es", **link) == (
        "Quietline: aviso urgente 7KQ2XX. Responde ACK 4821 o abre {link}. "
        "Si no, llamamos a otra persona a las 02:15."
    )


def test_another_language_gets_english() -> None:
    assert wording.say("nothing_open", "fr").startswith("Quietline: no page")


def test_a_long_text_is_cut_at_spaces_into_numbered_parts_that_lose_nothing() -> None:
    words = [f"word{number}" for number in range(900)]
    cut = wording.parts(" ".join(words))
    assert len(cut) > 2
    assert all(len(part) <= 1600 for part in cut)
    assert [part.partition(" ")[0] for part in cut] == [f"({n}/{len(cut)})" for n in range(1, len(cut) + 1)]
    assert " ".join(part.partition(" ")[2] for part in cut).split() == words
    unbroken = wording.parts("x" * 4000)
    assert "".join(part.partition(" ")[2] for part in unbroken) == "x" * 4000
    assert wording.parts("x" * 1600) == ("x" * 1600,)


@pytest.mark.parametrize(("characters", "count"), [(160, 1), (161, 2), (306, 2), (307, 3)])
def test_segments_are_counted_as_carriers_do(characters: int, count: int) -> None:
    assert wording.segments("x" * characters) == count
    assert wording.segments("ñ" * characters) == count
    assert wording.segments("á" * 71) == 2


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
    assert "suyo" in voice.goodbye("es", taken=True)
    assert "No page is open" in voice.goodbye("en", taken=False)
