"""`python -m bench`: a table, and a JSON file in bench/results/. `--quick` takes under a minute, the whole a few."""

import argparse
import json
import os
import shutil
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from bench import delivery, desks, inbox, insights, loads, machine, paging, search
from bench.figures import Figure, table
from bench.loads import Loads, Size
from bench.process import ROOT, run
from bench.running import running, serving
from bench.triage_figures import triage_figures

STEPS = ("triage", "parts", "load", "pages", "delivery", "desks", "search", "inbox", "insights")
SEARCHED = 10_000  # conversations in one person's queues
RESULTS = ROOT / "bench" / "results"


class Bench:
    """One run. Each step prints what it found, so that a run that is ended early has told something."""

    def __init__(self, scratch: Path, size: Size, *, quick: bool, threads: int, only: list[str]) -> None:
        self._scratch = scratch
        self._size = size
        self._quick = quick
        self._threads = threads
        self._only = only
        self._home = scratch / "home"
        self.figures: list[Figure] = []
        self.raw: dict[str, Any] = {"machine": machine.facts(scratch), "threads": threads}

    def run(self) -> None:
        self._step("founding a district")
        run("bench.home", str(self._home))
        self._floors()
        steps = (
            self._triage,
            self._parts,
            self._under_load,
            self._paging,
            self._delivery,
            self._desks,
            self._search,
            self._inbox,
            self._insights,
        )
        for name, step in zip(STEPS, steps, strict=True):
            if not self._only or name in self._only:
                step()

    def _floors(self) -> None:
        self._step("floors")
        folder = self._scratch / "floors"
        folder.mkdir()
        found = json.loads(run("bench.floors", str(folder), "0.3" if self._quick else "2"))
        self.raw["floors"] = found
        self._loads = Loads(self._size, found)
        one = found["commit_1kb"]
        self._add(
            [
                Figure("Floors", "HPKE seal, 500 bytes", found["seal_us"], "µs"),
                Figure("Floors", "HPKE open, 500 bytes", found["open_us"], "µs"),
                Figure("Floors", "key pair", found["key_pair_us"], "µs"),
                Figure("Floors", "Argon2id of a receipt, CPU", found["kdf_ms"], "ms"),
                Figure("Floors", "Argon2id on both cores", found["kdf_per_s_both"], "/s"),
                *(
                    Figure("Floors", f"SQLite commits of 1 KB, {n} producers", one[n]["per_s"], "/s")
                    for n in one
                ),
                Figure("Floors", "the same, 32 producers, p99", one["32"]["p99_ms"], "ms"),
                Figure(
                    "Floors", "rows of a tip, group commit, CPU", found["commit_tip"]["cpu_us"] / 1000, "ms"
                ),
                Figure(
                    "Floors", "its shred key, group commit, CPU", found["commit_shred"]["cpu_us"] / 1000, "ms"
                ),
            ]
        )
        self._add(self._loads.bare())

    def _parts(self) -> None:
        self._step("CPU of a tip by part")
        shutil.copytree(self._home, self._scratch / "parts")
        found = json.loads(run("bench.parts", str(self._scratch / "parts"), "30" if self._quick else "200"))
        self.raw["parts"] = found
        floors, parts = self.raw["floors"], found["parts_ms"]
        seals = 4 * floors["seal_us"] / 1000
        stored = (floors["commit_tip"]["cpu_us"] + floors["commit_shred"]["cpu_us"]) / 1000
        asked = self._loads.bare_cpu_ms
        group = "CPU of a tip, one after the other"
        beside = {
            "sealing": (seals, "four HPKE seals"),
            "keys stored (shred)": (floors["commit_shred"]["cpu_us"] / 1000, "group commit of the key"),
            "request and page": (asked, "Flask POST"),
        }
        whole = parts.pop("whole use-case")
        store = whole - sum(parts[name] for name in parts if name != "request and page")
        parts["tip stored, and the rest"] = max(0.0, store)
        beside["tip stored, and the rest"] = (
            floors["commit_tip"]["cpu_us"] / 1000,
            "group commit of its rows",
        )
        self._add(
            Figure(group, name, value, "ms", *beside.get(name, (None, ""))) for name, value in parts.items()
        )
        floor = seals + stored + asked
        total = whole + parts["request and page"]
        self._add(
            [Figure(group, "all of it, without its KDF", total, "ms", floor, "sum of floors", 2 * floor)]
        )

    def _triage(self) -> None:
        self._step("triage")
        count, rules = ("30", "1000") if self._quick else ("300", "10000")
        found = json.loads(run("bench.triage_speed", count, rules))
        self.raw["triage"] = found
        self._add(triage_figures(found))

    def _under_load(self) -> None:
        with running(self._home, self._scratch, "load", self._size.pool) as here:
            self._step("tips and later messages")
            before = here.usage()
            self._add(self._loads.tips(here))
            self._add(self._loads.appended(here))
            self._add(self._loads.beyond(here))
            self.raw["usage"] = {"before": before, "after": here.usage()}
        self.raw |= self._loads.raw

    def _paging(self) -> None:
        self._step("pages")
        with running(self._home, self._scratch, "paging", self._size.pool) as here:
            here.service.ask("hasten")
            here.filled()
            self._add(paging.paged(here, 3.0 if self._quick else 20.0))

    def _delivery(self) -> None:
        self._step("the outbox, with workers that are killed, and pages that nobody takes")
        self._add(delivery.delivered(self._scratch, self.raw, quick=self._quick))

    def _desks(self) -> None:
        run("bench.loader", str(self._home), "500")
        staff, school = (20, 4) if self._quick else (200, 12)
        for concerned in (school, staff):
            self._step(f"{staff} staff with the inbox open, {concerned} may see a message")
            with running(self._home, self._scratch, f"desks{concerned}", 64) as here:
                here.filled()
                self._add(
                    desks.opened(
                        here,
                        self.raw,
                        staff=staff,
                        concerned=concerned,
                        messages=3 if self._quick else 10,
                        quiet_s=3 if self._quick else 15,
                    )
                )

    def _search(self) -> None:
        count = 500 if self._quick else SEARCHED
        self._step(f"sealing {count:,} conversations, and a search of them")
        home = self._scratch / "searched"
        shutil.copytree(self._home, home)
        loaded = json.loads(run("bench.searched", str(home), str(count)))
        self.raw["searched"] = loaded
        with running(home, self._scratch, "search", self._size.pool) as here:
            here.filled()
            self._add(search.search(here, count, loaded["rare"]))
        shutil.rmtree(home)

    def _inbox(self) -> None:
        self._step(f"loading {self._threads:,} threads")
        home = self._scratch / "many"
        shutil.copytree(self._home, home)
        loaded = json.loads(run("bench.loader", str(home), str(self._threads)))
        self.raw["loaded"] = loaded
        self._add(
            [
                Figure(
                    "On disk",
                    "a thread of three sealed messages",
                    loaded["bytes_a_thread"] / 1024,
                    "KiB",
                    goal=16.0,
                )
            ]
        )
        with serving(home, self._size.pool) as here:
            self._step("the inbox")
            group = f"The whole service, {self._threads:,} threads"
            self._add([Figure(group, "start to ready", here.service.first["ready_s"], "s", goal=3.0)])
            here.filled()
            self._memory(group, "idle", here.usage(), 150.0)
            self._add(inbox.read(here, self._threads, loaded, self.raw["floors"], 20 if self._quick else 200))
            here.client.ask(
                "tips",
                port=here.public,
                schools=here.schools,
                clients=32,
                count=self._size.tips,
                limit_s=loads.LIMIT_S,
                seed=77,
            )
            self._memory(group, "after load", here.usage(), 400.0)
        shutil.rmtree(home)

    def _insights(self) -> None:
        self._step("figures of made-up years")
        self._add(insights.read(self._home, self._scratch, self.raw, quick=self._quick))

    def _memory(self, group: str, when: str, usage: dict[str, Any], goal: float) -> None:
        self._add(
            [
                Figure(group, f"memory {when}, resident", usage["rss_mib"], "MiB", goal=goal),
                Figure(group, f"memory {when}, its own", usage["uss_mib"], "MiB"),
            ]
        )

    def _add(self, figures: Iterable[Figure]) -> None:
        self.figures.extend(figures)

    def _step(self, name: str) -> None:
        print(f"  {time.strftime('%H:%M:%S')}  {name} …", flush=True)


