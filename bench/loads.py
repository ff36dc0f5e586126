"""Tips and later messages by the real doors, with the floors that stand beside them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

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


QUICK = Size(pool=96, tips=72, beyond=30, threads=12, each=2, bare=200)
WHOLE = Size(pool=512, tips=384, beyond=150, threads=100, each=2, bare=2000)


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


class Loads:
    def __init__(self, size: Size, floors: Mapping[str, Any]) -> None:
        self._size = size
        self._floors = floors
        self.bare_cpu_ms = 0.0
        self.bare_rate = 0.0
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
                self.bare_rate = rate(got)
                self.raw[f"bare {clients}"] = got
                yield Figure("Floors", f"Flask POST, {clients} clients", rate(got), "/s")
        yield Figure("Floors", "Flask POST, CPU", self.bare_cpu_ms, "ms")

    def tips(self, here: Running) -> Iterator[Figure]:
        """Bursts from a full shelf, at 1, 8 and 32 clients; what each costs by kind of thread."""
        group = "New tips by web, from a full shelf"
        for clients in (1, 8, 32):
            here.filled()
            before = here.usage()
            got = self._press(here, "tips", clients=clients, count=self._size.tips)
            cpu = cpu_ms(before, here.usage(), got["asked"])
            self.raw[f"tips {clients}"] = {**got, "cpu_ms": cpu}
            yield self._rate(group, f"{clients} clients", got, 1000.0 if clients > 1 else None)
            yield Figure(group, f"{clients} clients, p50", p(got, 0.5), "ms")
            yield Figure(
                group, f"{clients} clients, p99", p(got, 0.99), "ms", goal=50.0 if clients > 1 else None
            )
            if failed(got):
                yield Figure(group, f"{clients} clients, not answered 200", failed(got), "")

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
        group, size = "Messages appended", self._size
        jobs: dict[str, tuple[str, str, dict[str, Any]]] = {
            "web replies": ("come_back", "replies", {"schools": here.schools}),
            "texts": (
                "first_texts",
                "texts",
                {"public": here.home_url, "token": here.simulator.token, "line": HOTLINE},
            ),
        }
        for name, (opening, job, more) in jobs.items():
            here.filled(size.threads + 12)
            self._press(here, opening, clients=8, count=size.threads, each=size.each, **more)
            before = here.usage()
            got = self._press(here, job, clients=8)
            self.raw[name] = {**got, "cpu_ms": cpu_ms(before, here.usage(), got["asked"])}
            yield self._rate(group, f"{name}, 8 clients", got, 1200.0)
            yield Figure(group, f"{name}, p99", p(got, 0.99), "ms", goal=40.0)
            if failed(got):
                yield Figure(group, f"{name}, not answered 200", failed(got), "")

    def _rate(self, group: str, name: str, got: Mapping[str, Any], goal: float | None) -> Figure:
        floor = self.bare_rate or None
        return Figure(group, name, rate(got), "/s", floor, "Flask POST", goal, up=True, idle_floor=IDLE_POSTS)

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
