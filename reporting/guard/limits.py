"""How often one sender may do a thing. A decision, never a gate: the caller decides what "over" means."""

import threading
import time
from collections import OrderedDict, deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

# A flood from a million networks must not fill the memory: beyond this, whoever was quiet longest is forgotten.
_MOST_SENDERS = 20_000


@dataclass(frozen=True, slots=True)
class Allowance:
    """`amount` times in any `seconds` that follow each other (a moving window)."""

    name: str
    amount: int
    seconds: int


class Counters(Protocol):
    def spend(self, allowance: Allowance, key: bytes) -> bool:
        """Count one. True while within the allowance; what is over it is not counted."""
        ...

    def left(self, allowance: Allowance, key: bytes) -> bool:
        """Whether one more would be within the allowance. Counts nothing."""
        ...


class ProcessCounters:
    """Of one process, without a thread of its own (docs/adr/0061)."""

    def __init__(self, monotonic: Callable[[], float] = time.monotonic, most: int = _MOST_SENDERS) -> None:
        self._monotonic = monotonic
        self._most = most
        self._lock = threading.Lock()
        self._senders: OrderedDict[tuple[str, bytes], deque[float]] = OrderedDict()

    def __len__(self) -> int:
        return len(self._senders)

    def spend(self, allowance: Allowance, key: bytes) -> bool:
        with self._lock:
            times = self._recent(allowance, key)
            if len(times) >= allowance.amount:
                return False
            times.append(self._monotonic())
            self._senders[allowance.name, key] = times
            self._senders.move_to_end((allowance.name, key))
            if len(self._senders) > self._most:
                self._senders.popitem(last=False)
            return True

    def left(self, allowance: Allowance, key: bytes) -> bool:
        with self._lock:
            return len(self._recent(allowance, key)) < allowance.amount

    def _recent(self, allowance: Allowance, key: bytes) -> deque[float]:
        times = self._senders.get((allowance.name, key), deque())
        since = self._monotonic() - allowance.seconds
        while times and times[0] <= since:
            times.popleft()
        return times
