"""What a process has used so far: CPU seconds by kind of thread, and memory."""

import threading
import time
from typing import Any

import psutil

# The beginning of a thread's name, and what it does.
KINDS = {
    "waitress": "requests",
    "listener": "listeners",
    "store-writer": "writers",
    "receipts": "receipts",
    "APScheduler": "worker",
    "ThreadPoolExecutor": "worker",
}
MIB = 1024 * 1024


def usage(second: int | None = None) -> dict[str, Any]:
    """Of this process, whose memory no other process may look into; and what its `second` one has reckoned."""
    threads: dict[str, float] = {}
    for thread in threading.enumerate():
        kind = next((kind for start, kind in KINDS.items() if thread.name.startswith(start)), "other")
        if thread.ident is not None:
            spent = time.clock_gettime(time.pthread_getcpuclockid(thread.ident))
            threads[kind] = threads.get(kind, 0.0) + spent
    if second is not None:
        spent_there = psutil.Process(second).cpu_times()
        threads["second"] = spent_there.user + spent_there.system
    memory = psutil.Process().memory_full_info()
    return {
        "cpu_s": time.process_time(),
        "threads_s": threads,
        "rss_mib": memory.rss / MIB,
        "uss_mib": memory.uss / MIB,
    }
