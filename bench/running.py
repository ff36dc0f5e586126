"""The service, its simulated network and the load client, all running: what a measure under load holds."""

import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bench.process import Measured, free_ports
from notify.simulator import Simulator
from reporting.demo.cast import HOTLINE, STAFF_LINE

FILL_LIMIT_S = 90.0


@dataclass(frozen=True, slots=True)
class Running:
    service: Measured
    client: Measured
    simulator: Simulator
    public: int
    staff: int
    schools: list[str]
    pool: int

    @property
    def home_url(self) -> str:
        return f"http://localhost:{self.public}"

    def usage(self) -> dict[str, Any]:
        return self.service.ask("usage")

    def filled(self, wanted: int | None = None) -> int:
        """Wait until so many receipts are ready, as long as that is worth waiting for."""
        began, enough = time.monotonic(), self.pool if wanted is None else min(wanted, self.pool)
        while (ready := int(self.usage()["pool"])) < enough and time.monotonic() - began < FILL_LIMIT_S:
            time.sleep(0.25)
        return ready


@contextmanager
def running(home: Path, scratch: Path, name: str, pool: int) -> Iterator[Running]:
    """Over a copy of `home`, which stays as it is."""
    folder = scratch / name
    shutil.copytree(home, folder)
    try:
        with serving(folder, pool) as here:
            yield here
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def serving(home: Path, pool: int) -> Iterator[Running]:
    """Over `home` itself."""
    public, staff = free_ports(2)
    simulator = Simulator(f"http://localhost:{public}", (HOTLINE, STAFF_LINE), lambda: datetime.now(UTC))
    simulator.start()
    try:
        with (
            Measured(
                "bench.service", str(home), str(public), str(staff), simulator.base_url, str(pool)
            ) as service,
            Measured("bench.client") as client,
        ):
            schools = service.ask("schools")["schools"]
            yield Running(service, client, simulator, public, staff, schools, pool)
    finally:
        simulator.stop()
