"""The last ten minutes of texts, in RAM only and bounded: a threat that comes in three texts is read as one."""

import threading
from collections import OrderedDict
from datetime import datetime, timedelta

TOGETHER = timedelta(minutes=10)
MOST_NUMBERS = 2000
MOST_TEXTS = 12
MOST_CHARACTERS = 6000


class RecentTexts:
    """Keyed by a keyed hash of the number; nothing here outlives the process."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._texts: OrderedDict[bytes, list[tuple[datetime, str]]] = OrderedDict()

    def __repr__(self) -> str:
        return f"RecentTexts({len(self._texts)} numbers)"

    def before(self, number: bytes, now: datetime) -> tuple[str, ...]:
        """Earlier texts of this number, oldest first."""
        with self._lock:
            return tuple(text for at, text in self._texts.get(number, ()) if now - at <= TOGETHER)

    def add(self, number: bytes, now: datetime, text: str) -> None:
        with self._lock:
            kept = [(at, old) for at, old in self._texts.pop(number, []) if now - at <= TOGETHER]
            self._texts[number] = [*kept, (now, text[:MOST_CHARACTERS])][-MOST_TEXTS:]
            while len(self._texts) > MOST_NUMBERS or self._oldest_expired(now):
                self._texts.popitem(last=False)

    def _oldest_expired(self, now: datetime) -> bool:
        oldest = next(iter(self._texts.values()), None)
        return oldest is not None and now - oldest[-1][0] > TOGETHER
