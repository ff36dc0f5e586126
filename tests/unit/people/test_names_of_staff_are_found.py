"""Whoever is named in the words must not get their key; whoever is only mentioned by a common word must."""

import pytest

from reporting.model.ids import MemberId
from reporting.people.names import NameBook, Named, fold

GREEN, LOPEZ, OBRIEN, COACH, SMITH = (MemberId(bytes([n]) * 16) for n in range(1, 6))
STAFF = NameBook(
    [
        Named(GREEN, "Hope Green"),
        Named(LOPEZ, "María José de la Cruz López"),
        Named(OBRIEN, "Kate O'Brien"),
        Named(COACH, "Coach Mike Smith-Jones"),
        Named(SMITH, "Dr. John Smith"),
    ]
)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Hope Green touched me", {GREEN}),
        ("hope   GREEN!!", {GREEN}),
        ("Green, Hope", {GREEN}),
        ("Ms. Green said no", {GREEN}),
        ("ms.green", {GREEN}),
        ("miss hope is mean", {GREEN}),
        ("Mrs Green's room", {GREEN}),
        ("mrs greens room", {GREEN}),
        ("la señora Lopez", {LOPEZ}),
        ("la profe López me tocó", {LOPEZ}),
        ("la maestra Cruz", {LOPEZ}),
        ("maria lopez", {LOPEZ}),
        ("María de la Cruz", {LOPEZ}),
        ("Srta. de la Cruz", {LOPEZ}),
        ("Ms O\u2019Brien", {OBRIEN}),
        ("mrs obrien", {OBRIEN}),
        ("Kate O'Brien", {OBRIEN}),
        ("coach mike", {COACH}),
        ("Coach Smith-Jones", {COACH, SMITH}),
        ("mr jones", {COACH}),
        ("Mr. Smith", {COACH, SMITH}),
        ("Dr Smith and Ms Green", {COACH, SMITH, GREEN}),
        # Short and long forms, hidden signs, one name more, a title written together.
        ("Johnny Smith hit me", {SMITH}),
        ("Katherine O Brien", {OBRIEN}),
        ("ms o brien", {OBRIEN}),
        ("coach michael", {COACH}),
        ("mr jack", {SMITH}),
        ("Hope Mary Green", {GREEN}),
        ("maria antonia lopez", {LOPEZ}),
        ("mrsmith is creepy", {COACH, SMITH}),
        ("msgreen's class", {GREEN}),
        ("profelopez", {LOPEZ}),
        ("Ho\u200bpe Gr\u00adeen", {GREEN}),
        ("\uff28\uff2f\uff30\uff25\u3000\uff27\uff32\uff25\uff25\uff2e", {GREEN}),
        ("H\u0301ope Gr\u0308een", {GREEN}),
    ],
)
def test_full_names_and_names_after_a_title_are_found(text: str, named: set[MemberId]) -> None:
    assert STAFF.named_in(text) == named


@pytest.mark.parametrize(
    "text",
    [
        "",
        "the light was green and I hope it stays",
        "john and mike and kate and maria",
        "smith",
        "jones is my friend",
        "my friend Evergreen Hopefull",
        "mrs greenfield",
        "the cruz brothers",
        "green hopeful things",
        "I hope the green light stays",
        "hope my green bag is there",
        "john said smith was there",
        "johnny and kate",
        "\0\u0301\u200d🙂",
    ],
)
def test_a_common_word_or_a_bare_surname_excludes_nobody(text: str) -> None:
    assert STAFF.named_in(text) == frozenset()


def test_a_person_of_one_name_is_found_after_a_title_only() -> None:
    book = NameBook([Named(GREEN, "Prince")])
    assert book.named_in("Mr Prince") == {GREEN}
    assert book.named_in("prince charming") == frozenset()


def test_a_million_letters_are_looked_through_without_a_stall() -> None:
    assert STAFF.named_in("word " * 30_000 + "Ms Green") == {GREEN}


def test_words_are_folded_alike_on_both_sides() -> None:
    assert fold("O\u2019Brien's  Ñandú-López") == ["obrien", "nandu", "lopez"]


def test_a_district_without_staff_names_nobody() -> None:
    assert NameBook([]).named_in("Ms Green") == frozenset()
