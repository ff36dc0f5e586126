"""Counts gathered in RAM and written together, now and then: a row at the time would name a tip."""

import threading
from collections import Counter
from collections.abc import Callable, Hashable, Mapping
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)


class Gathered(Generic[K]):
    """What each `write` is handed was taken out before; what could not be written goes back and waits for the next."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._counts: Counter[K] = Counter()
        self._things = 0

    def add(self, counts: Mapping[K, int]) -> None:
        """One thing that happened, with all that it counts for. A count may be negative: it takes one back."""
        with self._lock:
            self._counts.update(counts)
            self._things += 1

    def waiting(self) -> Counter[K]:
        """What this process has not written down yet."""
        with self._lock:
            return Counter(self._counts)

    def write(self, write: Callable[[Mapping[K, int]], object], *, fewest: int = 1) -> None:
        """Hand it all to `write`, unless fewer than `fewest` things happened. Raises what `write` raises."""
        with self._lock:
            if self._things < fewest:
                return
            taken, things = self._counts, self._things
            self._counts, self._things = Counter(), 0
        try:
            write(taken)
        except Exception:
            with self._lock:
                self._counts.update(taken)
                self._things += things
            raise
