"""What a key opened a moment ago it opens again for a fraction of the work; and nobody opens it for that who could not."""

import secrets

import pytest

from reporting.vault import xwing
from reporting.vault.lately import Lately
from reporting.vault.notation import Unreadable
from reporting.vault.xwing import PrivateKey

INFO = b"what it is for"


@pytest.fixture
def seed() -> bytes:
    return secrets.token_bytes(32)


def lasting(seed: bytes) -> PrivateKey:
    return PrivateKey(seed, lasting=True)


def kept() -> list[bytes]:
    lately = xwing._OPENED
    return [*lately._young.values(), *lately._old.values()]


def test_a_second_session_opens_the_same_without_expanding_its_seed(seed: bytes) -> None:
    secret = secrets.token_bytes(32)
    sealed = lasting(seed).public.seal(secret, INFO)
    assert lasting(seed).open(sealed, INFO) == secret
    later = lasting(seed)
    assert later.open(sealed, INFO) == secret
    assert later.public == lasting(seed).public
    assert "_halves" not in vars(later)


def test_what_one_key_opened_no_other_opens_nor_with_other_words_nor_changed(seed: bytes) -> None:
    sealed = lasting(seed).public.seal(secrets.token_bytes(32), INFO)
    lasting(seed).open(sealed, INFO)
    changed = sealed[:-1] + bytes([sealed[-1] ^ 1])
    for key, what, info in (
        (lasting(secrets.token_bytes(32)), sealed, INFO),
        (lasting(seed), changed, INFO),
        (lasting(seed), sealed, INFO + b"!"),
    ):
        with pytest.raises(Unreadable):
            key.open(what, info)


def test_memory_holds_it_sealed_under_the_seed_and_no_words_at_all(seed: bytes) -> None:
    key, secret = lasting(seed), secrets.token_bytes(32)
    before = len(kept())
    key.open(key.public.seal(secret, INFO), INFO)
    assert len(kept()) == before + 1
    assert not any(secret in one or seed in one for one in kept())
    key.open(key.public.seal(b"My friend has a gun.", INFO), INFO)
    assert len(kept()) == before + 1


def test_memory_is_bounded_and_forgets_what_nobody_asks_for() -> None:
    now = [0.0]
    lately: Lately[int] = Lately(most=10, seconds=60, now=lambda: now[0])
    for n in range(100):
        lately.keep(b"%d" % n, n)
        assert lately.of(b"%d" % n) == n
    assert len(lately._young) + len(lately._old) <= 20
    assert lately.of(b"5") is None
    lately.keep(b"asked for", 1)
    lately.keep(b"left", 2)
    for _ in range(5):
        now[0] += 61
        assert lately.of(b"asked for") == 1
    assert lately.of(b"left") is None
    now[0] += 200
    assert lately.of(b"asked for") is None


def test_the_key_of_one_thread_is_not_remembered(seed: bytes) -> None:
    before = len(kept())
    key = PrivateKey(seed)
    key.open(key.public.seal(secrets.token_bytes(32), INFO), INFO)
    assert len(kept()) == before
