"""A phone that is none: what goes to it stays here, so that a test may page it and nobody's phone rings.

The carrier is asked a question instead, which needs the account and the way to it and sends nothing. What it refuses
is refused here too.
"""

import re
import threading
from collections import deque
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime

from notify.ports import Carrier, Clock, Delivery, Misconfigured, Sent

# No country's code begins with 0: a number that no network can ring, should it ever get out.
NUMBER = "+000000000000"
_CODE = re.compile(r"\bACK (\d{4})\b")
MOST = 32


@dataclass(frozen=True, slots=True)
class Sink:
    """Satisfies `ports.Carrier` before the district's own. `line`: the number from which people are called."""

    carrier: Carrier
    line: str
    clock: Clock
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False)
    _codes: deque[str] = field(default_factory=lambda: deque(maxlen=MOST), repr=False)

    def send_text(self, *, to: str, sender: str, body: str, reference: str, validity_s: int) -> Sent:
        if to != NUMBER:
            return self.carrier.send_text(
                to=to, sender=sender, body=body, reference=reference, validity_s=validity_s
            )
        self.carrier.find_text(to=self.line, sender=self.line, body="", since=self.clock())
        found = _CODE.search(body)
        if found:
            with self._lock:
                self._codes.append(found[1])
        return Sent("sink", Delivery.DELIVERED)

    def place_call(self, *, to: str, sender: str, reference: str, ring_s: int) -> Sent:
        if to == NUMBER:
            raise Misconfigured  # nobody picks up here
        return self.carrier.place_call(to=to, sender=sender, reference=reference, ring_s=ring_s)

    def end_call(self, sid: str) -> None:
        self.carrier.end_call(sid)

    def fetch_status(self, sid: str) -> Sent:
        return self.carrier.fetch_status(sid)

    def find_text(
        self, *, to: str, sender: str, body: str, since: datetime, known: Collection[str] = ()
    ) -> Sent | None:
        return self.carrier.find_text(to=to, sender=sender, body=body, since=since, known=known)

    def codes(self) -> tuple[str, ...]:
        """Those of the texts that came since the last look: each is answered once."""
        with self._lock:
            found = tuple(self._codes)
            self._codes.clear()
        return found
