"""What `quietline triage assess|evaluate|explain` prints, as plain values."""

import json
from typing import Any

import pytest

from triage import Context
from triage.evaluate import Rate, evaluate
from triage.explaining import explain
from triage.lines import LineInvalid, assess_lines
from triage.rulebook import Rulebook


def test_assess_answers_line_by_line_in_order(rulebook: Rulebook) -> None:
    lines: list[dict[str, Any]] = [
        {"id": "a", "text": "he has a gun at school"},
        {"id": 7, "text": "hi", "channel": None},
    ]
    first, second = assess_lines(lines, rulebook)
    assert (first["id"], first["severity"], first["category"]) == ("a", "urgent", "attack_weapons")
    assert set(first) == {"id", "severity", "category", "because"}
    assert first["because"][0] == {
        "rule": "wpn.at_school",
        "start": 3,
        "end": 22,
        "text": "has a gun at school",
    }
    assert second == {"id": 7, "severity": "routine", "category": "unsorted", "because": []}
    json.dumps([first, second])


@pytest.mark.parametrize("line", [{"id": 1}, {"text": 5}, "secret words", None])
def test_a_line_without_text_is_told_by_number_not_by_content(rulebook: Rulebook, line: object) -> None:
    with pytest.raises(LineInvalid, match=r"^line 2: ") as caught:
        list(assess_lines([{"text": "hi"}, line], rulebook))  # type: ignore[list-item] # the wrong line is the point
    assert "secret" not in str(caught.value)


def test_evaluate_counts_recall_and_false_pages_by_group(rulebook: Rulebook) -> None:
    lines: list[dict[str, Any]] = [
        {"text": "i want to kill myself", "label": "urgent", "category": "s", "source": "x", "lang": "en"},
        {"text": "blue", "label": "urgent", "evident": False, "category": "s", "source": "x", "lang": "en"},
        {"text": "blue", "label": "urgent", "category": "t", "source": "y", "lang": "es"},
        {"text": "kms", "label": "nonurgent", "source": "x", "stratum": "hard"},
        {"text": "blue", "label": "nonurgent", "source": "x", "stratum": "ordinary"},
        {"text": "kms", "label": "nonurgent", "disputed": True},
        {"text": "kms", "label": "nonurgent", "kind": ["policy"]},
    ]
    report = evaluate(lines, rulebook)
    recall = {rate.name: (rate.found, rate.total) for rate in report.recall}
    assert recall["all"] == (1, 3)
    assert recall["all evident"] == (1, 2)
    assert recall["category s en"] == (1, 1)
    assert recall["source y"] == (0, 1)
    false = {rate.name: (rate.found, rate.total) for rate in report.false_pages}
    assert false == {"all": (1, 2), "source x": (1, 2), "stratum hard": (1, 1), "stratum ordinary": (0, 1)}
    assert "category s en" in report.table()
    assert json.loads(json.dumps(report.as_dict()))["recall"][0]["name"] == "all"


def test_evaluate_refuses_a_line_without_a_label(rulebook: Rulebook) -> None:
    with pytest.raises(LineInvalid, match="line 1"):
        evaluate([{"text": "hi", "label": "maybe"}], rulebook)


@pytest.mark.parametrize(
    ("k", "n", "low", "high"), [(0, 10, 0.0, 0.2775), (5, 10, 0.2366, 0.7634), (0, 0, 0.0, 1.0)]
)
def test_intervals_are_wilsons(k: int, n: int, low: float, high: float) -> None:
    assert Rate("r", k, n).interval == pytest.approx((low, high), abs=1e-4)


def test_explain_tells_the_words_taken_and_the_words_refused(rulebook: Rulebook) -> None:
    told = explain("im not joking i want to die", rulebook, Context(prior=("hey",)))
    assert told.startswith("urgent: suicide_selfharm")
    assert "Wishes to be dead or not to wake up [sui.wish_dead]: 'want to die' at 16-27" in told
    assert "not: part of a phrase that modifies nothing" in told
    assert "rule book" in told


def test_explain_says_when_no_rule_fired(rulebook: Rulebook) -> None:
    assert "no rule fired" in explain("blue", rulebook)
