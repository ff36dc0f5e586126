"""Every shipped rule keeps its own promises and lands somewhere."""

import pytest

from triage import Facts, route
from triage.answers import Answers
from triage.decision import Decision, Severity
from triage.examples import failures
from triage.load import load_packs
from triage.routing import RouteTree
from triage.rulebook import Rulebook

FAMILIES = {
    *("suicide_selfharm", "attack_weapons", "threat", "abuse_neglect", "sexual_assault", "dating_violence"),
    *("sextortion", "overdose", "stalking", "fight", "runaway_trafficking", "bullying", "eating_disorder"),
    *("depression_anxiety", "grief", "family_stress", "basic_needs", "substance_use", "theft_vandalism"),
    *("staff_misconduct", "question", "thanks", "spam"),
}


def test_every_rule_passes_its_own_examples(rulebook: Rulebook) -> None:
    assert [f"{failure.rule.id} {failure.message}" for failure in failures(Answers(rulebook))] == []


def test_every_rule_has_its_examples_and_every_family_its_rule(rulebook: Rulebook) -> None:
    assert all(len(rule.match) >= 3 and len(rule.no_match) >= 3 for rule in rulebook.rules)
    assert {rule.category for rule in rulebook.rules} >= FAMILIES


def test_the_shipped_rule_book_loads_with_its_examples_run() -> None:
    assert load_packs().rules


@pytest.mark.parametrize("severity", list(Severity))
def test_every_category_reaches_a_person(rulebook: Rulebook, tree: RouteTree, severity: Severity) -> None:
    for category in {rule.category for rule in rulebook.rules} | {"unsorted"}:
        assert route(Decision(severity, category, (), (), ""), Facts(), tree)
