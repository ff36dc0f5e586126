"""How the simulated carrier and its phones misbehave, on request."""

import threading
from collections import deque
from dataclasses import dataclass, field
from enum import StrEnum

# As the REST API names what is created; the others are what is done to it afterwards.
TEXTS, CALLS, READS, CHANGES = "Messages", "Calls", "reads", "changes"


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
    LATE = "late"
    REVERSED = "reversed"
    DOUBLED = "doubled"
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class Phone:
    """A phone's manners. `off`: the carrier never confirms. `error`: a text is undelivered, with that code.

    A call rings out unless somebody answers; `voicemail` picks up by itself, `busy` is busy.
    """

    off: bool = False
    error: int = 0
    voicemail: bool = False
    busy: bool = False


class Manner(StrEnum):
    """A phone's manners by name, as the demo's page and scripts choose them."""

    ON = "on"
    OFF = "off"
    UNREACHABLE = "unreachable"
    BLOCKED = "blocked"
    LANDLINE = "landline"
    VOICEMAIL = "voicemail"
    BUSY = "busy"

    @property
    def phone(self) -> Phone:
        return _PHONES[self]


_PHONES = {
    Manner.ON: Phone(),
    Manner.OFF: Phone(off=True),
    Manner.UNREACHABLE: Phone(error=30003),
    Manner.BLOCKED: Phone(error=30007),  # the carrier filters our texts
    Manner.LANDLINE: Phone(error=30006),
    Manner.VOICEMAIL: Phone(voicemail=True),
    Manner.BUSY: Phone(busy=True),
}


class Weather(StrEnum):
    """The carrier as a whole, by name."""

    WELL = "well"
    TEXTS_DOWN = "texts_down"
    DOWN = "down"
    CROWDED = "crowded"
    LOSING = "losing"  # takes everything, and every answer is lost
    LOCKED = "locked"  # the account is wrong or suspended


_WEATHER: dict[Weather, tuple[Fault | None, tuple[str, ...]]] = {
    Weather.WELL: (None, (TEXTS, CALLS, READS, CHANGES)),
    Weather.TEXTS_DOWN: (Fault.SERVER_ERROR, (TEXTS,)),
    Weather.DOWN: (Fault.LOST_REQUEST, (TEXTS, CALLS, READS, CHANGES)),
    Weather.CROWDED: (Fault.TOO_MANY, (TEXTS, CALLS)),
    Weather.LOSING: (Fault.LOST_REPLY, (TEXTS, CALLS)),
    Weather.LOCKED: (Fault.UNAUTHORIZED, (TEXTS, CALLS, READS, CHANGES)),
}


@dataclass(slots=True)
class Behaviour:
    """`segments_per_s`: what a number sends, the rest waits its turn; 0 is no limit."""

    order: Order = Order.TRUE
    slow_s: float = 3.0
    late_s: float = 20.0
    segments_per_s: float = 0.0
    weather: Weather = field(default=Weather.WELL, init=False)
    _faults: deque[Fault] = field(default_factory=deque)
    _outages: dict[str, Fault] = field(default_factory=dict)
    _phones: dict[str, Phone] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def next(self, *faults: Fault) -> None:
        """The next requests fail in this order; then all is well again."""
        with self._lock:
            self._faults.extend(faults)

    def out(self, fault: Fault | None, *kinds: str) -> None:
        """Every request of these kinds fails like this, until None says that all is well again."""
        with self._lock:
            for kind in kinds or (TEXTS, CALLS):
                if fault is None:
                    self._outages.pop(kind, None)
                else:
                    self._outages[kind] = fault

    def turn(self, weather: Weather) -> None:
        self.out(None, *_WEATHER[Weather.WELL][1])
        fault, kinds = _WEATHER[weather]
        self.out(fault, *kinds)
        self.weather = weather

    def take(self, kind: str) -> Fault | None:
        with self._lock:
            once = kind in {TEXTS, CALLS} and bool(self._faults)
            return self._faults.popleft() if once else self._outages.get(kind)

    def set_phone(self, number: str, phone: Phone) -> None:
        with self._lock:
            self._phones[number] = phone

    def phone(self, number: str) -> Phone:
        with self._lock:
            return self._phones.get(number, Phone())

    def manners(self) -> dict[str, Manner]:
        """Of every phone that was given any, by name. One whose manners have no name counts as on."""
        with self._lock:
            given = dict(self._phones)
        return {
            number: next((name for name, known in _PHONES.items() if known == phone), Manner.ON)
            for number, phone in given.items()
        }
