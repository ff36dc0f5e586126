"""The page of figures over three made-up years of forty schools, as a browser asks for it."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bench.figures import Figure, quantile
from bench.inbox import Counselor
from bench.process import ROOT
from bench.running import running
from reporting.demo.home import MARKER

GOAL_MS = 1_000.0
PACK_GOAL_S = 10.0


def read(home: Path, scratch: Path, raw: dict[str, Any], *, quick: bool) -> Iterator[Figure]:
    """`home` gets the years; the demo's mark is what lets them in."""
    (home / MARKER).write_text("A bench's home.\n", encoding="utf-8")
    began = time.perf_counter()
    subprocess.run(
        [sys.executable, "-m", "reporting.cli", "seed"],
        env={**os.environ, "QUIETLINE_HOME": str(home), "PYTHONPATH": str(ROOT)},
        check=True,
    )
    group = "Figures of 3 years, 40 schools, 60,000 messages"
    yield Figure(group, "made up and decided", time.perf_counter() - began, "s")
    with running(home, scratch, "insights", 0) as here:
        counselor = Counselor(here)
        for name, path in (
            ("the whole page", "/insights"),
            ("one school's", f"/insights?place={_school(counselor)}"),
            ("CSV of a year", "/insights/figures.csv"),
        ):
            took = _times(counselor, path, 5 if quick else 40)
            raw[f"insights {path[:24]}"] = took
            yield Figure(group, f"{name}, p50", quantile(took, 0.5), "ms")
            yield Figure(group, f"{name}, p99", quantile(took, 0.99), "ms", goal=GOAL_MS)
        yield from _paper(counselor, raw, group)


def _paper(counselor: Counselor, raw: dict[str, Any], group: str) -> Iterator[Figure]:
    """The pack in both languages and on both papers, and everything that was published: each is drawn anew."""
    for name, path in (("pack for funders", "pack"), ("all figures as PDF", "figures")):
        took = []
        for lang in ("en", "es"):
            for paper in ("letter", "a4"):
                began = time.perf_counter()
                assert counselor.file(f"/insights/{path}.pdf?lang={lang}&paper={paper}").startswith(b"%PDF")
                took.append(time.perf_counter() - began)
        raw[f"insights {path}.pdf"] = took
        yield Figure(group, f"{name}, slowest of four", max(took), "s", goal=PACK_GOAL_S)


def _school(counselor: Counselor) -> str:
    page = counselor.get("/insights")
    start = page.index('value="school:') + len('value="')
    return page[start : page.index('"', start)]


def _times(counselor: Counselor, path: str, count: int) -> list[float]:
    counselor.get(path)
    took = []
    for _ in range(count):
        began = time.perf_counter()
        counselor.get(path)
        took.append(1000 * (time.perf_counter() - began))
    return sorted(took)
