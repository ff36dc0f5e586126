"""Where the time goes: every few milliseconds, where each thread stands. Cheap enough to run under load."""

import sys
import threading
import time
from collections import Counter
from types import FrameType
from typing import Any

EVERY_S = 0.004
IDLE = ("wait", "get", "select", "poll", "accept", "handler_thread", "run_forever", "obey")


class Sampler:
    """Counts lines of our own code, innermost first, of threads whose name begins as asked."""

    def __init__(self, prefix: str) -> None:
        self._prefix = prefix
        self._ended = threading.Event()
        self._own: Counter[str] = Counter()
        self._under: Counter[str] = Counter()
        self._seen = 0
        self._thread = threading.Thread(target=self._run, name="sampler", daemon=True)
        self._thread.start()

    def stop(self, most: int = 45) -> dict[str, Any]:
        self._ended.set()
        self._thread.join()
        return {
            "samples": self._seen,
            "innermost": self._own.most_common(most),
            "under": self._under.most_common(most),
        }

    def _run(self) -> None:
        while not self._ended.is_set():
            time.sleep(EVERY_S)
            names = {thread.ident: thread.name for thread in threading.enumerate()}
            for ident, frame in sys._current_frames().items():  # noqa: SLF001 -- the only way to look
                if names.get(ident, "").startswith(self._prefix):
                    self._count(frame)

    def _count(self, frame: FrameType) -> None:
        if frame.f_code.co_name in IDLE:
            return
        self._seen += 1
        self._own[_place(frame)] += 1
        seen = set()
        current: FrameType | None = frame
        while current is not None:
            seen.add(_place(current, line=False))
            current = current.f_back
        self._under.update(seen)


def _place(frame: FrameType, *, line: bool = True) -> str:
    code = frame.f_code
    file = "/".join(code.co_filename.rsplit("/", 3)[1:])
    return f"{file}:{frame.f_lineno if line else ''} {code.co_qualname}"
