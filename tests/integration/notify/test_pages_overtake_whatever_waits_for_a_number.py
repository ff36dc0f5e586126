"""A number sends one segment a second: what waits for it waits in the outbox, where a page overtakes it."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import insert, select

from notify.outbox import Class, Dispatcher, State
from notify.outbox.states import PRIORITY
from notify.pacing import Rates
from notify.ports import Busy, Channel, Delivery, Sent
from notify.tables import Outbox

DISTRICT = b"northside distri"
STAFF, STUDENTS = "+15550100", "+15550200"
Fixture = Any


class Clear:
    def seal(self, plaintext: bytes, row: bytes) -> bytes:
        return plaintext

    def open(self, sealed: bytes, row: bytes) -> bytes:
        return sealed


@dataclass
class Line:
    """A carrier that remembers what it took and when, and one clock for all."""

    database: Any
    at: datetime = datetime(2026, 3, 3, 12, tzinfo=UTC)
    taken: list[tuple[float, str]] = field(default_factory=list)
    refusing: list[Exception] = field(default_factory=list)
    rows: int = 0

    def send_text(self, *, to: str, sender: str, body: str, reference: str, validity_s: int) -> Sent:
        if self.refusing:
            raise self.refusing.pop(0)
        self.taken.append((self.at.timestamp(), body))
        return Sent(f"SM{len(self.taken)}", Delivery.DELIVERED)

    def place_call(self, *, to: str, sender: str, reference: str, ring_s: int) -> Sent:
        self.taken.append((self.at.timestamp(), "call"))
        return Sent(f"CA{len(self.taken)}", Delivery.DELIVERED)

    def worker(self, rates: Rates | None = None) -> Dispatcher:
        return Dispatcher(
            self.database,
            self,  # type: ignore[arg-type]  # what is asked of it
            {"service": Clear()},
            lambda: self.at,
            rates=rates or Rates(),
        )

    def put(
        self, class_: Class, body: str, count: int = 1, sender: str = STAFF, channel: Channel = Channel.SMS
    ) -> None:
        at = int(self.at.timestamp())
        rows = []
        for _ in range(count):
            self.rows += 1
            rows.append(
                {
                    "district": DISTRICT,
                    "row": self.rows.to_bytes(16, "big"),
                    "klass": class_,
                    "priority": PRIORITY[class_],
                    "channel": channel,
                    "state": State.PENDING,
                    "sealer": "service",
                    "recipient": b"+15550999",
                    "body": body.encode(),
                    "sender": sender,
                    "due_at": at,
                    "validity_s": 60,
                    "fence": 0,
                    "tries": 0,
                    "error": 0,
                    "created_at": at,
                    "changed_at": at,
                }
            )
        self.database.write(lambda conn: conn.execute(insert(Outbox), rows) and None)

    def pass_(self, seconds: float, workers: list[Dispatcher], step: float = 0.2) -> None:
        end = self.at + timedelta(seconds=seconds)
        while self.at < end:
            for worker in workers:
                worker.run_once()
            self.at += timedelta(seconds=step)

    def waited(self, body: str, since: datetime) -> list[float]:
        return [round(at - since.timestamp(), 3) for at, said in self.taken if said == body]


@pytest.fixture
def line(database: Any) -> Line:
    return Line(database)


def test_a_page_goes_at_once_though_a_thousand_notices_and_replies_wait(line: Line) -> None:
    line.put(Class.DIGEST, "notice", 700)
    line.put(Class.REPLY, "reply", 300)
    workers = [line.worker(), line.worker()]
    line.pass_(5.4, workers)  # something is being sent
    began = line.at
    line.put(Class.PAGE, "page")
    line.pass_(0.4, workers)
    assert line.waited("page", began) == [0.0]
    line.pass_(5, workers)
    # One segment a second, and replies before notices.
    assert 10 <= len(line.taken) <= 13
    assert Counter(said for _, said in line.taken)["notice"] == 0


def test_pages_keep_the_rate_among_themselves_and_each_number_its_own(line: Line) -> None:
    line.put(Class.PAGE, "page", 4)
    line.put(Class.REPLY, "reply", 2, sender=STUDENTS)
    began = line.at
    line.pass_(4, [line.worker(), line.worker(), line.worker()])
    assert line.waited("page", began) == [0.0, 1.0, 2.0, 3.0]
    assert line.waited("reply", began) == [0.0, 1.0]


def test_of_two_workers_that_chose_at_the_same_moment_one_waits(line: Line) -> None:
    line.put(Class.REPLY, "reply", 2)
    workers = [line.worker(), line.worker()]
    chosen = [line.database.write(worker._claim) for worker in workers]
    for worker, mine in zip(workers, chosen, strict=True):
        worker._send(mine)
    assert len(line.taken) == 1
    line.pass_(1.2, workers)
    assert len(line.taken) == 2


def test_texts_keep_no_call_waiting(line: Line) -> None:
    line.put(Class.PAGE, "page", 3)
    line.put(Class.PAGE, "", 2, channel=Channel.VOICE)
    began = line.at
    line.pass_(2, [line.worker()])
    assert line.waited("call", began) == [0.0, 1.0]


def test_a_long_text_occupies_its_number_for_as_many_seconds_as_it_has_segments(line: Line) -> None:
    line.put(Class.REPLY, "x" * 400)
    line.put(Class.DIGEST, "next")
    began = line.at
    line.pass_(4, [line.worker()])
    assert line.waited("next", began) == [3.0]


def test_too_many_is_heard_by_all_workers_and_nothing_is_tried_before_the_carrier_said(line: Line) -> None:
    line.put(Class.PAGE, "page", 3)
    line.refusing = [Busy(20429, 4)]
    began = line.at
    workers = [line.worker(Rates(texts=100)) for _ in range(3)]
    line.pass_(3.8, workers)
    assert line.taken == []
    line.pass_(2, workers)
    assert len(line.waited("page", began)) == 3
    assert min(line.waited("page", began)) >= 4.0


def test_a_carrier_that_asks_for_hours_is_asked_again_after_a_minute(line: Line) -> None:
    line.put(Class.PAGE, "page")
    line.refusing = [Busy(20429, 7200)]
    line.pass_(61, [line.worker()], step=1)
    assert len(line.taken) == 1


def test_what_waits_for_its_number_is_neither_late_nor_forgotten(line: Line) -> None:
    line.put(Class.DIGEST, "notice", 30)
    line.pass_(31, [line.worker(), line.worker()], step=0.5)
    assert len(line.taken) == 30
    with line.database.read() as conn:
        assert set(conn.execute(select(Outbox.state)).scalars()) == {State.DELIVERED}
