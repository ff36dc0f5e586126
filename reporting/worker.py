"""The clock: short ticks, no logic. Each tick is idempotent, and one that fails is logged by name and tried again.

APScheduler with its memory store only: its database store unpickles rows, and fires twice in two processes.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass

from apscheduler.schedulers.background import BackgroundScheduler

Done = Callable[[str, float], None]

_log = logging.getLogger("reporting.worker")


@dataclass(frozen=True, slots=True)
class Tick:
    """`do` every `seconds`; at most one at a time, and what was missed is done once."""

    name: str
    seconds: float
    do: Callable[[], object]


class Worker:
    def __init__(self, ticks: tuple[Tick, ...], done: Done | None = None) -> None:
        """`done` is told of each turn that ended well, by name and how often it comes: a task that hangs tells nothing."""
        logging.getLogger("apscheduler").setLevel(logging.ERROR)
        self._scheduler = BackgroundScheduler(
            timezone="UTC",
            job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None},
        )
        for tick in ticks:
            self._scheduler.add_job(
                _guarded(tick, done or _nobody),
                "interval",
                seconds=tick.seconds,
                id=tick.name,
                name=tick.name,
            )

    def start(self) -> None:
        self._scheduler.start()

    def stop(self) -> None:
        self._scheduler.shutdown(wait=True)


def _nobody(name: str, every_s: float) -> None:
    del name, every_s


def _guarded(tick: Tick, done: Done) -> Callable[[], None]:
    def run() -> None:
        try:
            tick.do()
            done(tick.name, tick.seconds)
        except Exception:  # noqa: BLE001 -- one tick must not stop the others
            _log.exception("%s failed and is tried again", tick.name)

    return run
