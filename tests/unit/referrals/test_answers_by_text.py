"""An answer by text is a number and a word: none is a word on which the carrier acts, and each belongs to one question."""

from dataclasses import replace

import pytest

from notify.keywords import keyword
from reporting.cases.auto_answer import is_silent_keyword
from reporting.cases.commands import code_in, command
from reporting.cases.nudge_words import says_something
from reporting.referrals.text_asking import (
    Asking,
    Said,
    State,
    Word,
    answered,
    new_number,
    preview,
    read_answer,
)
from reporting.referrals.text_words import TELLING

ASKING = Asking(
    "0a" * 16,
    "0b" * 16,
    "en",
    "Harbor House",
    "A first talk",
    30,
    ("first_name", "language"),
    14,
    31,
    47,
    100,
)
WORDS = ("YES", "NO", "ASK", "SKIP", "BACK", "SI", "DUDA", "SALTAR", "ATRAS")


def walk(asking: Asking, *words: str) -> Asking:
    for at, word in enumerate(words):
        said = read_answer(f"{asking.n} {word}")
        assert said is not None
        after = answered(asking, said, f"{at:032x}", 50 + at)
        assert after is not None
        asking = after
    return asking


def test_no_answer_is_a_word_of_the_carrier_or_of_ours() -> None:
    for n in range(10, 100):
        for word in WORDS:
            body = f"{n} {word}"
            assert (keyword(body), command(body), code_in(body)) == (None, None, None)
            assert not is_silent_keyword(body)
            assert read_answer(body) is not None


@pytest.mark.parametrize(
    ("body", "n", "word", "rest"),
    [
        ("31 YES", 31, Word.YES, ""),
        ("31yes", 31, Word.YES, ""),
        ("  31: Si Robin ", 31, Word.YES, "Robin"),
        ("31 SÍ, Robin Ortiz", 31, Word.YES, "Robin Ortiz"),
        ("31 no.", 31, Word.NO, ""),
        ("47 ATRÁS", 47, Word.BACK, ""),
        ("yes", None, Word.YES, ""),
        ("No.", None, Word.NO, ""),
    ],
)
def test_an_answer_is_read_however_it_is_typed(body: str, n: int | None, word: Word, rest: str) -> None:
    assert read_answer(body) == Said(n, word, rest)


@pytest.mark.parametrize(
    "body",
    ["no one listens to me", "311 YES", "3 YES", "31", "31 kids laughed", "STOP", "HELP", "yes please help"],
)
def test_words_are_words(body: str) -> None:
    assert read_answer(body) is None


def test_each_step_has_its_answer_and_nothing_is_agreed_before_the_last() -> None:
    so_far = walk(ASKING, "YES", "YES", "YES Robin", "NO", "SKIP")
    assert so_far.state is State.OPEN
    assert so_far.step == "sure"
    done = walk(so_far, "YES")
    assert (done.state, dict(done.values), done.age) == (State.AGREED, {"first_name": "Robin"}, "unsaid")
    assert len(done.heard) == 6
    assert walk(ASKING, "YES", "YES", "NO", "NO", "yes", "yes").age == "yes"
    for no in (("NO",), ("YES", "NO"), ("YES", "YES", "YES Robin", "NO", "NO", "NO")):
        said = walk(ASKING, *no)
        assert (said.state, dict(said.values)) == (State.REFUSED, {})


def test_a_sentence_that_begins_like_an_answer_is_none() -> None:
    for words in ("no one likes me", "yes my dad is home"):
        said = read_answer(f"31 {words}")
        assert said is not None
        assert answered(ASKING, said, "0c" * 16, 50) is None


def test_a_question_is_told_from_every_other_by_its_number() -> None:
    third = walk(ASKING, "YES", "YES")
    assert third.numbers == {31, 50, 51, 47}
    taken = frozenset(range(10, 99))
    assert new_number(taken, bytes(8)) == 99
    assert new_number(frozenset(range(10, 100)), bytes(8)) == 10


def test_it_is_kept_as_it_was_and_its_repr_says_nothing() -> None:
    asking = walk(ASKING, "YES", "YES", "YES Robin")
    assert Asking.from_bytes(asking.to_bytes()) == asking
    assert "Robin" not in repr(asking)


@pytest.mark.parametrize("lang", ["en", "es"])
def test_the_preview_has_every_text_and_says_no_value(lang: str) -> None:
    texts = preview(replace(ASKING, lang=lang))
    assert len(texts) == 7
    assert ("Harbor House" in texts[0], "Harbor House" in texts[1]) == (False, True)
    assert ("language" if lang == "en" else "idioma") in texts[5]


@pytest.mark.parametrize(
    ("name", "tells"),
    [
        ("Clear Path Recovery", True),
        ("Oak Clinic", True),
        ("Centro de Salud del Valle", True),
        ("Clínica del Río", True),
        ("Pride Center", True),
        ("Harbor House", False),
        ("Elm Street Two", False),
        ("Casa del Puerto", False),
    ],
)
def test_a_name_by_which_a_stranger_knows_with_what_somebody_helps_stands_in_no_text(
    name: str, *, tells: bool
) -> None:
    assert says_something(name, [], lambda _: False, TELLING) == tells
