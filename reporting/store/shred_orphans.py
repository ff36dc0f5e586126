"""Keys that belong to nothing: the program died between the two stores. They are swept, but never in haste."""

import time
from collections.abc import Callable, Sequence

from reporting.store.shred import ShredStore

PAGE = 1_000
PAGES = 4  # at one look: with a million keys each of them is looked at every four hours
APART_S = 3_600.0


class OrphanSweep:
    """Erases a key only when two looks, an hour apart, found no thread to it.

    A tip's keys are committed up to a quarter of an hour before its rows, so that one look may come between the two.
    `which_exist` says which of the objects the main database knows. `now` counts seconds.

    Each turn goes on where the last one ended, so that what it costs does not grow with the number of threads.
    """

    def __init__(
        self,
        shred: ShredStore,
        which_exist: Callable[[Sequence[bytes]], frozenset[bytes]],
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self._shred = shred
        self._which_exist = which_exist
        self._now = now
        self._after = b""
        self._suspects: dict[bytes, float] = {}  # and when each was first found without a thread

    def run(self) -> int:
        """Look at the next stretch; how many objects' keys were erased. Raises what `ShredStore.erase` raises."""
        erased = 0
        for _ in range(PAGES):
            page = self._shred.objects(after=self._after, limit=PAGE)
            whole = len(page) == PAGE
            erased += self._sweep(page, to=page[-1] if whole else None)
            if not whole:
                self._after = b""
                break
            self._after = page[-1]
        return erased

    def _sweep(self, page: Sequence[bytes], to: bytes | None) -> int:
        """`to`: the last object of this page; None at the end of all."""
        orphans = set(page) - self._which_exist(page) if page else set()
        here = {one for one in self._suspects if one > self._after and (to is None or one <= to)}
        for one in here - orphans:
            del self._suspects[one]
        now = self._now()
        long = sorted(one for one in orphans if now - self._suspects.setdefault(one, now) >= APART_S)
        if long:
            self._shred.erase(long)
            for one in long:
                del self._suspects[one]
        return len(long)
