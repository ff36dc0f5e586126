"""However many connections stand open, slow, silent or full of words: each is answered, and an answer leaves whole."""

import errno
import os
import socket
import threading
from collections.abc import Callable, Iterable, Iterator
from selectors import DefaultSelector
from typing import Any

import pytest
from waitress.server import create_server

from reporting.app import listening_loop
from reporting.app.serving import IN_RAM, Listeners, serve
from tests.journeys.patience import until

LONG = 16_000_000
# select(2) can name none from here on.
SELECT_ENDS = 1024


class Site:
    """Answers `/slow` when it is told to, `/long` and `/slow` with sixteen million bytes, and all else with its body."""

    def __init__(self, **how: Any) -> None:
        self.asked, self.go = threading.Event(), threading.Event()
        server: Any = create_server(
            self._answer,
            host="127.0.0.1",
            port=0,
            threads=4,
            ident=None,
            backlog=64,
            outbuf_overflow=IN_RAM,
            **how,
        )
        self.port: int = server.effective_port
        self.listeners: Listeners = serve([server])

    def _answer(self, environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        path = environ["PATH_INFO"]
        said: bytes = environ["wsgi.input"].read() or path.encode()
        if path == "/slow":
            self.asked.set()
            assert self.go.wait(20)
        body = b"x" * LONG if path in {"/long", "/slow"} else said
        start("200 OK", [("Content-Length", str(len(body)))])
        return [body]

    def connect(self) -> socket.socket:
        return socket.create_connection(("127.0.0.1", self.port), timeout=20)


def get(path: str, more: str = "") -> bytes:
    return f"GET {path} HTTP/1.1\r\nHost: a\r\n{more}\r\n".encode()


def body_of(line: socket.socket, length: int) -> bytes:
    """The next answer's body. What came beyond it would be another answer."""
    said = b""
    while b"\r\n\r\n" not in said:
        said += line.recv(1)
    body = b""
    while len(body) < length:
        piece = line.recv(length - len(body))
        assert piece, "the answer ended early"
        body += piece
    return body


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    """What no event announces is not looked for: all that its tests see, the loop was told."""
    monkeypatch.setattr(listening_loop, "LOOK_SECONDS", 3600)
    site = Site()
    yield site
    site.go.set()
    site.listeners.stop()


@pytest.fixture
def many_files() -> Iterator[None]:
    """So many files stand open that the next socket's number is beyond what select(2) can name."""
    held = [os.open(os.devnull, os.O_RDONLY) for _ in range(SELECT_ENDS)]
    yield
    for one in held:
        os.close(one)


def test_who_comes_while_a_thousand_others_are_connected_is_answered(site: Site, many_files: None) -> None:
    with site.connect() as line:
        assert line.fileno() >= SELECT_ENDS
        for _ in range(2):
            line.sendall(get("/hello"))
            assert body_of(line, 6) == b"/hello"


def test_answers_on_one_connection_come_in_the_order_they_were_asked_in(site: Site) -> None:
    with site.connect() as line:
        line.sendall(get("/first") + get("/second") + get("/third"))
        assert [body_of(line, length) for length in (6, 7, 6)] == [b"/first", b"/second", b"/third"]


def test_what_comes_in_pieces_is_one_message(site: Site) -> None:
    with site.connect() as line, site.connect() as other:
        for piece in (b"POST / HTTP/1.1\r\nHost: a\r\nContent-", b"Length: 10\r\n\r\nhel", b"lo", b" you."):
            line.sendall(piece)
            other.sendall(get("/other"))
            assert body_of(other, 6) == b"/other"
        assert body_of(line, 10) == b"hello you."


def test_who_asks_whether_to_go_on_is_told_to(site: Site) -> None:
    with site.connect() as line:
        line.sendall(b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\r\n")
        assert line.recv(100).startswith(b"HTTP/1.1 100 ")
        line.sendall(b"hello")
        assert body_of(line, 5) == b"hello"


def test_a_long_answer_reaches_who_reads_slowly_and_holds_nobody_up(site: Site) -> None:
    with site.connect() as slow:
        slow.sendall(get("/long"))
        with site.connect() as line:
            line.sendall(get("/hello"))
            assert body_of(line, 6) == b"/hello"
        assert body_of(slow, LONG) == b"x" * LONG
        slow.sendall(get("/hello"))
        assert body_of(slow, 6) == b"/hello"


def test_who_asked_for_the_end_of_the_connection_sees_it(site: Site) -> None:
    with site.connect() as line:
        line.sendall(get("/bye", "Connection: close\r\n"))
        assert body_of(line, 4) == b"/bye"
        assert line.recv(1) == b""


def test_who_leaves_without_a_word_leaves_nothing_behind(site: Site) -> None:
    for _ in range(50):
        with site.connect() as line:
            line.sendall(get("/hello")[:7])
    with site.connect() as line:
        line.sendall(get("/hello"))
        assert body_of(line, 6) == b"/hello"
    # Its door and its bell.
    until(lambda: site.listeners.loops[0].awaited == 2, "connections that have gone are forgotten")


def test_who_is_connected_and_says_nothing_is_let_go() -> None:
    site = Site(channel_timeout=1, cleanup_interval=1)
    with site.connect() as line:
        line.sendall(get("/hello"))
        assert body_of(line, 6) == b"/hello"
        assert line.recv(1) == b""
    site.listeners.stop()


def test_who_found_the_house_full_comes_in_when_another_leaves() -> None:
    # Its own door and bell count as two.
    site = Site(connection_limit=3)
    with site.connect() as late:
        with site.connect() as first:
            first.sendall(get("/first"))
            late.sendall(get("/late"))
        assert body_of(late, 5) == b"/late"
    site.listeners.stop()


def test_a_wait_that_breaks_is_begun_again_and_who_was_connected_is_still_answered(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    class Breaking(DefaultSelector):
        """Breaks as an operating system does that has run out of something: once, in the middle."""

        turns = 0

        def select(self, timeout: float | None = None) -> list[Any]:
            Breaking.turns += 1
            if Breaking.turns == 4:
                raise OSError(errno.ENOMEM, "no memory")
            return super().select(timeout)

    monkeypatch.setattr(listening_loop, "DefaultSelector", Breaking)
    site = Site()
    with site.connect() as line:
        for _ in range(6):
            line.sendall(get("/hello"))
            assert body_of(line, 6) == b"/hello"
    site.listeners.stop()
    assert [one.getMessage() for one in caplog.records if one.name == "quietline.listener"] == [
        "a listener lost its place and begins again: OSError"
    ]


def test_an_answer_that_is_being_made_while_the_service_ends_still_leaves(site: Site) -> None:
    with site.connect() as line, site.connect() as idle:
        line.sendall(get("/slow"))
        assert site.asked.wait(20)
        ending = threading.Thread(target=site.listeners.stop)
        ending.start()
        site.go.set()
        assert body_of(line, LONG) == b"x" * LONG
        ending.join(20)
        assert not ending.is_alive()
        assert idle.recv(1) == b""
        with pytest.raises(ConnectionRefusedError):
            site.connect()
