"""What lists show alike to everybody who may see a thread, read once for all screens that ask about one change."""

import threading
from collections.abc import Mapping

from reporting.model.ids import ThreadId
from reporting.store.listed_threads import ListedThread

MOST = 5_000


class SharedRows:
    """Columns that lie in clear, of the change feed's present number alone; no summary, no key, and what a person has read
    is not among it. Whoever takes a row from here was told by their own list that the thread is theirs to see.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._version = -1
        self._rows: dict[ThreadId, ListedThread] = {}

    def of(self, version: int) -> Mapping[ThreadId, ListedThread]:
        """Those that were read since the feed came to this number."""
        with self._lock:
            return self._rows if version == self._version else {}

    def keep(self, version: int, rows: Mapping[ThreadId, ListedThread]) -> None:
        """`version` as it was before the rows were read."""
        with self._lock:
            if version > self._version or len(self._rows) > MOST:
                self._version, self._rows = version, {}
            if version == self._version:
                self._rows = self._rows | {one: row._replace(read=0) for one, row in rows.items()}
