"""How a rule reads words: sequences, gaps, sentences, exclusions, boosts."""

from collections.abc import Callable

import pytest

from triage import Severity, assess
from triage.decision import Why
from triage.rulebook import Rulebook

Write = Callable[..., Rulebook]


def fires(rulebook: Rulebook, text: str) -> bool:
    return bool(assess(text, rulebook).hits)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("red blue", True),
        ("red x blue", True),
        ("red x y blue", True),
        ("red x y z blue", False),
        ("blue red", False),
        ("red. blue", False),
        ("red, blue", True),
        ("red\nblue", False),
        ("redblue", False),
        ("bored blue", False),
        ("RED Blué", True),
        ("red red x y z blue", False),
        ("red x red blue", True),
    ],
)
def test_a_sequence_keeps_order_gap_sentence_and_whole_words(
    write: Write,
    text: str,
    expected: bool,  # noqa: FBT001 - pytest hands parameters by name
) -> None:
    assert fires(write("any: [{seq: [red, {gap: 2}, blue]}]"), text) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("red. end it", True), ("red. it will end. it did not", False), ("red end\nit", False)],
)
def test_a_phrase_is_none_when_a_stop_parts_its_words(
    write: Write,
    text: str,
    expected: bool,  # noqa: FBT001 - pytest hands parameters by name
) -> None:
    assert fires(write('any: [{all: [red, "end it"], within: 8}]'), text) is expected


@pytest.mark.parametrize(
    ("text", "expected"), [("blue. x x red", True), ("red x x x x x blue", False), ("red", False)]
)
def test_things_together_stand_in_any_order_within_so_many_words(
    write: Write,
    text: str,
    expected: bool,  # noqa: FBT001 - pytest hands parameters by name
) -> None:
    assert fires(write("any: [{all: [red, blue], within: 5}]"), text) is expected


def test_things_together_lie_within_the_words_as_a_whole_not_each_from_the_first(write: Write) -> None:
    rulebook = write("any: [{all: [red, blue, green], within: 5}]")
    assert fires(rulebook, "blue red green")
    assert not fires(rulebook, "blue x x red x x green")


def test_a_whole_pattern_wants_nothing_else_in_the_text(write: Write) -> None:
    rulebook = write('any: [{whole: [[help, "help me"]]}]')
    assert fires(rulebook, "Help!!")
    assert fires(rulebook, "help me")
    assert not fires(rulebook, "help me pack")


def test_concepts_lemmas_and_lists_stand_for_their_words(write: Write) -> None:
    before = """
        concepts:
          colour: {en: [red, "sky blue"], es: [rojo], emoji: ["🔴"]}
          any_colour: [$colour, grey]
        lemmas:
          paint: [painted, painting]
    """
    rulebook = write("any: [{seq: [{lemma: paint}, {gap: 1}, $any_colour]}]", before=before)
    for text in ("paint red", "painted sky blue", "painting it rojo", "paint 🔴", "paint grey"):
        assert fires(rulebook, text)
    assert not fires(rulebook, "paint green")


def test_a_slip_in_a_long_word_is_mended_unless_the_word_is_ordinary(write: Write) -> None:
    before = """
        concepts:
          fruit: {en: [banana, fig], typo: 1}
        ordinary: [bananas]
    """
    rulebook = write("any: [$fruit]", before=before)
    for text in ("banan", "banaana", "bamana", "abnana", "bananna"):
        assert fires(rulebook, text)
    for text in ("bananas", "fog", "bnnnaa"):
        assert not fires(rulebook, text)


def test_other_spellings_are_read_as_meant_and_as_written(write: Write) -> None:
    rulebook = write('any: ["want to", wnt]', before="spellings: {want: [wnt], to: ['2']}")
    assert fires(rulebook, "wnt 2")
    assert fires(rulebook, "wnt")
    assert not fires(rulebook, "2")


def test_far_apart_misspellings_are_all_mended(write: Write) -> None:
    rulebook = write('any: ["want to go"]', before="spellings: {want: [wnt]}")
    filler = "y " * 40
    assert fires(rulebook, f"wnt x {filler} wnt to go")
    assert fires(rulebook, f"wnt to go {filler} wnt x")


def test_not_if_cancels_the_match_it_touches_and_no_other(write: Write) -> None:
    rulebook = write("""
        any: [kill]
        not_if: [{seq: [homework, {gap: 2}, kill]}]
    """)
    decision = assess("homework will kill", rulebook)
    assert not decision.hits
    assert decision.trace[0].why is Why.EXCLUDED
    assert fires(rulebook, "homework will kill but he will kill")


def test_not_near_cancels_every_match(write: Write) -> None:
    rulebook = write("""
        any: [kill]
        not_near: [movie]
    """)
    assert not fires(rulebook, "kill x x x x x x x x x x x x x x x x x x x x x x x x x x x x x movie")


def test_a_booster_raises_and_its_absence_does_not(write: Write) -> None:
    before = """
        concepts: {means: [rope]}
        boosters: {soon: {any: [tonight], within: 3}}
    """
    rulebook = write(
        """
        any: [tired]
        boost: {$means: 1, soon: 1}
        """,
        severity=1,
        before=before,
    )
    assert assess("tired", rulebook).severity is Severity.ROUTINE
    assert assess("tired rope", rulebook).severity is Severity.SOON
    assert assess("tired rope tonight", rulebook).severity is Severity.URGENT
    assert assess("tired x x x x tonight", rulebook).severity is Severity.ROUTINE


def test_a_word_of_the_match_itself_does_not_boost_it(write: Write) -> None:
    rulebook = write(
        "any: [{seq: [took, {gap: 3}, $pills]}]\nboost: {$pills: 1}", before="concepts: {pills: [pills]}"
    )
    assert assess("took pills", rulebook).hits[0].level == 4
    assert assess("took pills pills", rulebook).hits[0].level == 5


def test_a_weak_hit_and_another_weak_hit_do_not_add_up(rulebook: Rulebook) -> None:
    assert (
        assess("my bike was stolen and kids make fun of me and i am so sad", rulebook).severity
        is Severity.ROUTINE
    )


def test_thresholds_say_what_pages(write: Write) -> None:
    assert assess("red", write("any: [red]", severity=3)).severity is Severity.URGENT
    strict = write("any: [red]", severity=3, before="thresholds: {urgent: 4, soon: 3}")
    assert assess("red", strict).severity is Severity.SOON
