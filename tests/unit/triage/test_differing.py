"""What another rule book changes is told by rule and by sentence, before anybody is paged by it."""

import json

import pytest

from triage.answers import Answers
from triage.compiling import compile_packs
from triage.corpus import Labelled, read_sentences
from triage.differing import compare

RULE = """
concepts: {drug: {en: [%(words)s]}}
rules:
  - id: drug.sold
    title: Somebody sells drugs
    category: substance_use
    severity: %(severity)s
    any: [{seq: [sells, $drug]}]
    match: [he sells weed, she sells weed, sells weed]
    no_match: [sells cake, weed, no]
"""
OTHER = """
rules:
  - {id: x.thanks, title: Thanks, category: thanks, severity: 1, any: [thanks], match: [thanks, thanks a lot, oh thanks], no_match: [x, y, z]}
"""
LINES = """
blocks:
  - {about: a, lang: en, label: urgent, category: substance_use, lines: [he sells zombies at lunch, he sells weed]}
  - {about: b, lang: en, label: routine, lines: [he sells cake, thanks]}
"""


def book(words: str = "weed", severity: int = 3, **more: str) -> Answers:
    return Answers(compile_packs({"one.yaml": RULE % {"words": words, "severity": severity}, **more}))


@pytest.fixture
def lines() -> tuple[Labelled, ...]:
    return tuple(read_sentences("lines.yaml", LINES))


def test_a_word_added_to_a_concept_names_the_rule_it_reaches_and_the_sentences_it_moves(
    lines: tuple[Labelled, ...],
) -> None:
    found = compare(book(), book("weed, zombies"), lines)
    assert [(c.after.id, c.fields, c.gained, c.lost) for c in found.changed] == [
        ("drug.sold", ("any",), ("zombies",), ())
    ]
    (moved,) = found.lines
    assert (moved.where, moved.before.severity, moved.after.severity) == ("lines.yaml:3", "routine", "urgent")
    assert (moved.raised, moved.mended, moved.broken) == (True, True, False)
    counts = found.counts()
    assert (counts["start_to_page"], counts["stop_to_page"], counts["mended"]) == (1, 0, 1)
    json.dumps(found.as_dict())


def test_a_lowered_rule_tells_what_no_longer_pages_examples_too(lines: tuple[Labelled, ...]) -> None:
    found = compare(book(), book(severity=2), lines)
    assert [c.where for c in found.lines] == ["lines.yaml:3"]
    assert found.lines[0].broken
    assert {c.where for c in found.examples} == {"example of drug.sold"}
    assert found.counts()["stop_to_page"] == 4


def test_rules_that_come_and_go_are_named(lines: tuple[Labelled, ...]) -> None:
    more = book(**{"two.yaml": OTHER})
    there, back = compare(book(), more, lines), compare(more, book(), lines)
    assert [rule.id for rule in there.added] == [rule.id for rule in back.removed] == ["x.thanks"]
    assert [(c.text, c.before.category, c.after.category) for c in there.lines] == [
        ("thanks", "unsorted", "thanks")
    ]
    assert there.counts()["category_only"] == 4


def test_the_same_rules_under_other_numbers_are_no_difference(lines: tuple[Labelled, ...]) -> None:
    # One more atom before the others shifts every number; the rule says what it said.
    shifted = book(**{"a.yaml": OTHER})
    assert [c.after.id for c in compare(book(), shifted, lines).changed] == []
    assert compare(book(), book(), lines).none
