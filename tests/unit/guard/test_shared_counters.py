import socket
from datetime import UTC, datetime, timedelta

import pytest

from reporting.guard.limits import Allowance
from reporting.guard.nonces import SharedNonces
from reporting.guard.shared_counters import SharedCounters

ONCE = Allowance("sign-in", 1, 3600)
SENDER = b"12345678"
NOW = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)


@pytest.fixture
def nobody() -> str:
    """An address where no store listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return f"valkey://127.0.0.1:{probe.getsockname()[1]}/0"


def test_when_the_shared_counters_are_down_the_process_counts_alone(nobody: str) -> None:
    counters = SharedCounters(nobody)
    assert counters.left(ONCE, SENDER)
    assert counters.spend(ONCE, SENDER)
    assert not counters.spend(ONCE, SENDER)
    assert not counters.left(ONCE, SENDER)


def test_and_a_nonce_is_still_good_once(nobody: str) -> None:
    nonces = SharedNonces(SharedCounters(nobody), lambda: NOW)
    assert nonces.spend("a", NOW + timedelta(minutes=10))
    assert not nonces.spend("a", NOW + timedelta(minutes=10))
    assert not nonces.spend("old", NOW)


def test_a_dead_store_is_asked_again_only_after_a_rest(nobody: str) -> None:
    now = [100.0]
    counters = SharedCounters(nobody, lambda: now[0])
    asked: list[float] = []

    def together() -> bool:
        asked.append(now[0])
        return counters._storage.incr("x", 1) > 0

    for moment in (100.0, 102.0, 106.0):
        now[0] = moment
        assert counters._ask(together, lambda: True)
    assert asked == [100.0, 106.0]


def test_an_address_that_is_no_store_says_what_it_should_be() -> None:
    with pytest.raises(ValueError, match="QUIETLINE_LIMITER_URL"):
        SharedCounters("async+memory://")
