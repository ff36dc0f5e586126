"""What is kept of a decision fits an envelope, comes back whole, and news is what is new."""

import json
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporting.cases.follow_up import is_news
from reporting.cases.tip import BODY_LIMIT
from reporting.cases.triage_record import SUMMARY_CHARACTERS, TriageRecord, higher, summary_of
from reporting.cases.trying import MOST_HITS, Tried
from reporting.model.ids import MemberId
from tests.shipped_rules import shipped_rulebook
from triage.assess import assess
from triage.context import Context
from triage.decision import Decision, Severity

GUN = "my friend has a gun in his backpack and says tomorrow is the day. "
LARGEST = 131_072
Judge = Callable[..., Decision]


@pytest.fixture(scope="module")
def judge() -> Judge:
    rulebook = shipped_rulebook()
    return lambda body, *prior: assess(body, rulebook, Context(channel="web", lang="en", prior=prior))


def test_it_comes_back_as_it_was(judge: Judge) -> None:
    record = TriageRecord(
        "ab" * 16, judge(GUN), "en", "unknown", "someone else", frozenset({MemberId(b"m" * 16)})
    )
    members = json.loads(json.dumps(record.members()))
    assert TriageRecord.from_members(members, "en") == record
    assert "gun" not in repr(record)


def test_the_longest_message_that_fires_everywhere_still_fits(judge: Judge) -> None:
    body = (GUN * (BODY_LIMIT // len(GUN) + 1))[:BODY_LIMIT]
    record = TriageRecord("ab" * 16, judge(body), "en", None, None, frozenset())
    assert len(json.dumps(record.members(), ensure_ascii=False).encode()) < LARGEST - 1000


@given(st.lists(st.text(max_size=300), max_size=4))
def test_a_summary_is_one_short_line(texts: list[str]) -> None:
    line = summary_of(texts)
    assert len(line) <= SUMMARY_CHARACTERS
    assert line == " ".join(line.split())


def test_severity_only_rises() -> None:
    for one, other, expected in (
        ("routine", "soon", "soon"), ("urgent", "soon", "urgent"), ("soon", "urgent", "urgent"),
    ):  # fmt: skip
        assert higher(one, other) == expected


def test_what_is_urgent_by_itself_is_news_every_time(judge: Judge) -> None:
    decision = judge(GUN)
    assert is_news(decision, "routine")
    assert is_news(decision, "urgent")


def test_what_is_urgent_only_by_what_came_before_is_news_once(judge: Judge) -> None:
    decision = judge("and he has it with him now", GUN)
    if decision.severity == "urgent":
        assert is_news(decision, "routine")
        assert not is_news(decision, "urgent")
    assert not is_news(judge("thank you"), "urgent")
    assert not is_news(replace(decision, severity=judge("thank you").severity), "routine")


def test_what_is_urgent_only_together_is_news_though_each_was_harmless(judge: Judge) -> None:
    decision = judge("myself", "i am going to", "kill")
    assert decision.severity == "urgent"
    assert is_news(decision, "routine")


def test_what_rules_being_tried_would_have_said_comes_back_and_fits_beside_the_longest(judge: Judge) -> None:
    decision = judge((GUN * (BODY_LIMIT // len(GUN) + 1))[:BODY_LIMIT])
    tried = Tried(Severity.URGENT, "threat", decision.hits, "ab" * 32)
    record = TriageRecord("ab" * 16, decision, "en", None, None, frozenset(), tried)
    stored = json.dumps(record.members(), ensure_ascii=False)
    assert len(stored.encode()) < LARGEST - 1000
    kept = TriageRecord.from_members(json.loads(stored), "en").tried
    assert kept == replace(tried, hits=decision.hits[:MOST_HITS])
    assert "gun" not in repr(record) + repr(tried)
