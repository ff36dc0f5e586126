"""The outbox under claimers that die: pages at least once, replies at most once, nothing forgotten."""

import random
import threading
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select, update

from notify import pages
from notify.outbox import (
    Class,
    Dispatcher,
    NotHeld,
    NotReleasable,
    State,
    discard,
    enqueue,
    not_sent,
    release,
)
from notify.outbox.claims import claim, finish, hand
from notify.ports import Busy, CarrierError, Delivery, Misconfigured, Refused, Sent, Unsure
from notify.simulator import Fault, Order
from notify.tables import Outbox
from notify.troubles import troubles

DISTRICT = b"northside distri"
Fixture = Any


class Died(Exception):
    """The claimer's process was killed here."""


@dataclass
class Carrier:
    """Remembers what it took. `on_send` may fail before or after taking."""

    taken: list[str] = field(default_factory=list)
    before: Callable[[str], None] = lambda body: None
    after: Callable[[str], None] = lambda body: None
    lock: threading.Lock = field(default_factory=threading.Lock)

    def send_text(self, *, to: str, sender: str, body: str, reference: str, validity_s: int) -> Sent:
        self.before(body)
        with self.lock:
            self.taken.append(body)
        self.after(body)
        return Sent("SM" + body, Delivery.QUEUED)

    def place_call(self, **_: Any) -> Sent:
        raise AssertionError("no calls here")

    def fetch_status(self, sid: str) -> Sent:
        return Sent(sid, Delivery.DELIVERED)

    def find_text(self, *, to: str, sender: str, body: str, since: datetime, known: Any = ()) -> Sent | None:
        with self.lock:
            found = body in self.taken and "SM" + body not in known
            return Sent("SM" + body, Delivery.SENT) if found else None


class Clear:
    def seal(self, plaintext: bytes, row: bytes) -> bytes:
        return plaintext

    def open(self, sealed: bytes, row: bytes) -> bytes:
        return sealed


@dataclass
class Post:
    database: Any
    carrier: Carrier = field(default_factory=Carrier)
    at: datetime = datetime(2026, 3, 3, 12, tzinfo=UTC)
    count: int = 0
    asked: int = 0

    def dispatcher(self, database: Any = None) -> Dispatcher:
        return Dispatcher(
            database or self.database, self.carrier, {"service": Clear(), "out": Clear()}, lambda: self.at
        )

    def put(self, class_: Class = Class.REPLY, same: str | None = None, **more: Any) -> bytes:
        self.count += 1
        row = self.count.to_bytes(16, "big")
        body = (same or f"{class_}-{self.count}").encode()

        def unit(conn: Any) -> None:
            enqueue(
                conn,
                district=DISTRICT,
                row_id=row,
                class_=class_,
                sealed_to=b"+15550999",
                sealed_body=body,
                sealer="out",
                sender="+15550200",
                now=self.at,
                **more,
            )

        self.database.write(unit)
        return row

    def state(self, row: bytes) -> str:
        with self.database.read() as conn:
            found: str = conn.execute(select(Outbox.state).where(Outbox.row == row)).scalar_one()
            return found

    def work(self, seconds: int = 0) -> None:
        self.at += timedelta(seconds=seconds)
        self.dispatcher().run_once()

    def waiting(self) -> Any:
        with self.database.read() as conn:
            return not_sent(conn, district=DISTRICT, older_than=self.at - timedelta(minutes=30))


@pytest.fixture
def post(database: Any) -> Post:
    return Post(database)


class Dying:
    """A database whose claimer dies now and then, right after a committed transaction."""

    def __init__(self, database: Any, chance: random.Random) -> None:
        self.database, self.chance = database, chance

    def read(self) -> Any:
        return self.database.read()

    def write(self, unit: Any) -> Any:
        done = self.database.write(unit)
        if self.chance.random() < 0.1:
            raise Died
        return done


