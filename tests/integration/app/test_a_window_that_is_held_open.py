"""Whoever holds every turn at the service's window and says nothing holds nobody else: it answers again, and can be ended."""

import secrets
import socket
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from reporting.app import window_line
from reporting.app.window_line import AT_ONCE, WindowShut, ask, open_line


@pytest.fixture
def path() -> Iterator[Path]:
    found = Path(f"/tmp/quietline-{secrets.token_hex(6)}")  # noqa: S108 -- the path of a socket is short
    yield found
    found.unlink(missing_ok=True)


def test_it_ends_while_all_turns_are_held_and_one_more_waits(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(window_line, "WAIT_S", 0.2)  # of the loop; whoever is connected has ten seconds
    came, one_more = [], threading.Event()
    begin = window_line._Server.process_request

    def noted(server: window_line._Server, request: Any, address: Any) -> None:
        came.append(request)
        if len(came) > AT_ONCE:
            one_more.set()
        begin(server, request, address)

    monkeypatch.setattr(window_line._Server, "process_request", noted)
    end = open_line(path, lambda _: {})
    held = [socket.socket(socket.AF_UNIX) for _ in range(AT_ONCE + 1)]
    for one in held:
        one.connect(str(path))
    assert one_more.wait(10)
    ending = threading.Thread(target=end, daemon=True)
    ending.start()
    ending.join(7)
    assert not ending.is_alive()
    for one in held:
        one.close()


def test_a_thread_that_cannot_begin_costs_no_turn(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    end = open_line(path, lambda _: {"said": "yes"})

    def refuse(_: threading.Thread) -> None:
        raise RuntimeError("can't start new thread")

    with monkeypatch.context() as full:
        full.setattr(threading.Thread, "start", refuse)
        for _ in range(AT_ONCE):
            with pytest.raises(WindowShut):
                ask(path, {"ask": "name"})
    monkeypatch.setattr(window_line, "WAIT_S", 2)
    assert ask(path, {"ask": "name"}) == {"said": "yes"}
    end()
