"""What was delivered or stored is deleted from the carrier's log, and it is an alarm where that does not succeed."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from notify import erasures
from notify.erasing import Eraser
from notify.ports import Busy, CarrierError, Listed, Misconfigured, Refused, Unsure
from notify.simulator import Fault, Order
from notify.simulator import Phone as Manners
from notify.tables import Erasure
from notify.troubles import troubles
from notify.twilio_log import TwilioLog

DISTRICT = b"northside distri"
STUDENTS, STAFF = "+15550200", "+15550100"
Fixture = Any


def sid(number: int, kind: str = "SM") -> str:
    return f"{kind}{number:032x}"


@dataclass
class Log:
    """A carrier's log that refuses as often as it is told to."""

    refusing: list[CarrierError] = field(default_factory=list)
    always: CarrierError | None = None
    asked: list[str] = field(default_factory=list)
    kept: dict[tuple[str, bool], list[Listed]] = field(default_factory=dict)

    def erase(self, sid: str) -> None:
        self.asked.append(sid)
        error = self.refusing.pop(0) if self.refusing else self.always
        if error is not None:
            raise error

    def texts(self, *, number: str, inbound: bool, before: datetime) -> Sequence[Listed]:
        return self.kept.get((number, inbound), [])


@dataclass
class Desk:
    database: Any
    log: Log = field(default_factory=Log)
    at: datetime = datetime(2026, 3, 3, 12, tzinfo=UTC)
    stored: frozenset[str] = frozenset()

    def eraser(self) -> Eraser:
        return Eraser(
            self.database,
            self.log,
            lambda: self.at,
            DISTRICT,
            (STUDENTS, STAFF),
            lambda _, sids: self.stored & frozenset(sids),
        )

    def remember(self, *sids: str, after_s: int = 60) -> None:
        now = int(self.at.timestamp())

        def unit(conn: Any) -> None:
            for each in sids:
                erasures.remember(conn, district=DISTRICT, sid=each, now=now, after_s=after_s)

        self.database.write(unit)

    def pass_(self, **by: float) -> int:
        self.at += timedelta(**by)
        return self.eraser().tick()

    def left(self) -> list[str]:
        with self.database.read() as conn:
            return list(conn.execute(select(Erasure.sid).order_by(Erasure.sid)).scalars())

    def alarms(self) -> list[tuple[str, int]]:
        with self.database.read() as conn:
            return [(each.kind, each.code) for each in troubles(conn, district=DISTRICT)]


@pytest.fixture
def desk(database: Any) -> Desk:
    return Desk(database)


def test_a_message_is_deleted_after_a_minute_and_not_before(desk: Desk) -> None:
    desk.remember(sid(1), sid(2, "CA"))
    assert desk.pass_(seconds=59) == 0
    assert desk.log.asked == []
    assert desk.pass_(seconds=1) == 2
    assert desk.left() == []
    assert sorted(desk.log.asked) == sorted([sid(1), sid(2, "CA")])


def test_what_the_carrier_still_works_on_is_tried_again_less_and_less_often(desk: Desk) -> None:
    desk.remember(sid(1))
    desk.log.refusing = [Refused(20009), Busy(20429, 1), Unsure(500), Refused(20009)]
    times = []
    for minute in range(1, 40):
        before = len(desk.log.asked)
        desk.pass_(minutes=1)
        if len(desk.log.asked) > before:
            times.append(minute)
    assert times == [1, 2, 4, 8, 16]
    assert desk.left() == []


def test_what_is_gone_already_is_done(desk: Desk) -> None:
    desk.remember(sid(1))
    desk.log.refusing = [Refused(20404)]
    desk.pass_(minutes=1)
    assert desk.left() == []


def test_a_day_without_success_is_an_alarm_until_it_succeeds(desk: Desk) -> None:
    desk.remember(sid(1))
    desk.log.always = Refused(20009)
    for _ in range(23):
        desk.pass_(hours=1)
    assert desk.alarms() == []
    for _ in range(3):
        desk.pass_(hours=1)
    assert desk.alarms() == [("not_erased", 20009)]
    desk.log.always = None
    desk.pass_(hours=7)
    assert desk.alarms() == []


def test_a_key_that_may_not_delete_is_an_alarm_at_once_that_stands(desk: Desk) -> None:
    desk.remember(sid(1))
    desk.log.always = Misconfigured(20003)
    desk.pass_(minutes=1)
    desk.pass_(seconds=10)
    assert desk.alarms() == [("not_erased", 20003)]


def test_after_fourteen_days_it_is_given_up_and_the_alarm_stays(desk: Desk) -> None:
    desk.remember(sid(1))
    desk.log.always = Refused(20009)
    for _ in range(15 * 4):
        desk.pass_(hours=6)
    tried = len(desk.log.asked)
    for _ in range(8):
        desk.pass_(hours=6)
    assert len(desk.log.asked) == tried
    assert desk.alarms() == [("not_erased", 20009)]
    later = int((desk.at + timedelta(days=30)).timestamp())
    desk.database.write(lambda conn: erasures.forget(conn, district=DISTRICT, now=later))
    assert desk.left() == []


