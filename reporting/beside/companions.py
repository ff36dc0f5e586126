"""For a long search a second process, which skims on the other core. One at a time in the whole service, and none of them
outlives what it was begun for: the search, the session that holds the keys, a few quiet seconds, the service.
"""

import logging
import os
import threading
import time
from collections.abc import Callable

from reporting.beside.skim import Question
from reporting.beside.skim_process import SkimProcess

_log = logging.getLogger("reporting.beside")

MANY = 300  # conversations that are left: fewer are skimmed here before it is ready
QUIET_S = 3.0
_LOOK_S = 0.5
_MOST_FAILURES = 3


def has_free_core() -> bool:
    cores = len(os.sched_getaffinity(0))
    return cores > 1 and os.getloadavg()[0] < cores


class Companion:
    """The process of one search. `owner`: whose session it is for."""

    def __init__(self, process: SkimProcess, search: str, owner: bytes, holders: tuple[bytes, ...]) -> None:
        self.process = process
        self.search = search
        self.owner = owner
        self.holders = holders
        self.gone = threading.Event()

    def __repr__(self) -> str:
        return "Companion(<keys>)"


class Companions:
    """Until `start` there is none, nor where no core has time for it: two that share one are slower than one."""

    def __init__(
        self,
        *,
        many: int = MANY,
        quiet_s: float = QUIET_S,
        free_core: Callable[[], bool] | None = None,
        seconds: Callable[[], float] = time.monotonic,
    ) -> None:
        self._many = many
        self._quiet_s = quiet_s
        self._free_core = free_core or has_free_core
        self._seconds = seconds
        self._lock = threading.Lock()
        self._now: Companion | None = None
        self._asked = 0.0
        self._failures = 0
        self._open = False

    def __repr__(self) -> str:
        return "Companions()"

    def start(self) -> None:
        self._open = True

    def stop(self) -> None:
        self._open = False
        now = self._now
        if now is not None:
            self._end(now)

    def process(self) -> int | None:
        """Its number, for whoever measures."""
        now = self._now
        return now.process.pid if now else None

    def of(self, search: str, owner: bytes, holders: tuple[bytes, ...]) -> Companion | None:
        """That of this search, as long as its asker may know of the same lists."""
        now = self._now
        if now is None or now.search != search or now.owner != owner:
            return None
        if now.holders != holders:
            self._end(now)
            return None
        self._asked = self._seconds()
        return now

    def begin(
        self,
        search: str,
        owner: bytes,
        holders: tuple[bytes, ...],
        *,
        district: bytes,
        question: Question,
        left: int,
    ) -> Companion | None:
        """Where so many are left that it is worth it, and no other search has one."""
        with self._lock:
            wanted = self._open and left >= self._many and self._failures < _MOST_FAILURES
            if not wanted or self._now is not None or not self._free_core():
                return None
            try:
                process = SkimProcess(district, question, self._seconds)
            except OSError:
                self._fail()
                return None
            now = self._now = Companion(process, search, owner, holders)
            self._asked = self._seconds()
        threading.Thread(target=self._keep, args=(now,), name="companion", daemon=True).start()
        return now

    def leave(self, owner: bytes) -> None:
        """A search has ended, or a session: keys and words go now."""
        now = self._now
        if now is not None and now.owner == owner:
            self._end(now)

    def failed(self, companion: Companion) -> None:
        """It did not answer, or not as one does; what it had is skimmed here."""
        if self._end(companion):
            self._fail()

    def _fail(self) -> None:
        self._failures += 1
        _log.warning("the process that skims did not answer; this one searches alone")

    def _end(self, companion: Companion) -> bool:
        """Whether it was there until now."""
        with self._lock:
            was_there = self._now is companion
            if was_there:
                self._now = None
        companion.gone.set()
        companion.process.end()
        return was_there

    def _keep(self, companion: Companion) -> None:
        while not companion.gone.wait(_LOOK_S):
            if self._seconds() - self._asked > self._quiet_s:
                self._end(companion)
