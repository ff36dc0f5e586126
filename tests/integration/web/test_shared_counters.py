from datetime import UTC, datetime, timedelta

from reporting.guard.limits import Allowance
from reporting.guard.nonces import SharedNonces
from reporting.guard.shared_counters import SharedCounters

TWICE = Allowance("tip", 2, 3600)
SENDER = b"12345678"
NOW = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)


def test_two_processes_count_together(valkey_url: str) -> None:
    one, other = SharedCounters(valkey_url), SharedCounters(valkey_url)
    assert one.spend(TWICE, SENDER)
    assert other.left(TWICE, SENDER)
    assert other.spend(TWICE, SENDER)
    assert not one.left(TWICE, SENDER)
    assert not one.spend(TWICE, SENDER)
    assert one.spend(TWICE, b"87654321")


def test_a_nonce_is_good_once_in_all_processes(valkey_url: str) -> None:
    one = SharedNonces(SharedCounters(valkey_url), lambda: NOW)
    other = SharedNonces(SharedCounters(valkey_url), lambda: NOW)
    assert one.spend("a", NOW + timedelta(minutes=10))
    assert not other.spend("a", NOW + timedelta(minutes=10))
    assert other.spend("b", NOW + timedelta(minutes=10))
