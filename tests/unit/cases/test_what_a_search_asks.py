"""Words of a search: neither case nor accents count, all must occur, quotes hold together."""

import pytest

from reporting.cases.refusals import EmptyText, TooLong
from reporting.cases.search_words import Words, excerpt


def holds(query: str, text: str) -> bool:
    words = Words.of(query)
    return words.in_text(text) == words.all


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("GYM", "behind the gym"),
        ("pill", "Pills in his bag"),
        ("accion", "La ACCIÓN empezó"),
        ("acción", "la accion empezo"),
        ("ano", "el AÑO que viene"),
        ("Straße", "in der STRASSE"),
        ("behind gym", "the gym, and what is behind it"),
        ('"locker 14"', "by Locker  14, today"),
        ("self-harm", "it is self harming"),
        ("it's", "it\u2019s me"),
        ("\u201clocker 14\u201d", "locker 14"),
        ('"locker 14', "locker 14"),
        ("خطر", "هذا خطر علينا"),
        ("e\u0301te\u0301", "été"),
    ],
)
def test_it_is_found(query: str, text: str) -> None:
    assert holds(query, text)


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("ill", "pills in his bag"),
        ("gym locker", "behind the gym"),
        ('"locker 14"', "14 in a locker"),
        ('"locker 1"', "locker 14"),
        ("14 locker", "locker 15"),
    ],
)
def test_it_is_not_found(query: str, text: str) -> None:
    assert not holds(query, text)


def test_what_asks_for_nothing_or_too_much_is_refused() -> None:
    for nothing in ("", "   ", '""', "?! -"):
        with pytest.raises(EmptyText):
            Words.of(nothing)
    with pytest.raises(TooLong):
        Words.of("a" * 201)


def test_the_query_is_not_in_what_a_log_could_print() -> None:
    assert "locker" not in repr(Words.of("locker"))
    assert "locker" not in repr(excerpt(Words.of("locker"), "the locker"))


def marked(query: str, text: str) -> tuple[str, list[str]]:
    pieces = excerpt(Words.of(query), text)
    return "".join(one.text for one in pieces), [one.text for one in pieces if one.marked]


def test_the_words_as_they_stand_are_marked() -> None:
    assert marked("accion clase", "Después: la ACCIÓN,\nen clase.") == (
        "Después: la ACCIÓN, en clase.",
        ["ACCIÓN", "clase"],
    )
    assert marked("caf", "cafe\u0301, ﬁn, café") == ("cafe\u0301, ﬁn, café", ["caf", "caf"])


def test_a_long_text_is_shown_around_what_was_found() -> None:
    text = "before it " * 60 + "the needle " + "after it " * 60
    shown, marks = marked("needle", text)
    assert marks == ["needle"]
    assert len(shown) < 260
    assert shown.startswith("…")
    assert shown.endswith("…")
    assert "the needle after it" in shown


def test_finds_that_overlap_are_marked_once() -> None:
    assert marked('gym "gym hall"', "the gym hall is closed")[0] == "the gym hall is closed"


def test_a_text_that_answers_in_no_time_whatever_it_is_made_of() -> None:
    # A pattern that went back over its steps would stand here for hours.
    assert not holds('"a b c d e f g x"', "a b c d e f g " * 5_000)
