"""A decision that was stored is explained later as on its day, by the hash of the rule book that it came from."""

import json

from hypothesis import given, settings
from hypothesis import strategies as st

from bench.hard_texts import HardTexts
from tests.shipped_rules import shipped_rulebook
from triage import Context, Decision, assess
from triage.explaining import explain, explain_decision
from triage.rulebook import Rulebook

RULEBOOK = shipped_rulebook()
TEXTS = st.integers(0, 10**6).map(lambda seed: HardTexts(RULEBOOK, seed).mixed(400))
CONTEXTS = st.builds(
    Context,
    prior=st.lists(TEXTS, max_size=2).map(tuple),
    earlier_unavailable=st.booleans(),
    places=st.sampled_from([(), ("Cougar Den", "D hall")]),
)


def stored(decision: Decision) -> Decision:
    return Decision.from_dict(json.loads(json.dumps(decision.as_dict())))


@settings(max_examples=60, deadline=None)
@given(TEXTS, CONTEXTS)
def test_a_stored_decision_is_the_decision_and_explains_itself_alike(text: str, context: Context) -> None:
    decision = assess(text, RULEBOOK, context)
    again = stored(decision)
    assert again == decision
    assert again.rulebook_hash == RULEBOOK.hash
    assert "\n".join(explain_decision(again, text, context)) == explain(text, RULEBOOK, context)


def test_an_old_decision_keeps_its_reasons_when_the_rules_say_something_else_today(
    rulebook: Rulebook,
) -> None:
    text = "not joking, gonna kill myself with pills lol"
    then = stored(assess(text, rulebook))
    told = explain_decision(then, text)
    assert told[0].startswith("urgent")
    assert told[-1] == f"rule book {rulebook.hash[:16]}"
    for hit in then.hits:
        assert any(hit.rule in line and repr(hit.text) in line for line in told)
    assert {step.rule for step in then.trace} >= {hit.rule for hit in then.hits}
