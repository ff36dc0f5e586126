"""What happens later: by a thread of its own in the demo, by hand in tests."""

import heapq
import itertools
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

Act = Callable[[], object]


@dataclass(slots=True)
class Schedule:
    """`after` notes, `run_due` does. Times are monotonic seconds of `now`."""

    now: Callable[[], float] = time.monotonic
    _waiting: list[tuple[float, int, Act]] = field(default_factory=list)
    _order: "itertools.count[int]" = field(default_factory=itertools.count)
    _changed: threading.Condition = field(default_factory=threading.Condition)
    _stopped: bool = False

    def after(self, wait_s: float, act: Act) -> None:
        with self._changed:
            heapq.heappush(self._waiting, (self.now() + wait_s, next(self._order), act))
            self._changed.notify()

    def run_due(self, until: float | None = None) -> int:
        """Do what is due by now, or by `until`; in order of time. Returns how much that was."""
        done = 0
        while (act := self._pop(self.now() if until is None else until)) is not None:
            act()
            done += 1
        return done

    def run_all(self, horizon_s: float = 5.0) -> int:
        """Do all that is due within the horizon at once, whatever that leads to included."""
        return self.run_due(self.now() + horizon_s)

    def _pop(self, until: float) -> Act | None:
        with self._changed:
            if self._waiting and self._waiting[0][0] <= until:
                return heapq.heappop(self._waiting)[2]
            return None

    def serve(self) -> None:
        """Run until `stop`, in a thread of the demo."""
        while self._wait():
            self.run_due()

    def _wait(self) -> bool:
        """Until something is due, at most a second. False: stopped."""
        with self._changed:
            wait = self._waiting[0][0] - self.now() if self._waiting else 1.0
            if wait > 0 and not self._stopped:
                self._changed.wait(min(wait, 1.0))
            return not self._stopped

    def stop(self) -> None:
        with self._changed:
            self._stopped = True
            self._changed.notify()
