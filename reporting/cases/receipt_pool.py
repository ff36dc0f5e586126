"""Receipts prepared ahead, with the keys of their threads: a key derivation costs 20 ms, and a class of thirty
presses Send at once. Each lives at most fifteen minutes in RAM; a snapshot reads no later thread.
"""

import logging
import os
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from reporting.model.clock import Clock
from reporting.model.ids import DistrictId, ThreadId
from reporting.store.errors import StoreError
from reporting.store.shred import ShredKey
from reporting.vault import receipts
from reporting.vault.notation import new_key
from reporting.vault.thread_keys import ThreadKeys

_log = logging.getLogger("reporting.cases")

LIFE = timedelta(minutes=15)
EPOCH = 0
LANGUAGES = ("en", "es")
REST_S = 0.5
QUIET_S = 0.05  # how long nobody may have been served before another is made
NICE = 10


@dataclass(frozen=True, slots=True)
class PreparedThread:
    """A thread that nobody has written to yet. `receipt` opens `keys.talk_seed` and nothing else, by `wrap`.

    `shred_key` is that of its texts; `kept` says that it is on the disk already.
    """

    words: tuple[str, ...]
    lookup: bytes
    receipt: bytes
    wrap: bytes
    keys: ThreadKeys
    thread: ThreadId
    shred_key: bytes
    made: datetime
    kept: bool = False

    def __repr__(self) -> str:
        return "PreparedThread(<keys>)"


class ThreadMaker:
    """Makes a thread's keys and receipt. About 25 ms, most of it outside the interpreter's lock."""

    def __init__(self, district: DistrictId, server_key: bytes, words: int, clock: Clock) -> None:
        self._district = district
        self._server_key = server_key
        self._words = words
        self._clock = clock

    def make(self, lang: str) -> PreparedThread:
        words = receipts.draw(lang if lang in LANGUAGES else "en", self._words)
        derived = receipts.derive(self._server_key, self._district, words)
        keys = ThreadKeys.generate(self._district)
        receipt = receipts.seal_talk_seed(derived.wrap, self._district, keys.thread_id, EPOCH, keys.talk_seed)
        return PreparedThread(
            words, derived.lookup, receipt, derived.wrap, keys, keys.thread_id, new_key(), self._clock()
        )


class ReceiptPool:
    """Takes from the shelf while it lasts; beyond it a tip waits for its own.

    `keep` writes shred keys durably. What is on the shelf has its key on the disk, so that a tip waits for one
    commit only. Keys of threads that nobody wrote to are swept: see `OrphanSweep`, which is slower than `LIFE`.
    """

    def __init__(
        self, maker: ThreadMaker, size: int, clock: Clock, keep: Callable[[Sequence[ShredKey]], None]
    ) -> None:
        # English is asked for far more often; both are always there.
        self._wanted = {"en": size - size // 4, "es": size // 4}
        self._shelves: dict[str, deque[PreparedThread]] = {lang: deque() for lang in LANGUAGES}
        self._maker = maker
        self._clock = clock
        self._keep = keep
        self._stopped = threading.Event()
        self._served = 0.0
        self._in_hand = 0
        self._counting = threading.Lock()
        self._thread: threading.Thread | None = None

    def take(self, lang: str) -> PreparedThread:
        shelf = self._shelves[lang if lang in LANGUAGES else "en"]
        while shelf:
            try:
                prepared = shelf.popleft()
            except IndexError:
                break
            if self._clock() - prepared.made < LIFE:
                return prepared
        return self._maker.make(lang)

    @contextmanager
    def serving(self) -> Iterator[None]:
        """Somebody is being served: nothing is prepared meanwhile. One that is made half holds up everybody."""
        with self._counting:
            self._in_hand += 1
        try:
            yield
        finally:
            self._served = time.monotonic()
            with self._counting:
                self._in_hand -= 1

    def ready(self) -> int:
        return sum(len(shelf) for shelf in self._shelves.values())

    def refill_one(self) -> bool:
        """Drop what is too old, make one that is missing. False when nothing is missing. Raises StoreError."""
        for lang, shelf in self._shelves.items():
            while shelf and self._clock() - shelf[0].made >= LIFE:
                shelf.popleft()
            if len(shelf) < self._wanted[lang]:
                made = self._maker.make(lang)
                self._keep([ShredKey(made.thread, 0, made.shred_key)])
                shelf.append(replace(made, kept=True))
                return True
        return False

    def start(self) -> None:
        self._thread = threading.Thread(target=self._run, name="receipts", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        self._stopped.set()
        if self._thread:
            self._thread.join(timeout=5)

    def _run(self) -> None:
        # Below everything else: a class that writes at once gets the machine, and the shelf is filled when it is quiet.
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), NICE)
        while not self._stopped.is_set():
            quiet = time.monotonic() - self._served
            if self._in_hand or quiet < QUIET_S:
                self._stopped.wait(QUIET_S)
            elif self._refilled():
                time.sleep(0.002)
            else:
                self._stopped.wait(REST_S)

    def _refilled(self) -> bool:
        try:
            return self.refill_one()
        except StoreError as error:
            # A full disk now may have room later; tips make their own meanwhile, and are told what is wrong.
            _log.warning("no receipt could be prepared", exc_info=error)
            return False
