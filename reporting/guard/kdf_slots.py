"""Key derivations for visitors, a few at a time, in turn between senders.

A cap for the whole site would let twelve addresses lock everybody out (tried: 0 of 1,200 honest returns
were served). Here a sender only ever waits behind one of each other sender.
"""

import threading
from collections import OrderedDict, deque
from collections.abc import Iterator
from contextlib import contextmanager


class TooManyWaiting(Exception):
    """The sender already has as many requests waiting as it may. Ask it to come again in a moment."""


class KdfSlots:
    def __init__(self, slots: int = 1, waiting: int = 20) -> None:
        """`slots` derivations at once; `waiting` requests in line for each sender."""
        self._lock = threading.Lock()
        self._free = slots
        self._most = waiting
        self._lines: OrderedDict[bytes, deque[threading.Event]] = OrderedDict()

    @contextmanager
    def turn(self, key: bytes) -> Iterator[None]:
        """Hold a slot. Raises TooManyWaiting at once when this sender's line is full."""
        called = self._enter(key)
        if called is not None:
            called.wait()
        try:
            yield
        finally:
            self._pass_on()

    def waiting(self, key: bytes) -> int:
        with self._lock:
            return len(self._lines.get(key, ()))

    def _enter(self, key: bytes) -> threading.Event | None:
        with self._lock:
            if self._free:
                self._free -= 1
                return None
            line = self._lines.setdefault(key, deque())
            if len(line) >= self._most:
                raise TooManyWaiting
            called = threading.Event()
            line.append(called)
            return called

    def _pass_on(self) -> None:
        with self._lock:
            if not self._lines:
                self._free += 1
                return
            key, line = self._lines.popitem(last=False)
            called = line.popleft()
            if line:
                self._lines[key] = line  # to the end: every other sender comes first
            called.set()
