"""The words of recent submissions, for a student whose answer page was lost on the way.

Sealed under a key in RAM, for fifteen minutes or until the words are confirmed; after a restart they are gone.
"""

import threading
from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime, timedelta

from reporting.model.clock import Clock
from reporting.model.ids import ThreadId
from reporting.vault.notation import Unreadable, gcm_open, gcm_seal

KEPT = timedelta(minutes=15)
MOST = 20_000


@dataclass(frozen=True, slots=True)
class _Kept:
    at: datetime
    thread: ThreadId
    sealed: bytes

    def __repr__(self) -> str:
        return "_Kept(<words>)"


class SubmissionCache:
    def __init__(self, cache_key: bytes, clock: Clock) -> None:
        self._key = cache_key
        self._clock = clock
        self._lock = threading.Lock()
        self._kept: OrderedDict[bytes, _Kept] = OrderedDict()

    def __repr__(self) -> str:
        return f"SubmissionCache({len(self._kept)})"

    def put(self, submission: bytes, thread: ThreadId, words: tuple[str, ...]) -> None:
        """Words that open `thread`, once it is stored."""
        sealed = gcm_seal(self._key, " ".join(words).encode(), submission)
        with self._lock:
            self._kept[submission] = _Kept(self._clock(), thread, sealed)
            while len(self._kept) > MOST:
                self._kept.popitem(last=False)

    def words(self, submission: bytes, thread: ThreadId | None = None) -> tuple[str, ...] | None:
        """The words of a submission; with `thread`, only if it is this one that they open."""
        with self._lock:
            self._drop_old()
            found = self._kept.get(submission)
        if found is None or thread not in {None, found.thread}:
            return None
        try:
            return tuple(gcm_open(self._key, found.sealed, submission).decode().split(" "))
        except Unreadable:
            return None

    def forget(self, submission: bytes) -> None:
        with self._lock:
            self._kept.pop(submission, None)

    def _drop_old(self) -> None:
        now = self._clock()
        while self._kept:
            oldest = next(iter(self._kept))
            if now - self._kept[oldest].at < KEPT:
                return
            del self._kept[oldest]
