"""One at a time for the same key, side by side for different ones. A fixed number of locks, so nothing grows."""

import threading

STRIPES = 64


class Turns:
    def __init__(self) -> None:
        self._locks = tuple(threading.Lock() for _ in range(STRIPES))

    def of(self, key: bytes) -> threading.Lock:
        """The lock of a key; `key` must be random or hashed, so that its first byte spreads."""
        return self._locks[key[0] % STRIPES]
