from datetime import UTC, datetime, timedelta

from reporting.guard.nonces import RamNonces

NOW = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)
LATER = NOW + timedelta(minutes=10)


def test_a_nonce_is_good_once() -> None:
    nonces = RamNonces(lambda: NOW)
    assert nonces.spend("a", LATER)
    assert not nonces.spend("a", LATER)
    assert nonces.spend("b", LATER)


def test_memory_is_bounded_and_what_was_forgotten_stays_spent() -> None:
    nonces = RamNonces(lambda: NOW, most=3)
    for number in range(10):
        assert nonces.spend(str(number), LATER + timedelta(seconds=number))
    assert len(nonces._spent) == 3
    assert not any(nonces.spend(str(number), LATER + timedelta(seconds=number)) for number in range(10))


def test_the_old_make_room() -> None:
    now = [NOW]
    nonces = RamNonces(lambda: now[0])
    nonces.spend("a", LATER)
    now[0] = LATER
    assert not nonces.spend("a", LATER)
    nonces.spend("b", LATER + timedelta(minutes=1))
    assert list(nonces._spent) == ["b"]
