"""What the bare parts cost here and now: sealing, the key derivation, a durable commit. `python -m bench.floors FOLDER SECONDS`."""

import json
import queue
import secrets
import sqlite3
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from typing import Any

from bench.figures import quantile
from reporting.vault.receipts import stretch
from reporting.vault.xwing import PrivateKey

GROUP = 64
# What a routine tip writes, in bytes a row: thread, words, triage, summary, wrap, receipt, listing; and its shred key.
TIP_ROWS = (2700, 1900, 1900, 1900, 1250, 140, 60)
SHRED_ROWS = (60,)


def each_us(act: Callable[[], object], seconds: float) -> float:
    """CPU of one, in microseconds."""
    act()
    count, began = 0, time.thread_time()
    while time.thread_time() - began < seconds:
        for _ in range(20):
            act()
        count += 20
    return 1e6 * (time.thread_time() - began) / count


def kdf_rate(threads: int, seconds: float) -> tuple[float, float]:
    """Receipts' key derivations a second by so many threads, and CPU milliseconds of one."""
    counts = [0] * threads
    cpu, began = time.process_time(), time.perf_counter()

    def work(place: int) -> None:
        # At least once: on a starved machine the time may be over before the thread begins.
        while not counts[place] or time.perf_counter() - began < seconds:
            stretch(b"0123456789abcdef", "one two three four five six")
            counts[place] += 1

    workers = [threading.Thread(target=work, args=(place,)) for place in range(threads)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    return sum(counts) / (time.perf_counter() - began), 1000 * (time.process_time() - cpu) / sum(counts)


class GroupCommit:
    """One thread that writes, up to 64 units a transaction, synchronous=FULL: the shape of the product's writer, bare."""

    def __init__(self, path: Path, rows: tuple[int, ...]) -> None:
        self._rows = [secrets.token_bytes(size) for size in rows]
        self._jobs: queue.Queue[Future[None] | None] = queue.Queue()
        self._path = path
        self._thread = threading.Thread(target=self._work)
        self._thread.start()

    def write(self) -> None:
        job: Future[None] = Future()
        self._jobs.put(job)
        job.result()

    def close(self) -> None:
        self._jobs.put(None)
        self._thread.join()

    def _work(self) -> None:
        conn = sqlite3.connect(self._path, isolation_level=None)
        for setting in ("journal_mode=WAL", "synchronous=FULL"):
            conn.execute(f"PRAGMA {setting}")
        conn.execute("CREATE TABLE IF NOT EXISTS row (id BLOB PRIMARY KEY, body BLOB) WITHOUT ROWID")
        while (job := self._jobs.get()) is not None:
            jobs = [job]
            while len(jobs) < GROUP and not self._jobs.empty():
                found = self._jobs.get()
                if found is None:
                    self._jobs.put(None)
                    break
                jobs.append(found)
            conn.execute("BEGIN IMMEDIATE")
            for _ in jobs:
                conn.executemany(
                    "INSERT INTO row VALUES (?, ?)", [(secrets.token_bytes(16), body) for body in self._rows]
                )
            conn.execute("COMMIT")
            for one in jobs:
                one.set_result(None)
        conn.close()


def commits(folder: Path, rows: tuple[int, ...], producers: int, seconds: float) -> dict[str, float]:
    """Units a second by so many producers, their p99 in ms, CPU of one in µs."""
    writer = GroupCommit(folder / f"floor-{producers}-{len(rows)}.db", rows)
    took: list[float] = []
    writer.write()
    cpu, began = time.process_time(), time.perf_counter()

    def work() -> None:
        while not took or time.perf_counter() - began < seconds:
            start = time.perf_counter()
            writer.write()
            took.append(1000 * (time.perf_counter() - start))

    threads = [threading.Thread(target=work) for _ in range(producers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    seconds_in_all, cpu = time.perf_counter() - began, time.process_time() - cpu
    writer.close()
    return {
        "per_s": len(took) / seconds_in_all,
        "p99_ms": quantile(sorted(took), 0.99),
        "cpu_us": 1e6 * cpu / len(took),
    }


def floors(folder: Path, seconds: float) -> dict[str, Any]:
    key = PrivateKey.generate()
    message, info = secrets.token_bytes(500), b"bench"
    sealed = key.public.seal(message, info)
    one, one_ms = kdf_rate(1, seconds)
    both, _ = kdf_rate(2, seconds)
    return {
        "seal_us": each_us(lambda: key.public.seal(message, info), seconds / 2),
        "open_us": each_us(lambda: key.open(sealed, info), seconds / 2),
        "key_pair_us": each_us(lambda: PrivateKey.generate().public, seconds / 2),
        "kdf_ms": one_ms,
        "kdf_per_s_one": one,
        "kdf_per_s_both": both,
        "commit_1kb": {str(n): commits(folder, (1000,), n, seconds) for n in (1, 8, 32)},
        "commit_tip": commits(folder, TIP_ROWS, 8, seconds),
        "commit_shred": commits(folder, SHRED_ROWS, 8, seconds),
    }


if __name__ == "__main__":
    print(json.dumps(floors(Path(sys.argv[1]), float(sys.argv[2]))))
