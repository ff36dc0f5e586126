"""What the sites ask: is somebody watching? Decided from facts at each question, so that a dead worker cannot lie."""

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from reporting.vigil.rhythm import Rhythm
from reporting.vigil.verdict import Facts, Verdict, Why, verdict

_log = logging.getLogger("reporting.vigil")

GLANCE = timedelta(seconds=5)
STALE = timedelta(minutes=1)
PATIENCE_S = 2.0


@dataclass(frozen=True, slots=True)
class _Seen:
    at: datetime
    facts: Facts | None


class Vigil:
    """Satisfies `cases.monitoring.Monitored`. Facts are read at most once in five seconds, by one thread at a time;
    others go on with those of before, which grow old by themselves.
    """

    def __init__(self, look: Callable[[], Facts], rhythm: Rhythm) -> None:
        self._look = look
        self._rhythm = rhythm
        self._lock = threading.Lock()
        self._seen: _Seen | None = None

    def monitored(self, now: datetime) -> bool:
        return self.verdict(now).healthy

    def works(self, now: datetime) -> bool:
        """Whether all is well but for who is on call: then a page that is opened says that somebody reads."""
        return all(one.why is Why.NOBODY for one in self.verdict(now).causes)

    def verdict(self, now: datetime) -> Verdict:
        return verdict(self.facts(now), now, self._rhythm)

    def facts(self, now: datetime) -> Facts | None:
        """None: they cannot be read."""
        seen = self._seen
        if seen is not None and timedelta() <= now - seen.at < GLANCE:
            return seen.facts
        # Whoever comes while another looks does not wait for a database that hangs, unless there is nothing to go by.
        if self._lock.acquire(timeout=PATIENCE_S if seen is None else 0):
            try:
                return self._anew(now)
            finally:
                self._lock.release()
        fresh = seen is not None and timedelta() <= now - seen.at < STALE
        return seen.facts if seen is not None and fresh else None

    def look(self, now: datetime) -> None:
        """Look now, whatever was seen a moment ago: something has just changed."""
        with self._lock:
            self._anew(now)

    def _anew(self, now: datetime) -> Facts | None:
        try:
            facts = self._look()
        except Exception as error:  # noqa: BLE001 -- what cannot be known is not watched, whatever the reason
            _log.error("whether anybody would be reached cannot be read: %s", type(error).__name__)
            facts = None
        self._seen = _Seen(now, facts)
        return facts
