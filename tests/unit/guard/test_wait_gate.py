from datetime import UTC, datetime, timedelta

import pytest

from reporting.guard.nonces import RamNonces
from reporting.guard.wait_gate import Ripeness, WaitGate

START = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)


class Now:
    at = START

    def __call__(self) -> datetime:
        return self.at


@pytest.fixture
def now() -> Now:
    return Now()


@pytest.fixture
def gate(now: Now) -> WaitGate:
    return WaitGate(b"f" * 32, RamNonces(now), now, lambda count: b"r" * count)


def test_a_wait_is_over_after_five_seconds_and_not_before(gate: WaitGate, now: Now) -> None:
    token = gate.issue()
    now.at = START + timedelta(seconds=4.9)
    assert gate.ripeness(token) is Ripeness.EARLY
    now.at = START + timedelta(seconds=5)
    assert gate.ripeness(token) is Ripeness.RIPE


def test_a_wait_counts_once(gate: WaitGate, now: Now) -> None:
    token = gate.issue()
    now.at = START + timedelta(seconds=6)
    assert gate.ripeness(token) is Ripeness.RIPE
    assert gate.ripeness(token) is Ripeness.NONE


def test_a_wait_gets_too_old(gate: WaitGate, now: Now) -> None:
    token = gate.issue()
    now.at = START + timedelta(minutes=11)
    assert gate.ripeness(token) is Ripeness.NONE


@pytest.mark.parametrize("token", ["", "x", "x" * 1000, "WzEsImEiXQ.forged", "é"])
def test_a_forged_wait_is_none(gate: WaitGate, token: str) -> None:
    assert gate.ripeness(token) is Ripeness.NONE


def test_a_wait_of_another_key_is_none(gate: WaitGate, now: Now) -> None:
    other = WaitGate(b"o" * 32, RamNonces(now), now, lambda count: b"r" * count)
    assert gate.ripeness(other.issue()) is Ripeness.NONE
