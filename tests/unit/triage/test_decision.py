"""A decision is stored, ordered and shown; it never spills a student's words into a log."""

import json

from triage import Decision, Severity, assess
from triage.rulebook import Rulebook


def test_severities_are_ordered_by_urgency_not_by_spelling() -> None:
    assert Severity.ROUTINE < Severity.SOON < Severity.URGENT
    assert max([Severity.SOON, Severity.URGENT, Severity.ROUTINE]) is Severity.URGENT
    assert Severity.URGENT >= Severity.URGENT > Severity.ROUTINE
    assert Severity.SOON <= Severity.SOON


def test_a_stored_decision_reads_back_the_same(rulebook: Rulebook) -> None:
    decision = assess("not joking, gonna kill myself with pills lol", rulebook)
    assert decision.hits
    assert Decision.from_dict(json.loads(json.dumps(decision.as_dict()))) == decision


def test_hits_come_in_one_order_level_then_place_then_rule(rulebook: Rulebook) -> None:
    hits = assess("my bike was stolen. he has a gun at school. i want to die, kms", rulebook).hits
    assert [(-h.level, h.start, h.end, h.rule) for h in hits] == sorted(
        (-h.level, h.start, h.end, h.rule) for h in hits
    )
    assert hits[0].rule == "wpn.at_school"


def test_because_reads_for_a_counselor(rulebook: Rulebook) -> None:
    text = "Hola. ¡Mi amigo quiere matarse!"
    decision = assess(text, rulebook)
    reason = decision.because()[0]
    assert reason["text"] == text[reason["start"] : reason["end"]] == "quiere matarse"
    assert decision.hits[0].title == "Says they or someone else will kill themself"


def test_no_word_of_the_text_is_in_what_a_log_would_print(rulebook: Rulebook) -> None:
    decision = assess("gonna kill myself by the river", rulebook)
    assert "myself" not in repr(decision)
    assert "myself" not in str(decision.hits[0])


def test_every_decision_names_the_rule_book_it_came_from(rulebook: Rulebook) -> None:
    assert assess("hi", rulebook).rulebook_hash == rulebook.hash
    assert len(rulebook.hash) == 64
