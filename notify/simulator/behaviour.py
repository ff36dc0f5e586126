"""How the simulated carrier and its phones misbehave, on request."""

import threading
from collections import deque
from dataclasses import dataclass, field
from enum import StrEnum


class Fault(StrEnum):
    """What happens to one request that creates a message or call."""

    TOO_MANY = "429"  # not taken; Retry-After
    SERVER_ERROR = "500"  # not taken, says nothing
    LOST_REPLY = "lost"  # taken, the connection breaks before the answer
    LOST_REQUEST = "dropped"  # not taken, the connection breaks
    SLOW = "slow"  # taken, the answer comes too late
    UNAUTHORIZED = "20003"  # the account is wrong


class Order(StrEnum):
    """How callbacks arrive."""

    TRUE = "true"
    REVERSED = "reversed"
    DOUBLED = "doubled"
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class Phone:
    """A phone's manners. `off`: the carrier never confirms. `error`: undelivered, with that code."""

    off: bool = False
    error: int = 0
    answers: bool = True  # calls


@dataclass(slots=True)
class Behaviour:
    order: Order = Order.TRUE
    slow_s: float = 3.0
    _faults: deque[Fault] = field(default_factory=deque)
    _phones: dict[str, Phone] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def next(self, *faults: Fault) -> None:
        """The next requests fail in this order; then all is well again."""
        with self._lock:
            self._faults.extend(faults)

    def take(self) -> Fault | None:
        with self._lock:
            return self._faults.popleft() if self._faults else None

    def set_phone(self, number: str, phone: Phone) -> None:
        with self._lock:
            self._phones[number] = phone

    def phone(self, number: str) -> Phone:
        with self._lock:
            return self._phones.get(number, Phone())
