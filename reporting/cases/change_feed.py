"""What has changed since a moment, kept in RAM: twenty open inboxes ask every 1.5 s and touch no database."""

import threading
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice

REMEMBERED = 4096


@dataclass(frozen=True, slots=True)
class _Change:
    version: int
    lists: frozenset[bytes]
    urgent: bool


class ChangeFeed:
    """A counter, and the last few thousand changes with the lists that they touched."""

    def __init__(self, start: int) -> None:
        """`start` differs from run to run, so that a page open across a restart asks anew."""
        self._lock = threading.Lock()
        self._version = start
        self._recent: deque[_Change] = deque(maxlen=REMEMBERED)

    @property
    def version(self) -> int:
        return self._version

    def tell(self, lists: Iterable[bytes], *, urgent: bool) -> None:
        with self._lock:
            self._version += 1
            self._recent.append(_Change(self._version, frozenset(lists), urgent))

    def since(self, version: int, lists: frozenset[bytes]) -> tuple[int, bool, bool]:
        """(version now, whether one of these lists changed, whether by something urgent)."""
        now = self._version
        if version == now:
            return now, False, False
        with self._lock:
            now, recent = self._version, self._recent
            if version > now or (recent and version < recent[0].version - 1):
                return now, True, False
            # One number each, so what came later is the end of them.
            later = list(islice(reversed(recent), now - version))
        mine = [change for change in later if change.lists & lists]
        return now, bool(mine), any(change.urgent for change in mine)
