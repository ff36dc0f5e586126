"""Whether somebody would be reached, as a table: what is known, and what is said of it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from notify.ports import Channel
from reporting.vigil.rhythm import Rhythm
from reporting.vigil.verdict import SILENT, STUCK, Beat, Cause, Facts, LastTest, Verdict, Why, verdict

NOW = datetime(2026, 11, 24, 14, 30, tzinfo=UTC)
SECOND = timedelta(seconds=1)
RHYTHM = Rhythm()


def beat(age: timedelta, every_s: float = 1) -> Beat:
    return Beat(NOW - age, timedelta(seconds=every_s))


def beats(**ages: timedelta) -> dict[str, Beat]:
    return {name: beat(ages.get(name, SECOND)) for name in ("pulse", "send", "climb")}


WELL = Facts(
    line=True,
    covered=True,
    refused=False,
    down=frozenset(),
    oldest_due=None,
    beats=beats(),
    tested=LastTest(NOW - timedelta(minutes=5), None),
    passed=NOW - timedelta(minutes=5),
)
FAILED = LastTest(NOW - SECOND, "sent")
KNOWN = {
    # what is known                                              why nobody is reached
    "all is well": ({}, ()),
    "no number to call from": ({"line": False}, (Cause(Why.NO_LINE),)),
    "nobody on call": ({"covered": False}, (Cause(Why.NOBODY),)),
    "the account is refused": ({"refused": True}, (Cause(Why.REFUSED),)),
    "texts fail, calls do not": ({"down": frozenset({Channel.SMS, Channel.EMAIL})}, ()),
    "texts and calls fail": (
        {"down": frozenset({Channel.SMS, Channel.VOICE})},
        (Cause(Why.CHANNELS_DOWN),),
    ),
    "a message waits a moment": ({"oldest_due": NOW - STUCK + SECOND}, ()),
    "a message waits too long": ({"oldest_due": NOW - STUCK}, (Cause(Why.STUCK),)),
    "a message is due tomorrow": ({"oldest_due": NOW + timedelta(days=1)}, ()),
    "the worker is slow": ({"beats": beats(pulse=SILENT - SECOND)}, ()),
    "the worker is dead": ({"beats": beats(pulse=SILENT)}, (Cause(Why.WORKER_SILENT),)),
    "the worker is dead, and all its tasks with it": (
        {"beats": beats(pulse=SILENT, send=SILENT, climb=SILENT)},
        (Cause(Why.WORKER_SILENT),),
    ),
    "no worker ever lived": ({"beats": {}}, (Cause(Why.WORKER_SILENT),)),
    "the sender hangs": ({"beats": beats(send=SILENT)}, (Cause(Why.TASK_SILENT, "send"),)),
    "the ladders hang": ({"beats": beats(climb=SILENT)}, (Cause(Why.TASK_SILENT, "climb"),)),
    "the last test failed": (
        {"tested": FAILED},
        (Cause(Why.TEST_FAILED, "sent"),),
    ),
    "no test was ever made": ({"tested": None, "passed": None}, (Cause(Why.TEST_MISSING),)),
    "the last passed test is just fresh": ({"passed": NOW - RHYTHM.interval + SECOND}, ()),
    "the last passed test ran out": ({"passed": NOW - RHYTHM.interval}, (Cause(Why.TEST_MISSING),)),
    "one failed, and before it another ran out": (
        {"tested": FAILED, "passed": NOW - timedelta(days=1)},
        (Cause(Why.TEST_FAILED, "sent"),),
    ),
    "several things at once": (
        {"covered": False, "refused": True},
        (Cause(Why.REFUSED), Cause(Why.NOBODY)),
    ),
}


@pytest.mark.parametrize("case", KNOWN)
def test_what_is_known_decides_what_students_are_told(case: str) -> None:
    changes, causes = KNOWN[case]
    found = verdict(replace(WELL, **changes), NOW, RHYTHM)  # type: ignore[arg-type]  # as the table says
    assert found.causes == causes
    assert found.healthy is (not causes)


def test_facts_that_cannot_be_read_count_as_failing() -> None:
    assert verdict(None, NOW, RHYTHM) == Verdict((Cause(Why.UNREADABLE),))


def test_a_task_that_wakes_nobody_is_late_and_closes_nothing() -> None:
    seen = beats() | {
        "rotas": beat(timedelta(minutes=23), 600),
        "gaps": beat(timedelta(minutes=4, seconds=59), 60),
    }
    found = verdict(replace(WELL, beats=seen), NOW, RHYTHM)
    assert found == Verdict((), ("rotas",))


def test_a_test_begins_early_enough_that_a_failure_is_said_within_one_interval() -> None:
    """Whatever breaks just after a test passed: by the end of the interval the next one has passed or failed."""
    for rhythm in (RHYTHM, RHYTHM.hastened(60), RHYTHM.hastened(1000), RHYTHM.hastened(0.5)):
        assert rhythm.every + rhythm.deadline <= rhythm.interval
        assert rhythm.every > timedelta()
    assert RHYTHM.interval == timedelta(minutes=15)


def test_in_a_hurried_demo_a_slow_machine_still_has_two_minutes() -> None:
    hurried = RHYTHM.hastened(60)
    assert (hurried.interval, hurried.deadline) == (timedelta(minutes=3), timedelta(minutes=2))
    assert RHYTHM.hastened(2).interval == timedelta(minutes=7.5)
    assert RHYTHM.hastened(1) == RHYTHM
