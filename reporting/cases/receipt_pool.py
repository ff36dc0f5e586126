"""Receipts prepared ahead, with the keys of their threads: a key derivation costs 20 ms, and a class of thirty
presses Send at once. Each lives at most fifteen minutes in RAM; a snapshot reads no later thread.
"""

import os
import threading
import time
from collections import deque
from dataclasses import dataclass
from datetime import datetime, timedelta

from reporting.model.clock import Clock
from reporting.model.ids import DistrictId, ThreadId
from reporting.vault import receipts
from reporting.vault.thread_keys import ThreadKeys

LIFE = timedelta(minutes=15)
EPOCH = 0
LANGUAGES = ("en", "es")
REST_S = 0.5
QUIET_S = 0.03  # how long nobody may have taken one before another is made
NICE = 10


@dataclass(frozen=True, slots=True)
class PreparedThread:
    """A thread that nobody has written to yet. `receipt` opens `keys.talk_seed` and nothing else."""

    words: tuple[str, ...]
    lookup: bytes
    receipt: bytes
    keys: ThreadKeys
    thread: ThreadId
    made: datetime

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
        return PreparedThread(words, derived.lookup, receipt, keys, keys.thread_id, self._clock())


class ReceiptPool:
    """Takes from the shelf while it lasts; beyond it a tip waits for its own."""

    def __init__(self, maker: ThreadMaker, size: int, clock: Clock) -> None:
        # English is asked for far more often; both are always there.
        self._wanted = {"en": size - size // 4, "es": size // 4}
        self._shelves: dict[str, deque[PreparedThread]] = {lang: deque() for lang in LANGUAGES}
        self._maker = maker
        self._clock = clock
        self._stopped = threading.Event()
        self._taken = 0.0
        self._thread: threading.Thread | None = None

    def take(self, lang: str) -> PreparedThread:
        self._taken = time.monotonic()
        shelf = self._shelves[lang if lang in LANGUAGES else "en"]
        while shelf:
            try:
                prepared = shelf.popleft()
            except IndexError:
                break
            if self._clock() - prepared.made < LIFE:
                return prepared
        return self._maker.make(lang)

    def ready(self) -> int:
        return sum(len(shelf) for shelf in self._shelves.values())

    def refill_one(self) -> bool:
        """Drop what is too old, make one that is missing. False when nothing is missing."""
        for lang, shelf in self._shelves.items():
            while shelf and self._clock() - shelf[0].made >= LIFE:
                shelf.popleft()
            if len(shelf) < self._wanted[lang]:
                shelf.append(self._maker.make(lang))
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
            quiet = time.monotonic() - self._taken
            if quiet < QUIET_S:
                self._stopped.wait(QUIET_S - quiet)
            elif self.refill_one():
                time.sleep(0.002)
            else:
                self._stopped.wait(REST_S)
