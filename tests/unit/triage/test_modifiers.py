"""Words that change what other words mean: taken or refused, and the trace says which and why."""

from collections.abc import Callable

import pytest

from triage import assess
from triage.decision import Why
from triage.rulebook import Rulebook

Write = Callable[..., Rulebook]

MODIFIERS = """
    modifiers:
      - {id: "not", say: [not, never], dir: forward, scope: 3, pseudo: ["not joking"], stop: [so], effect: {severity: -3}}
      - {id: past, say: ["used to"], dir: both, scope: 4, across: true, effect: {severity: -2}}
      - {id: laugh, say: [lol], dir: backward, scope: 6, across: true, effect: {severity: -2, floor: 3}}
"""
BODY = """
    any: [{seq: [want, {gap: 3}, die]}]
    accept: [not, past, laugh]
"""


def level(rulebook: Rulebook, text: str) -> int:
    return assess(text, rulebook).hits[0].level


@pytest.mark.parametrize(
    ("text", "expected", "reason"),
    [
        ("want to die", 4, None),
        ("not want to die", 1, None),
        ("not x x want to die", 1, None),
        ("not x x x want to die", 4, "out of scope"),
        ("want to die not", 4, "on the wrong side"),
        ("not joking want to die", 4, "part of a phrase that modifies nothing"),
        ("not that, want to die", 4, "in another clause"),
        ("not here but want to die", 4, "in another clause"),
        ("not so want to die", 4, "stopped by a word between"),
        ("want to not die", 1, None),
        ("used to want to die", 2, None),
        ("want to die. used to", 2, None),
        ("want to die lol", 3, None),
        ("lol want to die", 4, "on the wrong side"),
        ("never not want to die", 1, "counted already"),
    ],
)
def test_a_modifier_counts_only_where_it_speaks_of_the_match(
    write: Write, text: str, expected: int, reason: str | None
) -> None:
    rulebook = write(BODY, before=MODIFIERS)
    assert level(rulebook, text) == expected
    rejected = [
        step.detail.split(": ")[1] for step in assess(text, rulebook).trace if step.why is Why.REJECTED
    ]
    assert rejected == ([reason] if reason else [])


def test_lowering_deletes_nothing(write: Write) -> None:
    rulebook = write(BODY, before=MODIFIERS)
    assert level(rulebook, "not used to want to die lol") == 1


def test_the_top_level_cannot_be_lowered(write: Write) -> None:
    rulebook = write(BODY, severity=5, before=MODIFIERS)
    assert level(rulebook, "not want to die lol") == 5
    assert "the rule cannot be lowered" in assess("not want to die", rulebook).trace[1].detail


def test_only_accepted_modifiers_are_heard(write: Write) -> None:
    rulebook = write("any: [die]\naccept: [past]", before=MODIFIERS)
    assert level(rulebook, "not die") == 4


def test_one_match_lowered_and_another_not_counts_the_other(write: Write) -> None:
    rulebook = write(BODY, before=MODIFIERS)
    hit = assess("not want to die. i want to die", rulebook).hits[0]
    assert (hit.level, hit.start) == (4, 19)
