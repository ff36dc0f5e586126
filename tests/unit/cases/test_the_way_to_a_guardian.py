"""When a student is asked about a guardian, and how far it is, as the messages tell it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from reporting.cases.guardian import (
    AGREED,
    ASKED,
    CONFIRMED,
    OVER,
    PROPOSED,
    READY,
    REFUSED,
    SHOWN,
    WITHDRAWN,
    Asking,
    Stage,
    current,
    next_mark,
)
from reporting.model.kind import Kind
from reporting.vault.payload import Payload

AT = datetime(2026, 3, 9, 15, tzinfo=UTC)
BOND = "5b" * 16


def said(kind: Kind, code: str, failure: str | None = None, **params: str) -> Any:
    payload = Payload(int(AT.timestamp()), "words", code=code, params={"asking": "aa" * 16, **params})
    stored = SimpleNamespace(kind=kind, id=bytes.fromhex("aa" * 16))
    return SimpleNamespace(stored=stored, payload=payload, member=b"m" * 16, failure=failure)


PROPOSAL = said(Kind.STAFF_REPLY, PROPOSED, adult="Aunt May", tell="A hard time")
WAY = (
    PROPOSAL,
    said(Kind.WEB, SHOWN),
    said(Kind.WEB, ASKED),
    said(Kind.WEB, AGREED),
    said(Kind.NOTE, CONFIRMED),
    said(Kind.SYSTEM, READY, bond=BOND),
)


def asking(messages: int, *more: Any) -> Asking:
    found = current([*WAY[:messages], *more])
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("messages", "stage"),
    [
        (1, Stage.PROPOSED),
        (2, Stage.PROPOSED),
        (3, Stage.ASKED),
        (4, Stage.AGREED),
        (5, Stage.CONFIRMED),
        (6, Stage.LINKED),
    ],
)
def test_each_message_is_one_step(messages: int, stage: Stage) -> None:
    assert asking(messages).stage(stands=True) is stage


def test_a_no_and_a_yes_taken_back_and_an_end_are_final() -> None:
    assert asking(3, said(Kind.WEB, REFUSED), said(Kind.WEB, AGREED)).stage(stands=False) is Stage.REFUSED
    assert asking(6, said(Kind.WEB, WITHDRAWN)).stage(stands=True) is Stage.WITHDRAWN
    assert asking(4, said(Kind.SYSTEM, OVER)).stage(stands=False) is Stage.ENDED
    assert asking(6).stage(stands=False) is Stage.ENDED  # somebody took the bond away without a word
    assert asking(6).stage(stands=True, opened=True) is Stage.OPENED


def test_a_yes_before_the_question_and_words_that_cannot_be_believed_are_no_step() -> None:
    assert asking(1, said(Kind.WEB, AGREED)).stage(stands=False) is Stage.PROPOSED
    assert asking(3, said(Kind.WEB, AGREED, failure="unverified")).stage(stands=False) is Stage.ASKED
    assert asking(3, said(Kind.NOTE, CONFIRMED), said(Kind.WEB, AGREED)).stage(stands=False) is Stage.AGREED


def test_the_question_is_asked_by_another_visit_alone_an_hour_later_and_not_against_their_words() -> None:
    shown = asking(2)
    later = AT + timedelta(hours=2)
    assert next_mark(asking(1), AT, came=False, against=False) == SHOWN
    assert next_mark(shown, later, came=True, against=False) == ASKED
    assert next_mark(shown, later, came=False, against=False) is None  # the same visit, however long
    assert next_mark(shown, later - timedelta(minutes=1), came=True, against=False) is None
    assert next_mark(shown, later, came=True, against=True) is None
    assert next_mark(replace(shown, over=True), later, came=True, against=False) is None
    assert next_mark(None, later, came=True, against=False) is None
