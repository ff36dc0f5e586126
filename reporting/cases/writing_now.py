"""Who is writing an answer at this moment, in RAM: a colleague sees it before both send. Forgotten after seconds."""

import threading
from datetime import datetime, timedelta

from reporting.model.clock import Clock
from reporting.model.ids import MemberId, ThreadId

LASTS = timedelta(seconds=15)  # a page says it every four seconds while somebody types
MOST = 10_000


class WritingNow:
    """Of one process: where staff are served by several, a colleague at another one is seen when they have sent."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._last: dict[tuple[ThreadId, MemberId], datetime] = {}

    def note(self, thread: ThreadId, member: MemberId) -> None:
        now = self._clock()
        with self._lock:
            if len(self._last) >= MOST:
                self._last = {who: at for who, at in self._last.items() if now - at <= LASTS}
            self._last[thread, member] = now

    def sent(self, thread: ThreadId, member: MemberId) -> None:
        with self._lock:
            self._last.pop((thread, member), None)

    def others(self, thread: ThreadId, member: MemberId) -> tuple[MemberId, ...]:
        now = self._clock()
        with self._lock:
            return tuple(
                who
                for (where, who), at in self._last.items()
                if where == thread and who != member and now - at <= LASTS
            )
