"""The counters that several processes share. When they cannot be reached, each process counts alone.

A limiter that is down must refuse nobody, and must not let anybody sign in without limit either.
"""

import time
from collections.abc import Callable
from typing import TypeVar

from limits import RateLimitItem, RateLimitItemPerSecond
from limits.errors import StorageError
from limits.storage import MovingWindowSupport, Storage, storage_from_string
from limits.strategies import MovingWindowRateLimiter

from reporting.guard.limits import Allowance, ProcessCounters

T = TypeVar("T")

_REST_S = 5.0  # after a failure, so that a dead store costs one connection attempt in a while
_PATIENCE_S = 0.25


class SharedCounters:
    """`url` as `limits` writes them, e.g. `valkey://host:6379/0`. Raises ValueError for another kind of store."""

    def __init__(self, url: str, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._monotonic = monotonic
        self._resting_until = float("-inf")
        self._alone = ProcessCounters(monotonic)
        self._storage = _connect(url)
        self._windows = MovingWindowRateLimiter(self._storage)

    def spend(self, allowance: Allowance, key: bytes) -> bool:
        return self._ask(
            lambda: self._windows.hit(_item(allowance), key.hex()),
            lambda: self._alone.spend(allowance, key),
        )

    def left(self, allowance: Allowance, key: bytes) -> bool:
        return self._ask(
            lambda: self._windows.test(_item(allowance), key.hex()),
            lambda: self._alone.left(allowance, key),
        )

    def first(self, name: str, seconds: int) -> bool:
        """Whether this is the first time, among all processes, that `name` is said in `seconds`."""
        return self._ask(
            lambda: self._storage.incr(name, seconds) == 1,
            lambda: self._alone.spend(Allowance(name, 1, seconds), b""),
        )

    def _ask(self, together: Callable[[], T], alone: Callable[[], T]) -> T:
        if self._monotonic() < self._resting_until:
            return alone()
        try:
            return together()
        except StorageError:
            self._resting_until = self._monotonic() + _REST_S
            return alone()


def _item(allowance: Allowance) -> RateLimitItem:
    return RateLimitItemPerSecond(allowance.amount, allowance.seconds, namespace=allowance.name)


def _connect(url: str) -> Storage:
    storage = storage_from_string(
        url, wrap_exceptions=True, socket_connect_timeout=_PATIENCE_S, socket_timeout=_PATIENCE_S
    )
    if not (isinstance(storage, Storage) and isinstance(storage, MovingWindowSupport)):
        raise ValueError(  # noqa: TRY004 - it is the address that is wrong
            "QUIETLINE_LIMITER_URL must be a Valkey or Redis address, e.g. valkey://localhost:6379/0"
        )
    return storage
