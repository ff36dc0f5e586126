"""Where a long look of each session stands, in RAM: sealed under a key that only its cookie gives, bounded, forgotten soon.

A session that locks gets another cookie when it is unlocked, so that nothing found before opens after it.
"""

import threading
from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Generic, TypeVar

from pydantic import TypeAdapter

from reporting.model.clock import Clock
from reporting.people.staff_session import StaffSession
from reporting.vault.notation import Unreadable, gcm_open, gcm_seal, kd

MOST = 200  # sessions

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class _Kept:
    at: datetime
    sealed: bytes

    def __repr__(self) -> str:
        return "_Kept(<sealed>)"


class KeptBySession(Generic[T]):
    """`purpose`: what the key is for. `standing`: how a value becomes JSON and back."""

    def __init__(self, clock: Clock, purpose: str, standing: TypeAdapter[T], kept: timedelta) -> None:
        self._clock = clock
        self._purpose = purpose
        self._standing = standing
        self._for = kept
        self._lock = threading.Lock()
        self._kept: OrderedDict[bytes, _Kept] = OrderedDict()

    def __repr__(self) -> str:
        return f"KeptBySession({self._purpose!r}, {len(self._kept)})"

    def keep(self, session: StaffSession, value: T) -> None:
        sealed = gcm_seal(self._key(session), self._standing.dump_json(value), session.cookie_id)
        with self._lock:
            self._kept.pop(session.cookie_id, None)
            self._kept[session.cookie_id] = _Kept(self._clock(), sealed)
            self._drop_old()

    def of(self, session: StaffSession) -> T | None:
        with self._lock:
            self._drop_old()
            found = self._kept.get(session.cookie_id)
        if found is None:
            return None
        try:
            opened = gcm_open(self._key(session), found.sealed, session.cookie_id)
        except Unreadable:
            return None
        return self._standing.validate_json(opened)

    def forget(self, session: StaffSession) -> None:
        with self._lock:
            self._kept.pop(session.cookie_id, None)

    def _drop_old(self) -> None:
        now = self._clock()
        while self._kept:
            oldest = next(iter(self._kept))
            if len(self._kept) <= MOST and now - self._kept[oldest].at < self._for:
                return
            del self._kept[oldest]

    def _key(self, session: StaffSession) -> bytes:
        """The forms' secret comes from the cookie and a key in RAM, and lies nowhere."""
        return kd(session.csrf_secret, self._purpose, session.cookie_id)
