"""What the worker's tasks say each time they have done their work. In RAM until the pulse writes it down."""

import threading
from collections.abc import Mapping

from reporting.model.clock import Clock
from reporting.store.heartbeats import Heartbeat


class Beats:
    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._beats: dict[str, Heartbeat] = {}

    def note(self, name: str, every_s: float) -> None:
        """Only of a task that ended without an error."""
        beat = Heartbeat(self._clock(), max(1, round(every_s)))
        with self._lock:
            self._beats[name] = beat

    def seen(self) -> Mapping[str, Heartbeat]:
        with self._lock:
            return dict(self._beats)
