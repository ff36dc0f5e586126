"""Where the search of each session stands, in RAM: sealed under a key that only its cookie gives, bounded, forgotten soon.

A session that locks gets another cookie when it is unlocked, so that nothing found before opens after it.
"""

import threading
from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime, timedelta

from pydantic import TypeAdapter

from reporting.cases.search_view import Asked, Found, How
from reporting.model.clock import Clock
from reporting.people.staff_session import StaffSession
from reporting.vault.notation import Unreadable, gcm_open, gcm_seal, kd

KEPT = timedelta(minutes=15)
MOST = 200  # sessions


@dataclass(frozen=True, slots=True)
class Standing:
    """A search between two slices. `after`: minute and thread (hex) of what was looked at last; `again`: the second walk,
    over what changed during the first; `begun_version`: the change feed's number at the beginning.
    """

    number: str
    asked: Asked
    total: int
    begun_minute: int
    begun_version: int
    how: How = "walking"
    searched: int = 0
    unopened: int = 0
    again: bool = False
    after: tuple[int, str] | None = None
    found: tuple[Found, ...] = ()

    def __repr__(self) -> str:
        return f"Standing({self.how!r})"


_AS_JSON = TypeAdapter(Standing)


@dataclass(frozen=True, slots=True)
class _Kept:
    at: datetime
    sealed: bytes

    def __repr__(self) -> str:
        return "_Kept(<sealed>)"


class KeptSearches:
    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._kept: OrderedDict[bytes, _Kept] = OrderedDict()

    def __repr__(self) -> str:
        return f"KeptSearches({len(self._kept)})"

    def keep(self, session: StaffSession, standing: Standing) -> None:
        sealed = gcm_seal(_key(session), _AS_JSON.dump_json(standing), session.cookie_id)
        with self._lock:
            self._kept.pop(session.cookie_id, None)
            self._kept[session.cookie_id] = _Kept(self._clock(), sealed)
            self._drop_old()

    def of(self, session: StaffSession) -> Standing | None:
        with self._lock:
            self._drop_old()
            found = self._kept.get(session.cookie_id)
        if found is None:
            return None
        try:
            return _AS_JSON.validate_json(gcm_open(_key(session), found.sealed, session.cookie_id))
        except Unreadable:
            return None

    def forget(self, session: StaffSession) -> None:
        with self._lock:
            self._kept.pop(session.cookie_id, None)

    def _drop_old(self) -> None:
        now = self._clock()
        while self._kept:
            oldest = next(iter(self._kept))
            if len(self._kept) <= MOST and now - self._kept[oldest].at < KEPT:
                return
            del self._kept[oldest]


def _key(session: StaffSession) -> bytes:
    """The forms' secret comes from the cookie and a key in RAM, and lies nowhere."""
    return kd(session.csrf_secret, "kept-search", session.cookie_id)