def crowd(post: Post, database_of: Callable[[int], Any]) -> None:
    def claimer(number: int) -> None:
        dispatcher = post.dispatcher(database_of(number))
        while True:
            try:
                if not dispatcher.send_next():
                    return
            except Died:
                continue  # the next process takes its place

    threads = [threading.Thread(target=claimer, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test_eight_claimers_that_die_send_every_row_and_no_reply_twice(post: Post) -> None:
    for number in range(120):
        post.put(Class.PAGE if number % 3 == 0 else Class.REPLY)
    crowd(post, lambda number: Dying(post.database, random.Random(number)))  # noqa: S311 -- deaths, not secrets
    for _ in range(12):
        post.at += timedelta(seconds=61)
        crowd(post, lambda number: post.database)
    times = Counter(post.carrier.taken)
    pages = {body for body in times if body.startswith("page")}
    assert len(pages) == 40
    assert all(times[body] == 1 for body in times if body.startswith("reply"))
    # A claimer that died between handing over and sending leaves a reply nobody may send again: it is shown.
    unsent = 80 - (len(times) - len(pages))
    assert len(post.waiting()) == unsent
    assert {each.because for each in post.waiting()} <= {"unknown"}


def test_claimers_that_die_right_after_the_claim_lose_nothing(post: Post) -> None:
    from notify.outbox.claims import claim

    rows = [post.put() for _ in range(20)]
    now = int(post.at.timestamp())
    for _ in range(20):
        assert post.database.write(lambda conn: claim(conn, now, 60)) is not None
    post.work()
    assert post.carrier.taken == []
    post.work(seconds=61)
    assert sorted(Counter(post.carrier.taken).values()) == [1] * 20
    assert {post.state(row) for row in rows} == {State.SENT}


def test_a_slow_claimer_whose_lease_ran_out_changes_nothing_any_more(post: Post) -> None:
    row = post.put(Class.PAGE)
    now = int(post.at.timestamp())
    slow = post.database.write(lambda conn: claim(conn, now, 60))
    other = post.database.write(lambda conn: claim(conn, now + 61, 60))
    assert not post.database.write(lambda conn: hand(conn, slow, now + 61))
    assert not post.database.write(lambda conn: finish(conn, slow, now + 61, state=State.FAILED))
    assert post.database.write(lambda conn: hand(conn, other, now + 61))
    assert post.state(row) == State.CLAIMED


def test_pages_overtake_replies(post: Post) -> None:
    post.put(Class.REPLY)
    post.put(Class.DIGEST)
    post.put(Class.PAGE)
    post.work()
    assert [body.partition("-")[0] for body in post.carrier.taken] == ["page", "reply", "digest"]


def raising(*errors: CarrierError) -> Callable[[str], None]:
    left = list(errors)

    def act(_: str) -> None:
        if left:
            raise left.pop(0)

    return act


def test_a_reply_whose_answer_was_lost_is_found_at_the_carrier_and_not_sent_again(post: Post) -> None:
    post.carrier.after = raising(Unsure())
    row = post.put()
    post.work()
    assert post.state(row) == State.UNKNOWN
    post.work(seconds=31)
    assert post.state(row) == State.SENT
    assert len(post.carrier.taken) == 1


def test_the_same_words_sent_before_are_not_taken_for_a_text_that_was_lost(post: Post) -> None:
    """Two equal replies to one phone: the first arrived, the second never reached the carrier."""
    first, second = post.put(same="ok"), post.put(same="ok")
    post.carrier.before = lambda _: None if not post.carrier.taken else raising(Unsure())("")
    post.work()
    assert sorted((post.state(first), post.state(second))) == [State.SENT, State.UNKNOWN]
    post.carrier.before = lambda _: None
    for _ in range(8):
        post.work(seconds=31)
    assert State.HELD in {post.state(first), post.state(second)}
    assert post.carrier.taken == ["ok"]


def test_a_text_that_was_deleted_at_the_carrier_is_not_asked_about_for_ever(post: Post) -> None:
    row = post.put()
    post.work()

    def gone(sid: str) -> Sent:
        post.asked += 1
        raise Refused(20404)

    post.carrier.fetch_status = gone  # type: ignore[method-assign]
    for _ in range(6):
        post.work(seconds=100)
    assert (post.state(row), post.asked) == (State.SENT, 1)


def test_a_reply_that_the_carrier_never_saw_is_held_for_a_person_and_sent_when_they_say_so(
    post: Post,
) -> None:
    post.carrier.before = raising(Unsure())
    row = post.put(about=b"thread of studen")
    for _ in range(8):
        post.work(seconds=31)
    assert post.state(row) == State.HELD
    assert post.carrier.taken == []
    assert [(each.about, each.because) for each in post.waiting()] == [(b"thread of studen", "unknown")]
    post.database.write(lambda conn: release(conn, district=DISTRICT, row=row, now=post.at))
    post.work()
    assert len(post.carrier.taken) == 1
    with pytest.raises(NotHeld, match="no longer waits"):
        post.database.write(lambda conn: release(conn, district=DISTRICT, row=row, now=post.at))


def test_a_page_whose_answer_was_lost_is_sent_again(post: Post) -> None:
    post.carrier.after = raising(Unsure())
    row = post.put(Class.PAGE)
    post.work()
    post.work(seconds=5)
    assert len(post.carrier.taken) == 2
    assert post.state(row) == State.SENT


def test_a_reply_that_could_not_leave_for_30_minutes_is_not_sent_by_a_machine(post: Post) -> None:
    post.carrier.before = raising(*[Busy(20429, 300)] * 20)
    row = post.put()
    for _ in range(29):
        post.work(seconds=60)
        assert post.state(row) == State.PENDING
    assert [each.because for each in post.waiting()] == []
    post.carrier.before = raising()
    post.work(seconds=120)
    assert (post.state(row), post.carrier.taken) == (State.HELD, [])
    assert [each.because for each in post.waiting()] == ["late"]
    post.database.write(lambda conn: discard(conn, district=DISTRICT, row=row, now=post.at))
    post.work(seconds=3600)
    assert (post.state(row), post.carrier.taken) == (State.SUPPRESSED, [])


def test_a_reply_is_late_by_its_own_time_not_by_that_of_its_writing(post: Post) -> None:
    row = post.put(not_before=post.at + timedelta(hours=9))
    post.work(seconds=3600)
    assert post.state(row) == State.PENDING
    assert post.waiting() == []
    post.work(seconds=8 * 3600)
    assert post.state(row) == State.SENT


def test_a_worker_that_slept_for_an_hour_holds_the_replies_and_sends_the_pages(post: Post) -> None:
    reply, page = post.put(), post.put(Class.PAGE)
    post.work(seconds=3600)
    assert (post.state(reply), post.state(page)) == (State.HELD, State.SENT)


def test_a_refused_reply_is_not_tried_again_and_its_author_sees_it(post: Post) -> None:
    post.carrier.before = raising(Refused(21610))
    row = post.put()
    post.work()
    post.work(seconds=900)
    assert (post.state(row), post.carrier.taken) == (State.FAILED, [])
    assert [each.error for each in post.waiting()] == [21610]


def test_a_wrong_account_is_a_trouble_and_messages_wait_until_it_is_mended(post: Post) -> None:
    post.carrier.before = raising(Misconfigured(20003))
    row = post.put(Class.PAGE)
    post.work()
    with post.database.read() as conn:
        assert [(each.kind, each.code) for each in troubles(conn, district=DISTRICT)] == [
            ("misconfigured", 20003)
        ]
    post.work(seconds=61)
    assert post.state(row) == State.SENT
    with post.database.read() as conn:
        assert not troubles(conn, district=DISTRICT)


def test_what_cannot_be_opened_cannot_be_released_only_written_again(post: Post) -> None:
    row = post.put()
    post.database.write(lambda conn: conn.execute(update(Outbox).values(sealer="gone")) and None)
    post.work()
    with pytest.raises(NotReleasable, match="Write it again"):
        post.database.write(lambda conn: release(conn, district=DISTRICT, row=row, now=post.at))


def test_a_message_without_a_callback_is_looked_up_at_the_carrier(post: Post) -> None:
    row = post.put(Class.PAGE)
    post.work()
    assert post.state(row) == State.SENT
    post.work(seconds=46)
    assert post.state(row) == State.DELIVERED
    assert len(post.carrier.taken) == 1


def take(district: Fixture, page: bytes) -> None:
    district.database.write(
        lambda conn: pages.acknowledge(
            conn, district=DISTRICT, page_id=page, person=district.persons["Ben"], now=district.at
        )
    )


def test_an_acknowledgement_silences_what_is_pending_in_its_own_transaction(both: Fixture) -> None:
    page = both.page()
    both.ladders.tick()
    assert both.states() == ["pending"]
    take(both, page)
    assert both.states() == ["suppressed"]
    both.pass_(120, step=60)
    both.phone("Ana").expects_nothing()


def test_a_page_that_somebody_takes_while_it_is_being_sent_again_is_not_sent_again(both: Fixture) -> None:
    """Re-checked just before the carrier is called: the first answer was lost, the second try is not needed."""
    both.simulator.behaviour.order = Order.NEVER
    both.simulator.behaviour.next(Fault.LOST_REPLY)
    page = both.page()
    both.work()
    assert both.states() == ["unknown"]
    later = int(both.at.timestamp()) + 60
    mine = both.database.write(lambda conn: claim(conn, later, 60))
    take(both, page)
    assert not both.database.write(lambda conn: hand(conn, mine, later))
    assert both.states() == ["suppressed"]
