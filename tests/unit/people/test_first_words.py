"""First replies and steps: the shipped ones keep every rule, and what a district types is checked by the same ones."""

import re

import pytest

from reporting.model.danger import Danger, danger_of
from reporting.people.guidance.keeping import BY_TEXT, QUESTIONS, SHIPPED
from reporting.people.guidance.written import LONGEST_REPLY, MOST_STEPS, read_counsel, read_questions
from reporting.people.refused import Refused
from triage.categories import CATEGORIES

LANGUAGES = ("en", "es")
EACH = pytest.mark.parametrize(
    ("lang", "danger"), [(lang, danger) for lang in LANGUAGES for danger in Danger]
)
# Words that no text to a student says: docs/adr/0009, and the design's rules.
BANNED = re.compile(
    r"\b(tip|report|victim|offender|suspect|snitch|commit\w* suicide|attention|false alarm|why didn't you"
    r"|denuncia\w*|v[ií]ctima|sospechos\w*|por qu[eé] no)\b",
    re.IGNORECASE,
)
GOOD = ("I am here.", "Is anyone hurt?", "I write again.")


@EACH
def test_the_shipped_words_pass_what_a_districts_own_must_pass(lang: str, danger: Danger) -> None:
    counsel = SHIPPED[lang][danger]
    assert read_counsel(counsel.replies, "\n".join(counsel.steps)) == counsel
    asked = QUESTIONS[lang][danger]
    assert read_questions("\n".join(asked)) == asked
    assert all(one[0] in "ABCDEFGHIJKLMNOPQRSTUVWXYZ¿" for one in asked)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("Where?\n" * 6, "guidance_questions"),
        ("x" * 161, "guidance_questions"),
        ("Will you keep it secret?", "guidance_asks_promise"),
        ("What is your name?", "guidance_asks_name"),
    ],
)
def test_a_question_that_may_not_be_asked_is_refused_by_its_own_name(typed: str, code: str) -> None:
    with pytest.raises(Refused) as refusal:
        read_questions(typed)
    assert refusal.value.code == code


def test_there_may_be_no_question() -> None:
    assert read_questions(" \n\n") == ()


@EACH
def test_no_shipped_reply_says_a_banned_word_or_stands_twice(lang: str, danger: Danger) -> None:
    replies = SHIPPED[lang][danger].replies
    assert not [reply for reply in replies if BANNED.search(reply)]
    assert len(set(replies)) == len(replies)


@EACH
def test_the_shipped_steps_begin_with_or_name_a_call_for_help(lang: str, danger: Danger) -> None:
    assert any("911" in step for step in SHIPPED[lang][danger].steps)


@EACH
def test_the_call_for_help_says_that_it_is_unverified(lang: str, danger: Danger) -> None:
    word = {"en": "unverified", "es": "sin verificar"}[lang]
    assert any("911" in step and word in step for step in SHIPPED[lang][danger].steps)


@EACH
def test_every_set_of_replies_has_a_number_for_now(lang: str, danger: Danger) -> None:
    assert any(re.search(r"911|1-800-", reply) for reply in SHIPPED[lang][danger].replies)


def test_spanish_speaks_to_students_as_you_among_friends_and_to_staff_formally() -> None:
    for counsel in SHIPPED["es"].values():
        assert not any(re.search(r"\busted\b", reply) for reply in counsel.replies)
        assert not any(re.search(r"\b(tú|tienes|puedes|debes)\b", step) for step in counsel.steps)


def test_by_text_no_letter_makes_the_text_longer_and_no_topic_is_named() -> None:
    assert not re.search("[áíóúÁÍÓÚ]", " ".join(BY_TEXT["es"]))
    topics = re.compile(r"suicid|pills|hurt|weapon|abuse|school|pastill|herid|arma|escuela", re.IGNORECASE)
    assert not [text for lang in LANGUAGES for text in BY_TEXT[lang] if topics.search(text)]


def test_each_category_has_a_kind_of_danger_and_each_kind_a_category() -> None:
    assert {danger_of(category) for category in CATEGORIES} == set(Danger)
    assert danger_of("something new") is Danger.OTHER
    assert danger_of("suicide_selfharm") is Danger.LIFE


@pytest.mark.parametrize(
    ("replies", "steps", "code"),
    [
        (("a", "b"), "Call 911", "guidance_replies"),
        (("a", "  ", "c"), "Call 911", "guidance_replies"),
        (("a" * (LONGEST_REPLY + 1), "b", "c"), "Call 911", "guidance_long"),
        (("This is confidential", "b", "c"), "Call 911", "guidance_promise"),
        (("Nobody will know", "b", "c"), "Call 911", "guidance_promise"),
        (("I won't tell anybody", "b", "c"), "Call 911", "guidance_promise"),
        (("Esto es anónimo", "b", "c"), "Call 911", "guidance_promise"),
        (("Te prometo que sale bien", "b", "c"), "Call 911", "guidance_promise"),
        (("I am always here", "b", "c"), "Call 911", "guidance_promise"),
        (("What is your name?", "b", "c"), "Call 911", "guidance_name"),
        (("¿Cómo te llamas?", "b", "c"), "Call 911", "guidance_name"),
        (GOOD, " \n ", "guidance_steps"),
        (GOOD, "x\n" * (MOST_STEPS + 1), "guidance_many"),
        (GOOD, "x" * 401, "guidance_step_long"),
    ],
)
def test_what_may_not_be_said_is_refused_by_its_own_name(
    replies: tuple[str, ...], steps: str, code: str
) -> None:
    with pytest.raises(Refused) as refusal:
        read_counsel(replies, steps)
    assert refusal.value.code == code


def test_numbers_that_were_typed_before_the_steps_do_not_stand_twice() -> None:
    assert read_counsel(GOOD, "1. Call\n2) Write\n\n911 first").steps == ("Call", "Write", "911 first")
