"""Many visitors ask whether somebody watches: one of them looks, nobody waits for a database that hangs, and what was
seen before does not count for long.
"""

import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from reporting.vigil.rhythm import Rhythm
from reporting.vigil.verdict import Beat, Facts, LastTest, Why
from reporting.vigil.vigil import GLANCE, STALE, Vigil

NOW = datetime(2026, 11, 24, 14, 30, tzinfo=UTC)
PATIENCE_S = 60
LATER = GLANCE + timedelta(seconds=1)


def facts(at: datetime = NOW) -> Facts:
    beat = Beat(at, timedelta(seconds=1))
    return Facts(
        line=True,
        covered=True,
        refused=False,
        down=frozenset(),
        oldest_due=None,
        beats={"pulse": beat, "send": beat, "climb": beat},
        tested=LastTest(at, None),
        passed=at,
    )


class Looks:
    """Facts that can be held back or refused."""

    def __init__(self) -> None:
        self.count = 0
        self.wrong: Exception | None = None
        self.inside, self.go_on = threading.Event(), threading.Event()
        self.hangs = False

    def __call__(self) -> Facts:
        self.count += 1
        if self.wrong is not None:
            raise self.wrong
        if self.hangs:
            self.inside.set()
            assert self.go_on.wait(PATIENCE_S)
        return facts()


def while_one_hangs(vigil: Vigil, looks: Looks, at: datetime, then: Callable[[], None]) -> None:
    looks.hangs = True
    one = threading.Thread(target=lambda: vigil.monitored(at))
    one.start()
    assert looks.inside.wait(PATIENCE_S)
    try:
        then()
    finally:
        looks.go_on.set()
        one.join(PATIENCE_S)
    assert not one.is_alive()


def test_a_moment_is_looked_at_once_however_many_ask() -> None:
    looks = Looks()
    vigil = Vigil(looks, Rhythm())
    assert all(vigil.monitored(NOW + timedelta(milliseconds=49 * each)) for each in range(100))
    assert looks.count == 1
    assert vigil.monitored(NOW + GLANCE)
    assert looks.count == 2


def test_nobody_waits_for_a_look_that_hangs_and_the_old_one_does_not_count_for_long() -> None:
    looks = Looks()
    vigil = Vigil(looks, Rhythm())
    assert vigil.monitored(NOW)

    def others() -> None:
        assert vigil.monitored(NOW + LATER)
        assert vigil.verdict(NOW + STALE).causes[0].why is Why.UNREADABLE

    while_one_hangs(vigil, looks, NOW + LATER, others)


def test_what_cannot_be_read_is_not_watched_whatever_the_reason_and_is_looked_at_again() -> None:
    looks = Looks()
    vigil = Vigil(looks, Rhythm())
    assert vigil.monitored(NOW)
    looks.wrong = ZeroDivisionError()
    assert not vigil.monitored(NOW + LATER)
    looks.wrong = None
    assert vigil.monitored(NOW + 2 * LATER)


def test_a_clock_that_was_put_back_is_no_reason_to_believe_what_was_seen() -> None:
    looks = Looks()
    vigil = Vigil(looks, Rhythm())
    assert vigil.monitored(NOW)
    vigil.monitored(NOW - timedelta(hours=1))
    assert looks.count == 2


def test_between_two_looks_facts_grow_old_by_themselves() -> None:
    """A process that can no longer read says so with what it saw last."""
    looks = Looks()
    vigil = Vigil(looks, Rhythm())
    assert vigil.monitored(NOW)
    assert not vigil.monitored(NOW + timedelta(minutes=3))


def test_all_is_well_but_who_is_on_call_is_a_line_that_works() -> None:
    looks = Looks()
    vigil = Vigil(looks, Rhythm())
    assert vigil.works(NOW)
    assert not vigil.works(NOW + timedelta(minutes=3))
