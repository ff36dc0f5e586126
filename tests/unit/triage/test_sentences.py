"""Own sentences, read line by line: who is paged, who is seen the same day, and whom nobody wakes."""

import pytest

from triage import Severity, assess
from triage.categories import CATEGORIES
from triage.corpus import Label, Labelled, Language, read_corpus, repeated
from triage.rulebook import Rulebook

SENTENCES = read_corpus()
BLOCKS = sorted({(line.file, line.about) for line in SENTENCES})


def block(file: str, about: str) -> list[Labelled]:
    return [line for line in SENTENCES if (line.file, line.about) == (file, about)]


@pytest.mark.parametrize(("file", "about"), BLOCKS, ids=lambda part: part)
def test_every_sentence_is_decided_as_a_person_decided(rulebook: Rulebook, file: str, about: str) -> None:
    wrong = []
    for line in block(file, about):
        decision = assess(line.text, rulebook)
        fault = line.fault(decision.severity, decision.category)
        if fault is not None and line.demanded:
            wrong.append(f"line {line.line}: {line.text!r} {fault}")
    assert wrong == []


def test_the_sentences_are_many_in_both_languages_and_of_every_category_and_none_stands_twice() -> None:
    assert list(repeated(SENTENCES)) == []
    for lang in (Language.ENGLISH, Language.SPANISH):
        assert sum(line.lang is lang for line in SENTENCES) >= 750
        named = {line.category for line in SENTENCES if line.lang is lang}
        assert named >= set(CATEGORIES)


def test_few_that_must_page_are_beyond_the_rules(rulebook: Rulebook) -> None:
    pressing = [line for line in SENTENCES if line.label is Label.URGENT]
    missed = [line for line in pressing if assess(line.text, rulebook).severity is not Severity.URGENT]
    assert not [line for line in missed if line.life_safety]
    assert len(missed) * 25 < len(pressing)


def test_at_least_three_hundred_lines_are_about_a_life() -> None:
    assert sum(line.life_safety for line in SENTENCES) >= 300
    assert sum(line.label is Label.ROUTINE for line in SENTENCES) >= 150