def test_the_carriers_too_many_ends_the_round_and_nothing_is_lost(desk: Desk) -> None:
    desk.remember(*(sid(number) for number in range(10)))
    desk.log.refusing = [Busy(20429, 5)]
    assert desk.pass_(minutes=1) == 0
    assert len(desk.log.asked) == 1
    desk.pass_(minutes=6)
    desk.pass_(minutes=6)
    assert desk.left() == []


def test_two_workers_do_not_ask_for_the_same(desk: Desk) -> None:
    desk.remember(*(sid(number) for number in range(30)))
    desk.at += timedelta(minutes=1)
    for worker in (desk.eraser(), desk.eraser()):
        worker.tick()
    assert set(Counter(desk.log.asked).values()) == {1}


def test_what_a_worker_took_before_it_died_is_left_alone_for_five_minutes_and_then_deleted(
    desk: Desk,
) -> None:
    desk.remember(sid(1))
    desk.at += timedelta(minutes=1)
    now = int(desk.at.timestamp())
    taken = desk.database.write(lambda conn: erasures.claim_due(conn, district=DISTRICT, now=now, limit=20))
    assert taken == [sid(1)]
    assert desk.pass_(minutes=4, seconds=59) == 0
    assert desk.log.asked == []
    assert desk.pass_(seconds=1) == 1


def test_only_texts_that_are_kept_here_and_lone_keywords_are_deleted_of_what_came_in(desk: Desk) -> None:
    """A text that never reached us has its only copy there."""
    kept, lost, stop, answer = sid(1), sid(2), sid(3), sid(4)
    desk.stored = frozenset({kept})
    desk.log.kept = {
        (STUDENTS, True): [
            Listed(kept, keyword=False),
            Listed(lost, keyword=False),
            Listed(stop, keyword=True),
        ],
        (STUDENTS, False): [Listed(answer, keyword=False)],
    }
    desk.eraser().sweep()
    assert desk.left() == sorted([kept, stop, answer])
    desk.pass_(seconds=1)
    assert lost not in desk.log.asked


def logged(district: Fixture) -> list[str]:
    return [each.sid for each in district.simulator.account.records.all() if each.kind != "email"]


def erasing(district: Fixture) -> Eraser:
    return Eraser(
        district.database,
        TwilioLog(district.carrier),
        district.clock,
        DISTRICT,
        (STAFF, STUDENTS),
        lambda _, sids: frozenset(sids),
    )


def test_a_page_its_answer_and_the_answer_to_that_leave_twilio(district: Fixture) -> None:
    district.page()
    district.work()
    district.phone("Ana").expects("urgent page").replies("ack {code}")
    assert len(logged(district)) == 3
    eraser = erasing(district)
    district.at += timedelta(minutes=3)
    eraser.sweep()
    eraser.tick()
    # Our own answer may still be looked for, for an hour.
    assert len(logged(district)) == 1
    district.at += timedelta(hours=1)
    eraser.sweep()
    eraser.tick()
    assert logged(district) == []


def test_a_text_that_the_phone_never_confirmed_is_deleted_when_nobody_asks_about_it_any_more(
    district: Fixture,
) -> None:
    district.simulator.behaviour.set_phone(district.phone("Ana").number, Manners(off=True))
    district.page()
    district.work()
    eraser = erasing(district)
    district.at += timedelta(minutes=30)
    eraser.tick()
    assert len(logged(district)) == 1
    with district.database.read() as conn:
        due = conn.execute(select(Erasure.due_at)).scalar_one()
    assert due == int(district.at.timestamp()) + 31 * 60


def test_a_call_leaves_the_log_too(shipped: Fixture) -> None:
    shipped.simulator.behaviour.set_phone(shipped.phone("Ana").number, Manners(error=30005))
    shipped.page()
    shipped.pass_(5, step=1)
    shipped.phone("Ana").presses("1")
    shipped.work()
    called = [each for each in logged(shipped) if each.startswith("CA")]
    assert called
    shipped.at += timedelta(minutes=2)
    erasing(shipped).tick()
    assert not set(called) & set(logged(shipped))


def test_a_lost_answer_is_found_and_deleted_as_well(district: Fixture) -> None:
    district.simulator.behaviour.order = Order.NEVER
    district.simulator.behaviour.next(Fault.LOST_REPLY)
    district.page()
    district.work()
    district.pass_(5, step=5)  # sent again; of the first one we never learn the id
    assert len(logged(district)) == 2
    eraser = erasing(district)
    district.at += timedelta(hours=2)
    eraser.sweep()
    eraser.tick()
    assert logged(district) == []


def test_the_pictures_of_a_text_are_deleted_before_it(district: Fixture) -> None:
    district.simulator.text("+15550123", STUDENTS, "look at this", media=2)
    (heard,) = [each.sid for each in district.simulator.account.records.all()]
    asked = []
    district.carrier.wire = None
    real = district.carrier.client.http_client.request

    def request(method: str, uri: str, *args: Any, **more: Any) -> Any:
        asked.append((method, uri.rpartition("/")[2][:2]))
        return real(method, uri, *args, **more)

    district.carrier.client.http_client.request = request
    eraser = erasing(district)
    district.at += timedelta(minutes=3)
    eraser.sweep()
    eraser.tick()
    assert heard not in logged(district)
    assert [each for each in asked if each[0] == "DELETE"] == [
        ("DELETE", "ME"),
        ("DELETE", "ME"),
        ("DELETE", "MM"),
    ]
