"""What is remembered of texts changes no decision, holds no word, and is gone after a quarter of an hour."""

from datetime import UTC, datetime, timedelta

import pytest

from reporting.cases.readings import MOST, Readings
from tests.shipped_rules import shipped_rulebook
from triage.assess import CAP, assess
from triage.context import Context
from triage.rulebook import Rulebook

TEXTS = (
    "someone keeps stealing my lunch behind the gym",
    "my friend has a gun in his backpack and says tomorrow is the day",
    "I really want to",
    "kill myself",
    "not joking, he brought pills to the d hall and i don't want to be here anymore",
    "quiero morirme y nadie me ayuda",
    "word " * (CAP // 4),
    "\u043f\u0440\u0438\u0432\u0435\u0442 \u043a\u0430\u043a \u0434\u0435\u043b\u0430",
)


@pytest.fixture(scope="module")
def book() -> Rulebook:
    return shipped_rulebook()


class Clock:
    def __init__(self) -> None:
        self.now = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def readings(clock: Clock) -> Readings:
    return Readings(clock, b"k" * 32)


@pytest.mark.parametrize("last", range(len(TEXTS)))
def test_a_message_is_judged_the_same_whether_earlier_ones_were_remembered_or_not(
    book: Rulebook, readings: Readings, last: int
) -> None:
    context = Context(prior=tuple(text for text in TEXTS if text is not TEXTS[last]), places=("d hall",))
    plain = assess(TEXTS[last], book, context)
    first = assess(TEXTS[last], book, context, read=readings)
    assert (first, assess(TEXTS[last], book, context, read=readings)) == (plain, plain)


def test_nothing_that_is_kept_holds_a_word_of_the_text(book: Rulebook, readings: Readings) -> None:
    hits = [hit for text in TEXTS for hit in readings(text, book, (), {}).hits]
    kept = [hit for _, found in readings._kept.values() for hit in found.hits]
    assert len(kept) == len(hits) > 0
    assert {hit.text for hit in kept} == {""}
    assert "gun" not in "".join(step.detail for _, found in readings._kept.values() for step in found.trace)


def test_it_is_kept_for_a_quarter_of_an_hour_and_bounded(
    book: Rulebook, readings: Readings, clock: Clock
) -> None:
    readings(TEXTS[0], book, (), {})
    clock.now += timedelta(minutes=15)
    readings(TEXTS[1], book, (), {})
    assert repr(readings) == "Readings(1)"
    for number in range(MOST + 5):
        readings(f"{number}", book, (), {})
    assert repr(readings) == f"Readings({MOST})"


def test_other_places_are_another_reading(book: Rulebook, readings: Readings) -> None:
    text = "he has a knife in the annex"
    for places in ((), ("annex",)):
        assert assess(text, book, Context(places=places), read=readings) == assess(
            text, book, Context(places=places)
        )
    assert repr(readings) == "Readings(2)"
