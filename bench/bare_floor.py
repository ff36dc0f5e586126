"""The bare POST asked right before and right after what it is the floor of: the hour, not the day, decides how fast it is."""

from collections.abc import Callable, Mapping
from types import TracebackType
from typing import Any, Self

from bench.process import Measured, free_ports

CLIENTS = 8


class BareFloor:
    """`count`: of POSTs each time. Leaving the block ends the bare service, which costs nothing while it waits."""

    def __init__(self, count: int, limit_s: float) -> None:
        self._count = count
        self._limit_s = limit_s
        self._asked = 0
        (self._port,) = free_ports(1)
        self._server = Measured("bench.bare", str(self._port))

    def around(
        self, client: Measured, act: Callable[[], Mapping[str, Any]]
    ) -> tuple[Mapping[str, Any], float]:
        """What `act` gave, and the POSTs a second of before and after it, their mean."""
        before = self._rate(client)
        got = act()
        return got, (before + self._rate(client)) / 2

    def _rate(self, client: Measured) -> float:
        self._asked += 1
        got = client.ask(
            "tips",
            port=self._port,
            schools=[],
            clients=CLIENTS,
            count=self._count,
            limit_s=self._limit_s,
            seed=self._asked,
        )
        return float(got["ok"] / got["took_s"])

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self._server.end()
