"""Keys that belong to nothing: the program died between the two stores. They are swept, but never in haste."""

from collections.abc import Callable, Iterator, Sequence

from reporting.store.shred import ShredStore

PAGE = 1_000


class OrphanSweep:
    """Erases a key only when two sweeps, an hour apart, found no thread to it.

    A tip's keys are committed up to a quarter of an hour before its rows, so that one look may come between the two.
    `which_exist` says which of the objects the main database knows.
    """

    def __init__(self, shred: ShredStore, which_exist: Callable[[Sequence[bytes]], frozenset[bytes]]) -> None:
        self._shred = shred
        self._which_exist = which_exist
        self._suspects: frozenset[bytes] = frozenset()

    def run(self) -> int:
        """Sweep once; how many objects' keys were erased. Raises what `ShredStore.erase` raises."""
        orphans: set[bytes] = set()
        after = b""
        while page := self._shred.objects(after=after, limit=PAGE):
            orphans |= set(page) - self._which_exist(page)
            after = page[-1]
        twice = orphans & self._suspects
        self._suspects = frozenset(orphans - twice)
        for few in _pages(sorted(twice)):
            self._shred.erase(few)
        return len(twice)


def _pages(things: Sequence[bytes]) -> Iterator[Sequence[bytes]]:
    """A page at a time: after a long rest there may be many."""
    return (things[at : at + PAGE] for at in range(0, len(things), PAGE))
