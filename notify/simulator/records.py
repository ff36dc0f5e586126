"""What the simulated Twilio remembers: texts, calls, who said STOP. Bounded; the oldest go first."""

import itertools
import threading
from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime

LIMIT = 5_000


@dataclass(frozen=True, slots=True)
class Media:
    """A picture of a message, as the API names it."""

    sid: str
    content_type: str = "image/png"
    data: bytes = field(default=b"", repr=False)  # empty: a picture of one point stands for it


@dataclass(frozen=True, slots=True)
class Record:
    """One text, call or e-mail. Every change makes a new value; `sid` stays."""

    sid: str
    kind: str  # sms, mms, voice, email
    to: str
    sender: str
    body: str
    at: datetime
    status: str
    direction: str  # outbound-api, outbound-reply, inbound
    error: int = 0
    callback: str = ""
    url: str = ""
    action: str = ""  # where a pressed digit of a call goes
    events: tuple[str, ...] = ()  # of which of a call's steps the product wants to hear
    media: tuple[Media, ...] = ()
    service: str = ""
    history: tuple[str, ...] = ()

    @property
    def left(self) -> bool:
        return self.direction != "inbound"


@dataclass(slots=True)
class Records:
    """Thread-safe; oldest first."""

    limit: int = LIMIT
    _kept: "OrderedDict[str, Record]" = field(default_factory=OrderedDict)
    _opted_out: set[tuple[str, str]] = field(default_factory=set)
    _lock: threading.RLock = field(default_factory=threading.RLock)
    _numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    def new_sid(self, prefix: str) -> str:
        with self._lock:
            return f"{prefix}{next(self._numbers):032x}"

    def add(self, record: Record) -> Record:
        with self._lock:
            self._kept[record.sid] = replace(record, history=(record.status,))
            while len(self._kept) > self.limit:
                self._kept.popitem(last=False)
            return self._kept[record.sid]

    def get(self, sid: str) -> Record | None:
        with self._lock:
            return self._kept.get(sid)

    def change(self, sid: str, *, status: str | None = None, **values: object) -> Record | None:
        """A new version of the record, if it is still kept. A new status joins its history."""
        with self._lock:
            before = self._kept.get(sid)
            if before is None:
                return None
            after = replace(before, **values)  # type: ignore[arg-type]  # fields by name, from this package only
            if status is not None:
                after = replace(after, status=status, history=(*before.history, status))
            self._kept[sid] = after
            return after

    def remove(self, sid: str) -> bool:
        with self._lock:
            return self._kept.pop(sid, None) is not None

    def all(self) -> list[Record]:
        with self._lock:
            return list(self._kept.values())

    def opt_out(self, service: str, number: str) -> None:
        with self._lock:
            self._opted_out.add((service, number))

    def opt_in(self, service: str, number: str) -> None:
        with self._lock:
            self._opted_out.discard((service, number))

    def opted_out(self, service: str, number: str) -> bool:
        with self._lock:
            return (service, number) in self._opted_out
