"""On what it was measured, and how busy that was: without these facts a figure says nothing."""

import os
import platform
import sqlite3
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import cryptography
import flask
import psutil
import sqlalchemy

FSYNCS = 60


def facts(folder: Path) -> dict[str, Any]:
    return {
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "cpu": _cpu(),
        "cores": os.cpu_count(),
        "memory_gib": round(psutil.virtual_memory().total / 2**30, 1),
        "load_before": os.getloadavg(),
        "python": platform.python_version(),
        "sqlite": sqlite3.sqlite_version,
        "sqlalchemy": sqlalchemy.__version__,
        "flask": flask.__version__ if hasattr(flask, "__version__") else "",
        "cryptography": cryptography.__version__,
        "fsync_ms": fsync_ms(folder),
    }


def fsync_ms(folder: Path) -> dict[str, float]:
    """Appending 4 KiB and making it durable: median and worst of sixty."""
    took = []
    path = folder / "fsync"
    with path.open("wb", buffering=0) as file:
        for _ in range(FSYNCS):
            began = time.perf_counter()
            file.write(b"\0" * 4096)
            os.fsync(file.fileno())
            took.append(1000 * (time.perf_counter() - began))
    path.unlink()
    return {"median": round(sorted(took)[FSYNCS // 2], 3), "worst": round(max(took), 3)}


def _cpu() -> str:
    for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.machine()
