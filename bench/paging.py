"""From a tip that is stored to its page at the provider, while others write: probes, each answered by ACK like a person would."""

import re
import threading
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from bench import texts
from bench.figures import Figure, quantile
from bench.running import Running
from reporting.demo.cast import STAFF_LINE

_CODE = re.compile(r"ACK (\d{4})")
EVERY_S = 0.7  # a person is rung once a second at most, and two schools take turns
LOST_S = 15.0


@dataclass(frozen=True, slots=True)
class Load:
    name: str
    rate: float
    goal_ms: float = 1000.0


LOADS = (Load("20 tips a second", 20.0), Load("overload, 200 tips a second asked", 200.0))


class Probes:
    def __init__(self, here: Running) -> None:
        self._here = here
        self._seen: set[str] = set()
        self.took_ms: list[float] = []
        self.lost = 0

    def run(self, seconds: float) -> None:
        """One urgent tip after the other, school by school, until the time is over."""
        began = time.monotonic()
        number = 0
        while time.monotonic() - began < seconds:
            start = time.monotonic()
            self._probe(self._here.schools[number % len(self._here.schools)], number)
            number += 1
            time.sleep(max(0.0, EVERY_S - (time.monotonic() - start)))

    def _probe(self, school: str, number: int) -> None:
        form = {"body": f"{texts.URGENT} ({number})", "school": school}
        request = urllib.request.Request(self._here.home_url + "/", urlencode(form).encode())
        with urllib.request.urlopen(request, timeout=60) as answer:
            answer.read()
        stored = time.time()
        while time.time() - stored < LOST_S:
            for page in self._new_pages():
                self.took_ms.append(1000 * max(0.0, _at(page) - stored))
                code = _CODE.search(page["body"])
                if code is not None:
                    self._here.simulator.text(page["to"], STAFF_LINE, f"ACK {code[1]}")
                return
            time.sleep(0.01)
        self.lost += 1

    def _new_pages(self) -> list[dict[str, Any]]:
        found = [
            one
            for one in self._here.simulator.messages()
            if one["kind"] == "sms" and "ACK" in one["body"] and one["sid"] not in self._seen
        ]
        self._seen.update(one["sid"] for one in found)
        return found


def _at(page: dict[str, Any]) -> float:
    return datetime.fromisoformat(page["at"]).timestamp()


def paged(here: Running, seconds: float) -> Iterator[Figure]:
    group = "Tip stored → page handed to the provider"
    for load in LOADS:
        probes = Probes(here)
        probes._new_pages()  # noqa: SLF001 -- what rang before is nobody's
        count = int(load.rate * seconds)
        others: dict[str, Any] = {}
        thread = threading.Thread(
            target=lambda load=load, count=count, others=others: others.update(
                here.client.ask(
                    "tips",
                    port=here.public,
                    schools=here.schools,
                    clients=32,
                    count=count,
                    limit_s=seconds,
                    seed=int(load.rate) + 3,
                    rate=load.rate,
                    urgent=False,
                )
            )
        )
        thread.start()
        probes.run(seconds)
        thread.join()
        took = sorted(probes.took_ms)
        reached = others["ok"] / others["took_s"] if others.get("took_s") else 0.0
        yield Figure(group, f"{load.name}: p50 of {len(took)}", quantile(took, 0.5), "ms")
        yield Figure(group, f"{load.name}: p99", quantile(took, 0.99), "ms", goal=load.goal_ms)
        yield Figure(group, f"{load.name}: tips stored", reached, "/s")
        if probes.lost:
            yield Figure(group, f"{load.name}: no page in {LOST_S:.0f} s", probes.lost, "")
