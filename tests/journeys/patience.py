"""Waiting for what must come. Generous, because the machine may be busy: a passing test does not wait."""

import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")

LONG = 120.0
STEP = 0.1


def until(look: Callable[[], T], what: str, seconds: float = LONG) -> T:
    """The first true thing that `look` returns. Fails with `what` did not come."""
    end = time.monotonic() + seconds
    while True:
        found = look()
        if found:
            return found
        assert time.monotonic() < end, f"after {seconds:.0f} s there is still no sign of: {what}"
        time.sleep(STEP)


def stays(look: Callable[[], T], as_it_was: T, seconds: float) -> None:
    """Nothing changes for so long. The only kind of wait that a passing test sits through."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        assert look() == as_it_was
        time.sleep(STEP)


def quiet(look: Callable[[], T], for_s: float, seconds: float = LONG) -> None:
    """Waits until nothing has changed for so long; gives up in silence, for the next test to tell."""
    end, since, last = time.monotonic() + seconds, time.monotonic(), look()
    while time.monotonic() < end and time.monotonic() - since < for_s:
        time.sleep(STEP)
        found = look()
        if found != last:
            since, last = time.monotonic(), found
