"""Codes that a phone has to give back: who can read them holds the phone. In RAM only, each for ten minutes and five tries.

Nothing here is kept over a restart; then a code is asked for again.
"""

import threading
from collections import OrderedDict
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from reporting.model.clock import Clock
from reporting.vault.notation import hmac256, same

LIFE = timedelta(minutes=10)
TRIES = 5
MOST = 5_000


@dataclass(slots=True)
class _Asked:
    """`digest`: of the code under a key in RAM; `more`: what goes on once it came back, sealed by whoever asked."""

    digest: bytes
    until: datetime
    more: bytes
    tries: int = 0

    def __repr__(self) -> str:
        return "_Asked(<code>)"


@dataclass(slots=True)
class Codes:
    """`key` is one of RAM. A place has one code at a time: a new one takes the old one's."""

    key: bytes
    clock: Clock
    _asked: OrderedDict[bytes, _Asked] = field(default_factory=OrderedDict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def __repr__(self) -> str:
        return "Codes(<codes>)"

    def ask(self, place: bytes, code: str, more: bytes = b"") -> None:
        with self._lock:
            self._asked.pop(place, None)
            self._asked[place] = _Asked(self._digest(place, code), self.clock() + LIFE, more)
            while len(self._asked) > MOST:
                self._asked.popitem(last=False)

    def given_back(self, place: bytes, code: str) -> bytes | None:
        """`more` of the code that is asked for here; None when it is another, too late, or was tried too often.

        It stays until `done`, so that what it opens can be tried again when the store was down.
        """
        with self._lock:
            asked = self._asked.get(place)
            if asked is None:
                return None
            asked.tries += 1
            if asked.tries > TRIES or self.clock() >= asked.until:
                del self._asked[place]
                return None
            return asked.more if same(asked.digest, self._digest(place, code)) else None

    def done(self, place: bytes) -> None:
        with self._lock:
            self._asked.pop(place, None)

    def _digest(self, place: bytes, code: str) -> bytes:
        return hmac256(self.key, place + code.encode())


class Sparingly:
    """So many an hour for each of those who ask, counted in RAM."""

    def __init__(self, most: int, clock: Clock, span: timedelta = timedelta(hours=1)) -> None:
        self._most = most
        self._clock = clock
        self._span = span
        self._times: OrderedDict[bytes, list[datetime]] = OrderedDict()
        self._lock = threading.Lock()

    def __repr__(self) -> str:
        return f"Sparingly({self._most})"

    def may(self, who: bytes) -> bool:
        """Counts this time too, unless it is one too many."""
        now = self._clock()
        with self._lock:
            late = [at for at in self._times.pop(who, []) if now - at < self._span]
            allowed = len(late) < self._most
            self._times[who] = [*late, now] if allowed else late
            while len(self._times) > MOST:
                self._times.popitem(last=False)
        return allowed
