"""The load, in a process of its own: `python -m bench.client`, one job a line in, what came of it a line out."""

import asyncio
import random
import re
import time
import uuid
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from bench import texts
from bench.orders import obey, say
from bench.wire import Wire, senders
from notify.simulator.webhooks import signature

OK = 200
_WORDS = re.compile(rb'name="words" value="([a-z ]+)"')
_TOKEN = re.compile(rb'name="token" value="([^"]+)"')

Act = Callable[[Wire, Any], Awaitable[tuple[int, bytes]]]


@dataclass(slots=True)
class Heard:
    """What came back: seconds of each, and how many of each status."""

    seconds: list[float] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)
    bodies: list[bytes] = field(default_factory=list)


async def press(
    port: int,
    act: Act,
    items: Sequence[Any],
    *,
    clients: int,
    limit_s: float,
    seed: int,
    rate: float | None = None,
    keep: bool = False,
) -> dict[str, Any]:
    """Do `act` for each item by `clients` connections. With `rate`, each has its moment and is late from there on."""
    addresses, heard = senders(seed), Heard()
    began = time.perf_counter()
    line = iter(enumerate(items))

    async def one() -> None:
        wire = Wire(port, addresses)
        for place, item in line:
            now = time.perf_counter()
            if now - began > limit_s:
                break
            due = began + place / rate if rate else now
            if due > now:
                await asyncio.sleep(due - now)
            await _ask(wire, act, item, due, heard, keep=keep)
        await wire.close()

    cpu = time.process_time()
    await asyncio.gather(*(one() for _ in range(clients)))
    took = time.perf_counter() - began
    return {
        "asked": sum(heard.statuses.values()),
        "ok": heard.statuses[OK],
        "took_s": took,
        "statuses": dict(heard.statuses),
        "client_cpu_s": time.process_time() - cpu,
        "latencies_ms": [round(1000 * one, 2) for one in sorted(heard.seconds)],
        "bodies": heard.bodies,
    }


async def _ask(wire: Wire, act: Act, item: Any, due: float, heard: Heard, *, keep: bool) -> None:
    try:
        status, body = await act(wire, item)
    except (OSError, EOFError, ValueError, TimeoutError):
        await wire.close()
        status, body = 0, b""
    heard.seconds.append(time.perf_counter() - due)
    heard.statuses[status] += 1
    if keep:
        heard.bodies.append(body)


def _tip_form(
    rng: random.Random, schools: Sequence[str], *, urgent: bool | None = None, named: bool = False
) -> dict[str, str]:
    """`named`: it says its school, so that its staff see it, and not the district's."""
    body = texts.mixed(rng) if urgent is None else texts.tip(rng, urgent=urgent)
    school = rng.choice(schools if named else [*schools, "unknown"])
    return {"submission": rng.randbytes(16).hex(), "body": body, "school": school}


async def _send_tip(wire: Wire, form: dict[str, str]) -> tuple[int, bytes]:
    return await wire.post("/", form)


async def _come_back(wire: Wire, words: bytes) -> tuple[int, bytes]:
    return await wire.post("/return", {"receipt": words.decode()})


async def _reply(wire: Wire, item: tuple[str, dict[str, str]]) -> tuple[int, bytes]:
    return await wire.post(item[0], item[1])


def _only(found: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in found.items() if name != "bodies"}


class Jobs:
    """What was opened by one job waits here for the job that writes to it, which alone is measured."""

    def __init__(self) -> None:
        self._replies: list[Any] = []
        self._texts: Callable[[int, int], dict[str, Any]] = lambda _clients, _each: {}

    def tips(
        self,
        *,
        port: int,
        schools: list[str],
        clients: int,
        count: int,
        limit_s: float,
        seed: int,
        rate: float | None = None,
        urgent: bool | None = None,
        named: bool = False,
    ) -> dict[str, Any]:
        rng = random.Random(seed)
        items = [_tip_form(rng, schools, urgent=urgent, named=named) for _ in range(count)]
        return _only(
            asyncio.run(press(port, _send_tip, items, clients=clients, limit_s=limit_s, seed=seed, rate=rate))
        )

    def come_back(
        self, *, port: int, schools: list[str], clients: int, count: int, each: int, limit_s: float, seed: int
    ) -> dict[str, Any]:
        """`count` tips are made and come back to by their six words: `replies` then writes to each `each` times."""
        rng = random.Random(seed)
        forms = [_tip_form(rng, schools, urgent=False) for _ in range(count)]
        made = asyncio.run(
            press(port, _send_tip, forms, clients=clients, limit_s=limit_s, seed=seed, keep=True)
        )
        words = [found[1] for body in made["bodies"] if (found := _WORDS.search(body))]
        seen = asyncio.run(
            press(port, _come_back, words, clients=4, limit_s=limit_s, seed=seed + 1, keep=True)
        )
        tokens = [found[1].decode() for body in seen["bodies"] if (found := _TOKEN.search(body))]
        self._replies = [
            (
                "/return/reply",
                {"token": token, "submission": rng.randbytes(16).hex(), "body": texts.tip(rng, urgent=False)},
            )
            for _ in range(each)
            for token in tokens
        ]
        return {"opened": len(tokens)}

    def replies(self, *, port: int, clients: int, limit_s: float, seed: int) -> dict[str, Any]:
        return _only(
            asyncio.run(press(port, _reply, self._replies, clients=clients, limit_s=limit_s, seed=seed))
        )

    def first_texts(
        self,
        *,
        port: int,
        public: str,
        token: str,
        line: str,
        clients: int,
        count: int,
        each: int,
        limit_s: float,
        seed: int,
    ) -> dict[str, Any]:
        """`count` phones open a thread by a first text; `texts` then lets each write `each` more, which join."""
        rng = random.Random(seed)
        numbers = [f"+1{rng.randrange(2_000_000_000, 9_999_999_999)}" for _ in range(count)]

        async def text(wire: Wire, number: str) -> tuple[int, bytes]:
            form = {
                "MessageSid": f"SM{uuid.UUID(bytes=rng.randbytes(16)).hex}",
                "From": number,
                "To": line,
                "Body": texts.tip(rng, urgent=False)[:160],
                "NumMedia": "0",
                "AccountSid": "AC" + "5" * 32,
                "ApiVersion": "2010-04-01",
            }
            signed = {"X-Twilio-Signature": signature(f"{public}/sms", form, token)}
            return await wire.post("/sms", form, signed)

        first = asyncio.run(press(port, text, numbers, clients=clients, limit_s=limit_s, seed=seed))
        later = [number for _ in range(each) for number in numbers]
        self._texts = lambda clients, seed: asyncio.run(
            press(port, text, later, clients=clients, limit_s=limit_s, seed=seed)
        )
        return {"opened": first["ok"]}

    def texts(self, *, port: int, clients: int, limit_s: float, seed: int) -> dict[str, Any]:  # noqa: ARG002 -- the limits of the first texts hold
        return _only(self._texts(clients, seed))


if __name__ == "__main__":
    jobs = Jobs()
    say({"ready": True})
    obey({name: getattr(jobs, name) for name in ("tips", "come_back", "replies", "first_texts", "texts")})
