"""Tips and later messages by the real doors, with the floors that stand beside them."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from bench.bare_floor import BareFloor
from bench.figures import Figure, quantile
from bench.process import Measured, free_ports
from bench.running import Running
from reporting.demo.cast import HOTLINE

LIMIT_S = 20.0
# Flask POST, 32 clients, on the idle machine where the goals were set.
IDLE_POSTS = 7100.0


@dataclass(frozen=True, slots=True)
class Size:
    """How much of each: bounded counts, whatever the machine."""

    pool: int
    tips: int  # three quarters of the shelf: so many are English
    beyond: int
    threads: int
    each: int
    bare: int
    rounds: int = 1  # of each, of which the one in the middle is shown


QUICK = Size(pool=96, tips=72, beyond=30, threads=12, each=2, bare=200)
WHOLE = Size(pool=512, tips=384, beyond=150, threads=100, each=2, bare=2000, rounds=3)


def rate(result: Mapping[str, Any]) -> float:
    return float(result["ok"] / result["took_s"]) if result["took_s"] else 0.0


def failed(result: Mapping[str, Any]) -> int:
    return int(result["asked"] - result["ok"])


def p(result: Mapping[str, Any], share: float) -> float:
    return quantile(result["latencies_ms"], share)


def cpu_ms(before: Mapping[str, Any], after: Mapping[str, Any], count: int) -> dict[str, float]:
    """CPU of one, by kind of thread."""
    kinds = after["threads_s"]
    return {kind: 1000 * (kinds[kind] - before["threads_s"].get(kind, 0.0)) / max(1, count) for kind in kinds}


@dataclass(frozen=True, slots=True)
class Measurement:
    """`floor`: bare POSTs a second in the same minute."""

    got: Mapping[str, Any]
    floor: float

    @property
    def ratio(self) -> float:
        return rate(self.got) / self.floor


class Loads:
    def __init__(self, size: Size, floors: Mapping[str, Any]) -> None:
        self._size = size
        self._floors = floors
        self.bare_cpu_ms = 0.0
        self.raw: dict[str, Any] = {}

    def bare(self) -> Iterator[Figure]:
        (port,) = free_ports(1)
        with Measured("bench.bare", str(port)) as server, Measured("bench.client") as client:
            for clients in (8, 32):
                before = server.ask("usage")
                got = client.ask(
                    "tips",
                    port=port,
                    schools=[],
                    clients=clients,
                    count=self._size.bare,
                    limit_s=LIMIT_S,
                    seed=clients,
                )
                cpu = cpu_ms(before, server.ask("usage"), got["asked"])
                self.bare_cpu_ms = cpu["requests"] + cpu["listeners"]
                self.raw[f"bare {clients}"] = got
                yield Figure("Floors", f"Flask POST, {clients} clients", rate(got), "/s")
        yield Figure("Floors", "Flask POST, CPU", self.bare_cpu_ms, "ms")

    def tips(self, here: Running) -> Iterator[Figure]:
        """Bursts from a full shelf, at 1, 8 and 32 clients; what each costs by kind of thread."""
        group, size = "New tips by web, from a full shelf", self._size
        for clients in (1, 8, 32):
            measured = self._rounds(
                here, f"tips {clients}", "tips", lambda _at: here.filled(), clients=clients, count=size.tips
            )
            yield self._rate(group, f"{clients} clients", measured, 1000.0 if clients > 1 else None)
            yield from self._latencies(group, f"{clients} clients", measured, 50.0 if clients > 1 else None)

    def beyond(self, here: Running) -> Iterator[Figure]:
        """Nothing is ready any more: each tip waits for its own receipt."""
        self._press(here, "tips", clients=8, count=int(here.usage()["pool"]), seed=40)
        got = self._press(here, "tips", clients=8, count=self._size.beyond, seed=41)
        self.raw["tips beyond"] = got
        floor = self._floors["kdf_per_s_both"]
        yield Figure(
            "New tips by web, beyond the shelf",
            "8 clients",
            rate(got),
            "/s",
            floor,
            "Argon2id on both cores",
            0.85 * floor,
            up=True,
        )
        yield Figure("New tips by web, beyond the shelf", "8 clients, p99", p(got, 0.99), "ms")

    def appended(self, here: Running) -> Iterator[Figure]:
        group = "Messages appended"
        jobs: dict[str, tuple[str, str, dict[str, Any]]] = {
            "web replies": ("come_back", "replies", {"schools": here.schools}),
            "texts": (
                "first_texts",
                "texts",
                {"public": here.home_url, "token": here.simulator.token, "line": HOTLINE},
            ),
        }
        for name, (opening, job, more) in jobs.items():
            measured = self._rounds(here, name, job, partial(self._opened, here, opening, more), clients=8)
            yield self._rate(group, f"{name}, 8 clients", measured, 1200.0)
            yield from self._latencies(group, name, measured, 40.0)

    def _opened(self, here: Running, opening: str, more: dict[str, Any], at: int) -> None:
        """Threads to write into, which nobody measures."""
        size = self._size
        here.filled(size.threads + 12)
        self._press(here, opening, clients=8, count=size.threads, each=size.each, seed=700 + at, **more)

    def _rounds(
        self, here: Running, name: str, job: str, ready: Callable[[int], object], **parts: Any
    ) -> Measurement:
        """As often as the size says, each beside the bare POST of its own minute; the round in the middle by their ratio."""
        rounds = []
        with BareFloor(self._size.bare // 4, LIMIT_S) as bare:
            for at in range(self._size.rounds):
                ready(at)
                before = here.usage()
                seed = 1000 * at + parts["clients"]
                got, floor = bare.around(here.client, partial(self._press, here, job, seed=seed, **parts))
                cpu = cpu_ms(before, here.usage(), got["asked"])
                rounds.append(Measurement({**got, "cpu_ms": cpu}, floor))
        rounds.sort(key=lambda one: one.ratio)
        self.raw[name] = [{**one.got, "bare_per_s": one.floor} for one in rounds]
        return rounds[len(rounds) // 2]

    def _rate(self, group: str, name: str, measured: Measurement, goal: float | None) -> Figure:
        return Figure(
            group,
            name,
            rate(measured.got),
            "/s",
            measured.floor,
            "Flask POST",
            goal,
            up=True,
            idle_floor=IDLE_POSTS,
        )

    def _latencies(
        self, group: str, name: str, measured: Measurement, goal: float | None
    ) -> Iterator[Figure]:
        yield Figure(group, f"{name}, p50", p(measured.got, 0.5), "ms")
        yield Figure(group, f"{name}, p99", p(measured.got, 0.99), "ms", goal=goal)
        if failed(measured.got):
            yield Figure(group, f"{name}, not answered 200", failed(measured.got), "")

    def _press(self, here: Running, job: str, *, seed: int | None = None, **parts: Any) -> dict[str, Any]:
        more = {"schools": here.schools} if job == "tips" else {}
        return here.client.ask(
            job,
            port=here.public,
            limit_s=LIMIT_S,
            seed=100 * parts["clients"] + len(job) if seed is None else seed,
            **more,
            **parts,
        )
