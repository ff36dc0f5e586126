"""A thousand pages that nobody takes: how long the longest waiting row or climb has been due.

`python -m bench.open_pages URL PAGES SECONDS SENDERS` prints one JSON object. The schema stands already. SENDERS: how
many pages never join others'. Ladders and outbox tick as in the service. The number is a fast one: at a long code's pace
rows wait for it, one second a segment and a call, whatever we do.
"""

import hashlib
import json
import secrets
import sys
import time
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, select

from bench.figures import quantile
from bench.senders import DISTRICT, Clear
from notify import contacts, layers, oncall, pages, rotas
from notify.outbox import Dispatcher
from notify.outbox.queue_age import oldest_due_page
from notify.pacing import Rates
from notify.pages import Ladders
from notify.ports import Delivery, Sent
from notify.tables import Escalation
from notify.wall import WEEK
from notify.weekly import Slot, WeeklyLayer
from reporting.store.database import Database
from reporting.worker import Tick, Worker

TEAMS, STAFF = 4, 5
NUMBER = "+15550100"


class Taking:
    """Takes everything at once, and the phones confirm it."""

    def __init__(self) -> None:
        self.taken = 0

    def send_text(self, **_: Any) -> Sent:
        return self._next("SM")

    def place_call(self, **_: Any) -> Sent:
        return self._next("CA")

    def fetch_status(self, sid: str) -> Sent:
        return Sent(sid, Delivery.DELIVERED)

    def find_text(self, **_: Any) -> None:
        return None

    def _next(self, kind: str) -> Sent:
        self.taken += 1
        return Sent(f"{kind}{self.taken:032x}", Delivery.DELIVERED)


def now() -> datetime:
    return datetime.now(UTC)


def _id(text: str) -> bytes:
    return hashlib.sha256(text.encode()).digest()[:16]


def _team(number: int) -> Any:
    """A team of five: two on call, all of it rung when they do not answer."""
    team, people = _id(f"team {number}"), [_id(f"person {number} {one}") for one in range(STAFF)]

    def unit(conn: Connection) -> None:
        for at, person in enumerate(people):
            contacts.save_contact(
                conn,
                district=DISTRICT,
                person=person,
                name=f"Person {at}",
                lang="en",
                phone=f"+155502{number:02d}{at:02d}",
                email=None,
                sealer=Clear(),
                phone_hash=lambda phone: hashlib.sha256(phone.encode()).digest(),
                now=now(),
                verified=True,
            )
        oncall.save_ladder(
            conn,
            district=DISTRICT,
            team=team,
            zone="America/Chicago",
            sender=NUMBER,
            persons=people,
            last_resort=people[-1],
        )
        for position, person in enumerate(people[:2]):
            slots = (Slot(0, WEEK, person),)
            layer = WeeklyLayer(_id(f"layer {number} {position}"), "America/Chicago", slots, position)
            layers.save_layer(conn, district=DISTRICT, team=team, layer=layer)
        rotas.refresh(conn, district=DISTRICT, team=team, now=now())

    return unit


def _open(count: int, senders: int) -> Any:
    """Pages of one team join one climb; those that came from a flood climb apart, each sender for itself."""

    def unit(conn: Connection) -> None:
        for number in range(count):
            pages.page(
                conn,
                district=DISTRICT,
                page_id=_id(f"page {number}"),
                reference=f"P{number:05d}",
                team=_id(f"team {number % TEAMS}"),
                now=now(),
                coalesce_key=_id(f"sender {number}" if number < senders else f"team {number % TEAMS}"),
            )

    return unit


def measure(url: str, count: int, seconds: float, senders: int) -> dict[str, Any]:
    """Ages in seconds: until every climb was looked at for the first time, and in the `seconds` after it."""
    database, carrier = Database(url), Taking()
    for number in range(TEAMS):
        database.write(_team(number))
    port: Any = carrier
    sender = Dispatcher(database, port, {"service": Clear()}, now, rates=Rates(100, 100))
    ladders = Ladders(database, Clear(), now, _digits, lambda reference: f"https://q.example/{reference}")
    worker = Worker((Tick("send", 0.2, lambda: sender.run_once(200)), Tick("climb", 0.5, ladders.tick)))
    database.write(_open(count, senders))
    opened = time.monotonic()
    worker.start()
    try:
        while (_unseen(database) or _age(database) > 1) and time.monotonic() - opened < 120:
            time.sleep(0.1)
        settled_s, ages = time.monotonic() - opened, []
        while time.monotonic() - opened - settled_s < seconds:
            ages.append(_age(database))
            time.sleep(0.1)
    finally:
        worker.stop()
        database.close()
    return {
        "pages": count,
        "first_look_s": settled_s,
        "p50_s": quantile(sorted(ages), 0.5),
        "p99_s": quantile(sorted(ages), 0.99),
        "worst_s": max(ages),
        "messages": carrier.taken,
    }


def _unseen(database: Database) -> bool:
    """Whether some climb was never looked at: it is due since it began."""
    with database.read() as conn:
        never = select(Escalation.escalation).where(
            Escalation.state == "open", Escalation.due_at <= Escalation.began_at
        )
        return conn.execute(never.limit(1)).first() is not None


def _digits(count: int) -> str:
    return "".join(secrets.choice("0123456789") for _ in range(count))


def _age(database: Database) -> float:
    """Due times are whole seconds, so up to one of these is the clock's own."""
    with database.read() as conn:
        oldest = oldest_due_page(conn, district=DISTRICT)
    return 0.0 if oldest is None else max(0.0, (now() - oldest).total_seconds())


if __name__ == "__main__":
    _, address, page_count, watched_s, sender_count = sys.argv
    print(json.dumps(measure(address, int(page_count), float(watched_s), int(sender_count))))
