"""A task says that it turned only when it did its work, and the outside monitor's address is one that can be trusted."""

import threading

import pytest

from reporting.settings import Settings, SettingsInvalid, load_settings
from reporting.worker import Tick, Worker

PATIENCE_S = 60


def test_a_task_that_fails_or_hangs_does_not_say_that_it_turned() -> None:
    turned: list[str] = []
    twice, go_on = threading.Event(), threading.Event()

    def done(name: str, every_s: float) -> None:
        assert every_s == 0.05
        turned.append(name)
        if turned.count("well") == 3:
            twice.set()

    def fails() -> None:
        raise RuntimeError

    worker = Worker(
        (
            Tick("fails", 0.05, fails),
            Tick("hangs", 0.05, lambda: go_on.wait(PATIENCE_S)),
            Tick("well", 0.05, lambda: None),
        ),
        done,
    )
    worker.start()
    assert twice.wait(PATIENCE_S)
    assert set(turned) == {"well"}
    go_on.set()
    worker.stop()


@pytest.mark.parametrize("address", ["http://monitor.example/ping", "ftp://monitor.example", "https://", "x"])
def test_an_address_that_anybody_on_the_way_could_read_is_refused_and_not_repeated(
    monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    monkeypatch.setenv("QUIETLINE_PING_URL", address)
    with pytest.raises(SettingsInvalid) as refusal:
        load_settings()
    assert "QUIETLINE_PING_URL" in str(refusal.value)
    assert "https://" in str(refusal.value)
    assert "monitor.example" not in str(refusal.value)


@pytest.mark.parametrize("address", ["https://monitor.example/ping/a-secret", "http://127.0.0.1:9/ping"])
def test_an_address_that_counts_is_kept_as_a_secret(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    monkeypatch.setenv("QUIETLINE_PING_URL", address)
    settings = load_settings()
    assert settings.ping_url is not None
    assert settings.ping_url.get_secret_value() == address
    assert "a-secret" not in repr(settings)


def test_without_an_address_nobody_outside_is_asked() -> None:
    assert Settings().ping_url is None
