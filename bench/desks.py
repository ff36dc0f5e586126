"""Two hundred staff with the inbox open: how soon a new message is on all screens, and what that costs the service."""

import json
import time
from collections.abc import Iterator
from typing import Any

from bench.figures import Figure, quantile
from bench.process import Measured
from bench.running import Running
from reporting.demo.cast import BEN, DANA

SETTLED_S = 4.0
PATIENCE_S = 20.0


def opened(
    here: Running, raw: dict[str, Any], *, staff: int, concerned: int, messages: int, quiet_s: float
) -> Iterator[Figure]:
    """`concerned`: how many of them may see the messages, those of one school; the others have lists of their own."""
    group = f"{staff} staff with the inbox open, {concerned} of them may see a message"
    empty = here.usage()
    cookies = [
        cookie
        for player, count in ((BEN, concerned), (DANA, staff - concerned))
        for cookie in here.service.ask("sessions", player=player, count=count)["cookies"]
    ]
    signed_in = here.usage()
    with Measured("bench.watchers") as office:
        office.ask("open", port=here.staff, cookies=cookies, path="/inbox?view=all")
        time.sleep(SETTLED_S)
        before, began = here.usage(), time.monotonic()
        time.sleep(quiet_s)
        quiet, took = here.usage(), time.monotonic() - began
        stored = []
        for seed in range(messages):
            here.client.ask(
                "tips",
                port=here.public,
                schools=here.schools[:1],
                clients=1,
                count=1,
                limit_s=60,
                seed=900 + seed,
                named=True,
            )
            stored.append(time.time())
            time.sleep(SETTLED_S)
        busy, whole = here.usage(), time.monotonic() - began - took
        found = office.ask("close")
    late = _late(found["seen"][:concerned], stored)
    raw[f"desks of {concerned}"] = {"late": late, "failed": found["failed"], "stored": len(stored)}
    yield Figure(
        group,
        "a message stored until it is on all screens, median",
        quantile(sorted(late), 0.5),
        "s",
        goal=2.0,
    )
    yield Figure(group, "the same, worst of all messages", max(late), "s", goal=2.0)
    yield Figure(group, "is anything new? nothing; p50", 1000 * quantile(found["asked"], 0.5), "ms")
    yield Figure(group, "the same, p99", 1000 * quantile(found["asked"], 0.99), "ms")
    yield Figure(group, "what is new of fifty rows, p50", 1000 * quantile(found["sent"], 0.5), "ms")
    yield Figure(group, "the same, p99", 1000 * quantile(found["sent"], 0.99), "ms")
    yield Figure(
        group, "CPU of a core while nothing happens", 100 * (quiet["cpu_s"] - before["cpu_s"]) / took, "%"
    )
    yield Figure(
        group,
        f"CPU of a core, a message every {SETTLED_S:g} s",
        100 * (busy["cpu_s"] - quiet["cpu_s"]) / whole,
        "%",
    )
    yield Figure(
        group, "CPU of a message on all screens", (busy["cpu_s"] - quiet["cpu_s"]) / max(1, len(stored)), "s"
    )
    yield Figure(group, "memory before anybody signs in, its own", empty["uss_mib"], "MiB")
    yield Figure(group, "memory with all signed in, its own", signed_in["uss_mib"], "MiB")
    yield Figure(group, "memory after it all, its own", busy["uss_mib"], "MiB")
    yield Figure(group, "requests that failed", found["failed"], "")


def _late(seen: list[dict[str, float]], stored: list[float]) -> list[float]:
    """Of each message, seconds until the last screen showed it; `PATIENCE_S` where one never did."""
    everywhere = {name for one in seen for name in one}
    first = {name: min(one.get(name, float("inf")) for one in seen) for name in everywhere}
    new = sorted((name for name in everywhere if first[name] > stored[0] - 2), key=first.__getitem__)[
        : len(stored)
    ]
    if len(new) < len(stored):
        raise RuntimeError(f"{len(stored) - len(new)} messages were on no screen: {json.dumps(stored)}")
    return [
        max(one.get(name, at + PATIENCE_S) for one in seen) - at for name, at in zip(new, stored, strict=True)
    ]
