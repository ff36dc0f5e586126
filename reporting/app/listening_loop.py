"""Waits for a waitress server's sockets, and asks only those that may have changed what they wait for.

waitress's own loop asks every open connection before each wait, and waits by select(2), which can name no file
descriptor above 1,023: with one idle connection more, the listener ended for good. Here the kernel keeps the
list (epoll, by the standard library's selectors).
"""

import logging
import time
from contextlib import suppress
from selectors import EVENT_READ, EVENT_WRITE, DefaultSelector
from typing import Any

from waitress import wasyncore
from waitress.channel import HTTPChannel

# So often idle connections are ended, and what no event announced is seen.
LOOK_SECONDS = 1.0
# So long answers that are being written are waited for when the listener ends.
LAST_WORDS_SECONDS = 3.0
LAST_LOOK_SECONDS = 0.02
THREADS_SECONDS = 1.0
REST_SECONDS = 0.1

log = logging.getLogger("quietline.listener")


class ListeningLoop:
    """One server's sockets, for one thread. `server`: bound by waitress, with a map of its own."""

    def __init__(self, server: Any) -> None:
        self._server = server
        # By file descriptor: the listening socket, the trigger that threads pull, and each connection.
        self._map: dict[int, Any] = server._map  # noqa: SLF001 -- waitress hands its own loop just this
        self._selector = DefaultSelector()
        self._awaited: dict[int, tuple[Any, int]] = {}
        self._restless: set[int] = set()
        self._ending = False

    def run(self) -> None:
        """Serve until `end` was called and what was being answered has left."""
        try:
            while not self._ending:
                self._serve()
            self._let_leave()
        finally:
            self._server.task_dispatcher.shutdown(timeout=THREADS_SECONDS)
            wasyncore.close_all(self._map)
            self._selector.close()

    @property
    def awaited(self) -> int:
        """How many sockets the kernel watches for it."""
        return len(self._awaited)

    def end(self) -> None:
        """From any thread: nothing new is taken."""
        self._ending = True
        with suppress(OSError):
            self._server.pull_trigger()

    def _serve(self) -> None:
        """What breaks the wait itself ends no listener: all sockets are waited for anew."""
        due = 0.0
        try:
            while not self._ending:
                if (now := time.monotonic()) >= due:
                    due = now + LOOK_SECONDS
                    self._look_at_all()
                self._look()
                self._turn(LOOK_SECONDS)
        except Exception as error:  # noqa: BLE001 -- nobody is served by a thread that has ended
            log.warning("a listener lost its place and begins again: %s", type(error).__name__)
            self._selector.close()
            self._selector = DefaultSelector()
            self._awaited.clear()
            time.sleep(REST_SECONDS)

    def _let_leave(self) -> None:
        self._server.accepting = False
        until = time.monotonic() + LAST_WORDS_SECONDS
        while any(map(_is_served, self._server.active_channels.values())) and time.monotonic() < until:
            self._look_at_all()
            self._look()
            self._turn(LAST_LOOK_SECONDS)

    def _turn(self, seconds: float) -> None:
        """Wait for the kernel's word and pass it on."""
        for key, events in self._selector.select(seconds):
            dispatcher = self._map.get(key.fd)
            # One event can end another's connection.
            if dispatcher is None or dispatcher is not key.data:
                continue
            self._restless.add(key.fd)
            if events & EVENT_READ:
                if dispatcher.readable():
                    wasyncore.read(dispatcher)
                else:
                    self._forget(key.fd)
            if events & EVENT_WRITE and key.fd in self._map:
                wasyncore.write(dispatcher)
            if dispatcher is self._server:
                self._restless.update(self._map.keys() - self._awaited.keys())

    def _look_at_all(self) -> None:
        self._restless.update(self._map, self._awaited)

    def _look(self) -> None:
        """Tell the kernel what each restless connection waits for now."""
        for fd in tuple(self._restless):
            dispatcher = self._map.get(fd)
            # Asked first: a thread says what its connection needs, and only then that it is done with it.
            if dispatcher is None or not _is_served(dispatcher):
                self._restless.discard(fd)
            self._await(fd, dispatcher)

    def _await(self, fd: int, dispatcher: Any) -> None:
        known, awaited = self._awaited.get(fd, (None, 0))
        events = 0 if dispatcher is None else _events(dispatcher)
        if known is dispatcher and (events == awaited or (not events and awaited == EVENT_READ)):
            # While it is answered it is still listened to: hardly anybody says more before, and so nobody is told twice.
            return
        # The number of a connection that has gone may be another's by now.
        if known is not None:
            self._forget(fd)
        if events:
            self._selector.register(fd, events, dispatcher)
            self._awaited[fd] = (dispatcher, events)

    def _forget(self, fd: int) -> None:
        del self._awaited[fd]
        self._selector.unregister(fd)


def _events(dispatcher: Any) -> int:
    events = EVENT_READ if dispatcher.readable() else 0
    return events | EVENT_WRITE if dispatcher.writable() and not dispatcher.accepting else events


def _is_served(dispatcher: Any) -> bool:
    """Whether a request of this connection is being read, answered or written, so that a thread may change it."""
    return isinstance(dispatcher, HTTPChannel) and bool(
        dispatcher.requests or dispatcher.request is not None or dispatcher.total_outbufs_len
    )
