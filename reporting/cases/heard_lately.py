"""Who texted within the last half hour, to the second: in RAM only, for on disk a student's times are whole hours."""

import threading
from collections import OrderedDict
from datetime import datetime

from reporting.cases.text_hours import FRESH
from reporting.model.ids import ThreadId

MOST_THREADS = 5_000


class HeardLately:
    """After a restart it knows nobody; then the hour on disk decides, which holds a text back rather than send it."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._at: OrderedDict[ThreadId, datetime] = OrderedDict()

    def note(self, thread: ThreadId, at: datetime) -> None:
        with self._lock:
            self._at[thread] = at
            self._at.move_to_end(thread)
            while len(self._at) > MOST_THREADS:
                self._at.popitem(last=False)

    def is_fresh(self, thread: ThreadId, now: datetime) -> bool:
        with self._lock:
            at = self._at.get(thread)
        return at is not None and now - at <= FRESH
