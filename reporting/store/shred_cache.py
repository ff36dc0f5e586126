"""Shred keys in RAM, for a minute at most: an erased key must not live on in a busy process."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping

LIFE_S = 60.0
CAPACITY = 4_096

Name = tuple[bytes, int]


class ShredCache:
    """`now`: seconds of a clock that never goes back."""

    def __init__(self, now: Callable[[], float], *, capacity: int = CAPACITY) -> None:
        self._now = now
        self._capacity = capacity
        self._lock = threading.Lock()
        self._keys: OrderedDict[Name, tuple[float, bytes]] = OrderedDict()
        self._generation = 0

    def take(self, names: Iterable[Name]) -> tuple[dict[Name, bytes], int]:
        """What is here and young enough, and the generation to hand to `keep`."""
        now = self._now()
        with self._lock:
            known = ((name, self._keys.get(name)) for name in names)
            return {name: kept[1] for name, kept in known if kept and kept[0] > now}, self._generation

    def keep(self, keys: Mapping[Name, bytes], generation: int) -> None:
        """Remember what was read, unless something was erased since the reading began."""
        until = self._now() + LIFE_S
        with self._lock:
            if generation != self._generation:
                return
            for name, key in keys.items():
                self._keys[name] = (until, key)
                self._keys.move_to_end(name)
            while len(self._keys) > self._capacity:
                self._keys.popitem(last=False)

    def drop(self, things: Iterable[bytes]) -> None:
        gone = frozenset(things)
        with self._lock:
            self._generation += 1
            for name in [name for name in self._keys if name[0] in gone]:
                del self._keys[name]

    def clear(self) -> None:
        with self._lock:
            self._generation += 1
            self._keys.clear()
