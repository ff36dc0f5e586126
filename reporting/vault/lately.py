"""What was worked out lately, by name: bounded, and forgotten when nobody asks for it."""

import threading
import time
from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")

MOST = 4_096
FOR_SECONDS = 600.0


class Lately(Generic[T]):
    """Two generations: what is asked for moves to the younger one; the older is dropped when the younger is full or has
    stood for `seconds`. So nothing outlives twice that time unless it is asked for, and twice `most` is all there is.
    """

    def __init__(
        self, most: int = MOST, seconds: float = FOR_SECONDS, now: Callable[[], float] = time.monotonic
    ) -> None:
        self._most = most
        self._seconds = seconds
        self._now = now
        self._lock = threading.Lock()
        self._young: dict[bytes, T] = {}
        self._old: dict[bytes, T] = {}
        self._began = now()

    def __repr__(self) -> str:
        return f"Lately({len(self._young) + len(self._old)})"

    def of(self, name: bytes) -> T | None:
        self._age()
        found = self._young.get(name)
        if found is None:
            found = self._old.get(name)
            if found is not None:
                self._young[name] = found
        return found

    def keep(self, name: bytes, value: T) -> None:
        self._age()
        self._young[name] = value

    def _age(self) -> None:
        now = self._now()
        if len(self._young) < self._most and now - self._began < self._seconds:
            return
        with self._lock:
            if len(self._young) >= self._most or now - self._began >= self._seconds:
                # Both, where nobody came for longer than two generations.
                self._old = {} if now - self._began >= 2 * self._seconds else self._young
                self._young, self._began = {}, now
