"""What a student's phone is sent never says more than holds, and stays short enough in Spanish."""

import re

import pytest

from reporting.cases.text_wording import NAMES, text
from reporting.referrals.text_asking import FIELDS_BY_TEXT
from reporting.referrals.text_words import NAMES as ASKED
from reporting.referrals.text_words import asked_text, given_words

NOT_SAID = {
    "en": "anonymous confidential safe safely always tip tips report reports victim victims offender suspect",
    "es": "anonimo anonima confidencial seguro segura siempre denuncia denuncias victima victimas",
}
# Outside of GSM-7: one of them makes two parts of a text five.
LONG_LETTERS = set("áíóúÁÍÓÚ")


@pytest.mark.parametrize("lang", NOT_SAID)
@pytest.mark.parametrize("name", NAMES)
def test_no_text_says_a_word_that_is_too_big_to_be_true(name: str, lang: str) -> None:
    said = text(name, lang, line="Maple Line", time="Tuesday 10:00 am").lower()
    # "Not always" is a warning: texts to 911 do not arrive everywhere.
    said = said.replace("no siempre", "")
    assert not set(re.findall(r"\w+", said)) & set(NOT_SAID[lang].split())


SAMPLE = {
    "n": 31,
    "back": 47,
    "party": "Harbor House",
    "purpose": "A first talk",
    "days": 30,
    "age": 14,
    "given": "x",
}


@pytest.mark.parametrize("lang", NOT_SAID)
@pytest.mark.parametrize("name", ASKED)
def test_what_a_phone_is_asked_keeps_to_the_same_words_and_letters(name: str, lang: str) -> None:
    said = asked_text(name, lang, **SAMPLE) + given_words(FIELDS_BY_TEXT, lang)
    assert not set(re.findall(r"\w+", said.lower())) & set(NOT_SAID[lang].split())
    assert not set(said) & LONG_LETTERS
    # One that is long costs three segments, and is read by nobody.
    assert len(said) < 3 * 153


@pytest.mark.parametrize("name", NAMES)
def test_a_spanish_text_keeps_to_the_letters_of_short_messages(name: str) -> None:
    assert not set(text(name, "es", line="", time="el lunes a las 10:00")) & LONG_LETTERS
