"""Numbers that are good once: solved proofs of work and waits that were waited."""

import threading
from collections import OrderedDict
from datetime import datetime
from typing import Protocol

from reporting.guard.shared_counters import SharedCounters
from reporting.model.clock import Clock

_MOST = 50_000


class Nonces(Protocol):
    def spend(self, nonce: str, expires: datetime) -> bool:
        """True the first time. `expires` is when the nonce is refused for its age anyway."""
        ...


class RamNonces:
    """Of one process. Bounded: whatever would expire before a forgotten one counts as spent."""

    def __init__(self, clock: Clock, most: int = _MOST) -> None:
        self._clock = clock
        self._most = most
        self._lock = threading.Lock()
        self._spent: OrderedDict[str, datetime] = OrderedDict()
        self._forgotten_until: datetime | None = None

    def spend(self, nonce: str, expires: datetime) -> bool:
        now = self._clock()
        with self._lock:
            while self._spent and next(iter(self._spent.values())) <= now:
                self._spent.popitem(last=False)
            if nonce in self._spent or expires <= now:
                return False
            if self._forgotten_until is not None and expires <= self._forgotten_until:
                return False
            self._spent[nonce] = expires
            if len(self._spent) > self._most:
                _, gone = self._spent.popitem(last=False)
                self._forgotten_until = max(gone, self._forgotten_until or gone)
            return True


class SharedNonces:
    """Of all processes, by one atomic count each."""

    def __init__(self, counters: SharedCounters, clock: Clock) -> None:
        self._counters = counters
        self._clock = clock

    def spend(self, nonce: str, expires: datetime) -> bool:
        seconds = int((expires - self._clock()).total_seconds())
        return seconds > 0 and self._counters.first(f"nonce/{nonce}", seconds + 1)
