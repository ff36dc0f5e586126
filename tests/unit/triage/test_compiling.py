"""Compiling a rule book takes short ways; they lead where the long ones do."""

import gc

import pytest

from tests.unit.triage.conftest import Write
from triage.compiling import compile_packs
from triage.fold import fold
from triage.invalid import RulebookInvalid
from triage.lexicon import words_of
from triage.reading import as_written
from triage.rulebook import Rulebook


@pytest.mark.parametrize(
    "phrase",
    [
        "gun",
        "Kill ME",
        "  end  it ",
        "don t",
        "I m done",
        "they ve",
        "room 12",
        "can't",
        "tres-pasos",
        "ni\u00f1o",
    ],
)
def test_a_phrase_in_a_file_is_the_words_that_a_text_would_hold(phrase: str) -> None:
    assert words_of(phrase) == tuple(as_written(fold(phrase)).words)


def test_every_example_of_the_rules_has_the_words_it_has_as_a_text(rulebook: Rulebook) -> None:
    for rule in rulebook.rules:
        for text in rule.match:
            assert words_of(text) == tuple(as_written(fold(text)).words)


def test_a_list_says_the_same_wherever_it_stands(write: Write) -> None:
    book = write(
        """
        any:
          - seq: [[one, $two, three four], [one, $two, three four]]
        """,
        before="concepts: {two: {en: [two, five]}}",
    )
    (pattern,) = book.rules[0].patterns
    first, second = pattern.atoms
    assert first == second
    assert book.phrases.said(first) == {("one",), ("two",), ("five",), ("three", "four")}


def test_whoever_compiles_leaves_the_collector_as_it_was() -> None:
    with pytest.raises(RulebookInvalid):
        compile_packs({"bad.yaml": "rules: []"})
    assert gc.isenabled()
    gc.disable()
    try:
        with pytest.raises(RulebookInvalid):
            compile_packs({"bad.yaml": "rules: []"})
        assert not gc.isenabled()
    finally:
        gc.enable()
