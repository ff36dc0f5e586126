"""A process that skims, as this one holds it: started, given, asked what it has found so far, ended. Nobody waits for it."""

import fcntl
import threading
import time
from collections import deque
from collections.abc import Callable, Mapping, Sequence

from reporting.beside.pipe import Hung, has_come, receive, receive_bytes, send, send_bytes
from reporting.beside.second_process import SecondProcess
from reporting.beside.skim import Question, SealedThread
from reporting.beside.skim_wire import answered, opening, packed

PATIENCE_S = 5.0
STARTING_S = 30.0
AT_ONCE = 2  # stretches that it has: one that it skims, and the next
_ROOM = 1024 * 1024  # of a pipe, as far as the kernel gives it
_SPARE = 64 * 1024


class SkimProcess:
    """One thread at a time gives and asks; any may end it."""

    def __init__(
        self, district: bytes, question: Question, seconds: Callable[[], float] = time.monotonic
    ) -> None:
        """Comes back at once; the process is `ready` some tenths of a second later. Raises Hung, OSError."""
        self._seconds = seconds
        self._lock = threading.Lock()
        self._process = SecondProcess("reporting.beside.skimming")
        self._to, self._from = self._process.to, self._process.hears
        self._room = _widened(self._to) - _SPARE
        self._opening: dict[str, object] | None = opening(district, question)
        self._began = seconds()
        self._given: deque[tuple[int, int, float]] = deque()  # conversations, bytes, and when
        self._known: set[bytes] = set()
        self._ended = False

    def __repr__(self) -> str:
        return "SkimProcess(<keys>)"

    @property
    def pid(self) -> int:
        return self._process.pid

    def has_room(self) -> bool:
        """Raises Hung."""
        with self._lock:
            self._must_live()
            return self._is_ready() and len(self._given) < AT_ONCE

    def give(self, keys: Mapping[bytes, bytes], threads: Sequence[SealedThread]) -> bool:
        """Whether it took them. `keys`: seeds of all that these need, by name. Raises Hung."""
        new = [seed for kid, seed in keys.items() if kid not in self._known]
        data = packed(new, threads)
        with self._lock:
            self._must_live()
            # What always fits is written without waiting for anybody.
            if sum(size for _, size, _ in self._given) + len(data) > self._room:
                return False
            send_bytes(self._to, data)
        self._known |= keys.keys()
        self._given.append((len(threads), len(data), self._seconds()))
        return True

    def answers(self) -> list[list[bool]]:
        """What has come since: for each stretch that was given, in that order, which are worth a look. Raises Hung."""
        found: list[list[bool]] = []
        with self._lock:
            self._must_live()
            while self._given and has_come(self._from):
                count, _, _ = self._given.popleft()
                found.append(answered(receive_bytes(self._from), count))
        if not found and self._given and self._seconds() - self._given[0][2] > PATIENCE_S:
            raise Hung
        return found

    def end(self) -> None:
        """Its keys go with it."""
        self._process.kill()
        with self._lock:
            if not self._ended:
                self._ended = True
                self._process.end()

    def _must_live(self) -> None:
        if self._ended:
            raise Hung  # its pipe may be somebody else's by now

    def _is_ready(self) -> bool:
        """What is looked for, and keys after it, go to a process that has closed itself in."""
        if self._opening is None:
            return True
        if not has_come(self._from):
            if self._seconds() - self._began > STARTING_S:
                raise Hung
            return False
        if receive(self._from) != {"ready": True}:
            raise Hung
        send(self._to, self._opening)
        self._opening = None
        return True


def _widened(pipe: int) -> int:
    try:
        return fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, _ROOM)
    except OSError:
        return fcntl.fcntl(pipe, fcntl.F_GETPIPE_SZ)
