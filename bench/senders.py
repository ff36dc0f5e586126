"""Workers of the outbox, each a process of its own, killed at random while they send: what went, how often, and what was lost.

`python -m bench.senders URL FOLDER ROWS WORKERS KILLS` prints one JSON object. The schema stands already; the clock
runs ten times as fast as the wall's, so that leases end while somebody watches.
"""

import json
import os
import random
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, NullPool, create_engine, func, insert, select

from notify.outbox import Class, Dispatcher, State
from notify.outbox.states import HOLD_AFTER_S, PRIORITY
from notify.pacing import Rates
from notify.ports import Channel, Delivery, Sent
from notify.tables import Outbox
from reporting.store import engines
from reporting.store.database import Database
from reporting.store.errors import StoreError

SPEED = 10
LIMIT_S = 1800.0
DISTRICT = b"D" * 16
PAGES_OF = 5  # one row in five is a reply
MOST = 0.9  # the rate is that of so much of it; the rest waits for leases
_AT_REST = (State.DELIVERED, State.HELD)


class Book:
    """A carrier that writes down what it takes, in a file that outlives whoever sends."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file = os.open(path, os.O_CREAT | os.O_APPEND | os.O_WRONLY)

    def send_text(self, *, body: str, **_: Any) -> Sent:
        os.write(self._file, f"{body}\n".encode())
        return self._sent(body)

    def find_text(self, *, body: str, **_: Any) -> Sent | None:
        return self._sent(body) if body in self._path.read_text(encoding="ascii").split() else None

    def fetch_status(self, sid: str) -> Sent:
        return Sent(sid, Delivery.DELIVERED)

    def place_call(self, **_: Any) -> Sent:
        raise NotImplementedError

    def _sent(self, body: str) -> Sent:
        return Sent(f"SM{int(body):032x}", Delivery.DELIVERED)


class Clear:
    def seal(self, plaintext: bytes, _row: bytes) -> bytes:
        return plaintext

    def open(self, sealed: bytes, _row: bytes) -> bytes:
        return sealed


class Clock:
    """The same in every process: it began when the parent did."""

    def __init__(self) -> None:
        self._began = time.time()

    def __call__(self) -> datetime:
        passed = time.time() - self._began
        return datetime.fromtimestamp(self._began, UTC) + timedelta(seconds=SPEED * passed)


class Crowd:
    """So many workers at a time; whoever is killed is followed by another."""

    def __init__(self, url: str, folder: Path, clock: Clock) -> None:
        self._url, self._folder, self._clock = url, folder, clock
        self._alive: list[int] = []

    def add(self) -> None:
        self._alive.append(_forked(self._work))

    def kill_one(self, dice: random.Random) -> None:
        victim = self._alive.pop(dice.randrange(len(self._alive)))
        os.kill(victim, signal.SIGKILL)
        os.waitpid(victim, 0)

    def end(self) -> None:
        while self._alive:
            self.kill_one(random.Random(0))

    def _work(self) -> None:
        """As the service's worker: a tick that fails is tried again."""
        database = Database(self._url, pool=2)
        carrier: Any = Book(self._folder / "taken")
        # A number fast enough to be no matter: at a long code's pace the workers would mostly wait for it.
        sender = Dispatcher(database, carrier, {"service": Clear()}, self._clock, rates=Rates(1_000, 1_000))
        while True:
            try:
                if not sender.send_next():
                    time.sleep(0.02)
            except StoreError as error:
                with (self._folder / "faults").open("a") as faults:
                    faults.write(f"{type(error).__name__}\n")
                time.sleep(0.02)


def _forked(act: Callable[[], None]) -> int:
    child = os.fork()
    if child:
        return child
    try:
        act()
    finally:
        os._exit(0)


@contextmanager
def _asked(url: str) -> Iterator[Connection]:
    """A connection that nothing outlives: whoever forks must hold none."""
    engine = create_engine(engines.parse(url), poolclass=NullPool)
    with engine.begin() as conn:
        yield conn


def _fill(url: str, rows: int, at: int) -> None:
    def row(number: int) -> dict[str, Any]:
        klass = Class.REPLY if number % PAGES_OF == 0 else Class.PAGE
        return {
            "district": DISTRICT,
            "row": number.to_bytes(16, "big"),
            "klass": klass,
            "priority": PRIORITY[klass],
            "channel": Channel.SMS,
            "state": State.PENDING,
            "sealer": "service",
            "recipient": b"+15550999",
            "body": str(number).encode(),
            "sender": "+15550100",
            "due_at": at,
            # Replies wait for their turn here, not for half an hour of a fast clock.
            "hold_at": at + 1000 * HOLD_AFTER_S if klass is Class.REPLY else None,
            "validity_s": 60,
            "fence": 0,
            "tries": 0,
            "error": 0,
            "created_at": at,
            "changed_at": at,
        }

    with _asked(url) as conn:
        conn.execute(insert(Outbox), [row(number) for number in range(rows)])


def _left(url: str) -> int:
    with _asked(url) as conn:
        found: int = conn.execute(
            select(func.count()).select_from(Outbox).where(Outbox.state.not_in(_AT_REST))
        ).scalar_one()
        return found


def measure(url: str, folder: Path, rows: int, workers: int, kills: int) -> dict[str, Any]:
    """Send `rows`, killing one of `workers` five or six times a second, `kills` times or until all is sent."""
    dice, clock = random.Random(7), Clock()
    _fill(url, rows, int(clock().timestamp()))
    crowd = Crowd(url, folder, clock)
    began, killed, left, most_s = time.monotonic(), 0, rows, 0.0
    try:
        for _ in range(workers):
            crowd.add()
        while left and time.monotonic() - began < LIMIT_S:
            time.sleep(dice.uniform(0.05, 0.3))
            if killed < kills:
                crowd.kill_one(dice)
                crowd.add()
                killed += 1
            sent = len(set(_taken(folder)))
            if sent < MOST * rows:
                most_s = time.monotonic() - began
            elif sent >= rows - killed:
                kills = killed  # what is left waits for the end of a dead worker's lease
                left = _left(url)
    finally:
        crowd.end()
    return _judged(url, folder, rows, killed, most_s)


def _taken(folder: Path) -> list[str]:
    path = folder / "taken"
    return path.read_text(encoding="ascii").split() if path.exists() else []


def _judged(url: str, folder: Path, rows: int, killed: int, most_s: float) -> dict[str, Any]:
    times = Counter(int(body) for body in _taken(folder))
    with _asked(url) as conn:
        found = conn.execute(select(Outbox.row, Outbox.state)).all()
    held = {int.from_bytes(each.row, "big") for each in found if each.state == State.HELD}
    again = {number: count - 1 for number, count in times.items() if count > 1}
    faults = folder / "faults"
    return {
        "rows": rows,
        "killed": killed,
        "sent": len(times),
        "held_for_a_person": len(held - set(times)),
        "lost": rows - len(set(times) | held),
        "pages_twice": sum(more for number, more in again.items() if number % PAGES_OF),
        "replies_twice": sum(more for number, more in again.items() if number % PAGES_OF == 0),
        "unsettled": sum(each.state not in _AT_REST for each in found),
        "faults": dict(Counter(faults.read_text().split())) if faults.exists() else {},
        "per_s": MOST * rows / most_s if most_s else 0.0,
    }


if __name__ == "__main__":
    _, address, place, row_count, worker_count, kill_count = sys.argv
    print(json.dumps(measure(address, Path(place), int(row_count), int(worker_count), int(kill_count))))