def main() -> None:
    asked = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    asked.add_argument("--quick", action="store_true", help="small counts, under a minute")
    asked.add_argument("--threads", type=int, help="threads of the inbox (100,000; quick: 2,000)")
    asked.add_argument(
        "--only",
        action="append",
        choices=STEPS,
        default=[],
        help="this step, with the floors (may be repeated)",
    )
    options = asked.parse_args()
    threads = options.threads or (2_000 if options.quick else 100_000)
    with tempfile.TemporaryDirectory(prefix="quietline-bench-") as scratch:
        size = loads.QUICK if options.quick else loads.WHOLE
        bench = Bench(Path(scratch), size, quick=options.quick, threads=threads, only=options.only)
        began = time.monotonic()
        try:
            bench.run()
        finally:
            # What was measured before something broke is worth having.
            write(bench, time.monotonic() - began)


def write(bench: Bench, took_s: float) -> None:
    about = bench.raw["machine"]
    about["load_after"] = os.getloadavg()
    print(
        f"\n{about['cpu']}, {about['cores']} cores, {about['memory_gib']} GiB, Python {about['python']}, SQLite {about['sqlite']}"
    )
    print(
        f"fsync {about['fsync_ms']['median']} ms (worst {about['fsync_ms']['worst']}), load "
        f"{about['load_before'][0]:.1f} before and {about['load_after'][0]:.1f} after, {took_s:.0f} s in all\n"
    )
    print(table(bench.figures))
    RESULTS.mkdir(exist_ok=True)
    path = RESULTS / f"{time.strftime('%Y%m%d-%H%M%S')}.json"
    kept = {**bench.raw, "took_s": took_s, "figures": [one.members() for one in bench.figures]}
    path.write_text(json.dumps(kept, indent=1, default=float) + "\n", encoding="utf-8")
    print(f"\n{path.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
