"""Whether anybody is watching: a lease that each success of the watch extends, so that a dead worker fails safe."""

import threading
from datetime import datetime, timedelta

LEASE = timedelta(minutes=3)


class MonitoredLease:
    """Monitored until the lease runs out. Extended only by a round of the worker that found everything alive."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._until: datetime | None = None

    def extend(self, now: datetime) -> None:
        with self._lock:
            self._until = now + LEASE

    def withdraw(self) -> None:
        """Something that pages depend on is known to be broken."""
        with self._lock:
            self._until = None

    def monitored(self, now: datetime) -> bool:
        with self._lock:
            return self._until is not None and now < self._until
