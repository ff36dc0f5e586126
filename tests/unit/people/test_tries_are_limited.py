"""Guessing ends, and nobody is kept out for long by somebody else's guesses."""

import pytest

from reporting.people.lockout import wait_after


@pytest.mark.parametrize(
    ("tries", "minutes"), [(0, 0), (4, 0), (5, 1), (6, 0), (10, 5), (15, 15), (20, 15), (500, 15)]
)
def test_the_wait_grows_and_stays_short(tries: int, minutes: int) -> None:
    assert wait_after(tries) == minutes
