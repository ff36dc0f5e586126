"""Twilio's codes by class: never again, a person mends it, later, once more, or the next channel."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from notify import callbacks
from notify.outbox.again import again_after
from notify.outbox.states import Class
from notify.pages.ringing import validity_of
from notify.policy import Policy
from notify.simulator import Phone as Manners
from notify.statuses import Course, course
from notify.tables import Outbox, Ring
from notify.troubles import troubles

DISTRICT = b"northside distri"
Fixture = Any

CODES = {
    Course.NEVER: [21211, 21212, 21408, 21606, 21610, 21612, 21614, 21617, 30004, 30005, 30006, 30007],
    Course.MEND: [20003, 30002, 30032, 30034],
    Course.LATER: [20429, 30001, 30008],
    Course.ONCE_MORE: [30003],
    Course.UNKNOWN: [0, 12345, 30410],
}


@pytest.mark.parametrize(("expected", "codes"), CODES.items())
def test_each_code_has_its_course(expected: Course, codes: list[int]) -> None:
    assert {course(code) for code in codes} == {expected}


# class, code, tries made → seconds until the next, or never
AGAIN = [
    (Class.REPLY, 30003, 1, 30),
    (Class.REPLY, 30003, 2, None),
    (Class.PAGE, 30003, 1, 30),
    (Class.PAGE, 30003, 2, None),
    (Class.REPLY, 30008, 1, 30),
    (Class.REPLY, 30008, 4, 240),
    (Class.REPLY, 30001, 5, None),
    (Class.PAGE, 30001, 1, 30),
    (Class.PAGE, 30001, 2, None),
    *((Class.REPLY, code, 1, None) for code in (0, 21610, 30005, 30007, 30034)),
]


@pytest.mark.parametrize(("class_", "code", "tries", "wait_s"), AGAIN)
def test_what_was_lost_on_the_way_goes_again_only_where_that_can_help(
    class_: Class, code: int, tries: int, wait_s: int | None
) -> None:
    assert again_after(class_, code, tries) == wait_s


def of(district: Fixture) -> list[str]:
    with district.database.read() as conn:
        return [each.kind for each in troubles(conn, district=DISTRICT)]


def test_a_phone_out_of_reach_gets_the_text_once_more_while_the_ladder_goes_on(shipped: Fixture) -> None:
    ana = shipped.phone("Ana")
    shipped.simulator.behaviour.set_phone(ana.number, Manners(error=30003))
    began = shipped.at
    shipped.page()
    shipped.pass_(80, step=5)
    told = [each for each in shipped.story(began) if each.endswith("Ana")]
    assert [each.split()[1] for each in told][:3] == ["sms", "voice", "sms"]
    # The call did not wait for the second text.
    assert told[1].startswith("0:05")
    shipped.pass_(60, step=10)
    assert len(ana.inbox()) == 2


def test_the_second_text_arrives_where_the_phone_came_back(shipped: Fixture) -> None:
    ana = shipped.phone("Ana")
    shipped.simulator.behaviour.set_phone(ana.number, Manners(error=30003))
    page = shipped.page()
    shipped.work()
    shipped.simulator.behaviour.set_phone(ana.number, Manners())
    shipped.pass_(35, step=5)
    ana.expects("urgent page")
    ana.expects("urgent page").replies("ack {code}")
    shipped.work()
    assert holder(shipped, page) == shipped.persons["Ana"]


def holder(district: Fixture, page: bytes) -> bytes | None:
    from notify.tables import Page

    with district.database.read() as conn:
        found: bytes | None = conn.execute(select(Page.holder).where(Page.page == page)).scalar_one()
        return found


def test_the_second_text_is_not_sent_to_somebody_whose_page_another_took(shipped: Fixture) -> None:
    ana = shipped.phone("Ana")
    shipped.simulator.behaviour.set_phone(ana.number, Manners(error=30003))
    shipped.page()
    shipped.pass_(10, step=5)
    assert ana.presses("1")
    shipped.pass_(60, step=10)
    assert len(ana.inbox()) == 1


@pytest.mark.parametrize("code", [30004, 30005, 30006, 30007, 30410])
def test_a_text_that_can_never_arrive_is_not_sent_again(shipped: Fixture, code: int) -> None:
    shipped.simulator.behaviour.set_phone(shipped.phone("Ana").number, Manners(error=code))
    shipped.page()
    shipped.pass_(85, step=10)
    assert len(shipped.phone("Ana").inbox()) == 1
    assert shipped.phone("Ana").calls()


def test_an_unregistered_number_is_an_alarm_until_a_text_arrives_whatever_the_carrier_takes(
    shipped: Fixture,
) -> None:
    for name in ("Ana", "Ben", "Cho", "Dee"):
        shipped.simulator.behaviour.set_phone(shipped.phone(name).number, Manners(error=30034))
    shipped.page()
    shipped.work()
    assert of(shipped) == ["texts_blocked"]
    shipped.pass_(180, step=30)  # more texts are taken, and lost
    assert "texts_blocked" in of(shipped)
    shipped.simulator.behaviour.set_phone(shipped.phone("Ben").number, Manners())
    for _ in range(12):
        shipped.pass_(60, step=30)
        if "texts_blocked" not in of(shipped):
            break
    assert "texts_blocked" not in of(shipped)


def test_a_doubled_word_that_a_text_was_lost_makes_no_second_text_of_it(district: Fixture) -> None:
    district.page()
    district.ladders.tick()
    district.dispatcher.run_once()
    with district.database.read() as conn:
        row = conn.execute(select(Outbox.row, Outbox.fence)).one()
    reference = f"{DISTRICT.hex()}.{row.row.hex()}.{row.fence}"
    form = {"MessageSid": "SM1", "MessageStatus": "undelivered", "ErrorCode": "30003"}

    def tell() -> None:
        district.database.write(
            lambda conn: callbacks.status(conn, reference=reference, form=form, now=district.at)
        )

    tell()
    district.at += timedelta(seconds=20)
    tell()  # does not put it off
    with district.database.read() as conn:
        due = conn.execute(select(Outbox.due_at)).scalar_one()
    assert due == int(district.at.timestamp()) + 10
    district.at += timedelta(seconds=10)
    district.dispatcher.run_once()
    tell()  # of the first one, after the second left
    assert "pending" not in district.states()


def test_the_carrier_gives_a_page_up_before_the_ladder_goes_on(shipped: Fixture) -> None:
    policy = Policy()
    for trial in (*policy.tries, *policy.everyone, *policy.fallback):
        assert validity_of(trial) < trial.confirm_s
    shipped.page()
    shipped.ladders.tick()
    with shipped.database.read() as conn:
        found = conn.execute(
            select(Outbox.validity_s, Ring.confirm_s).join(Ring, Ring.ring == Outbox.row)
        ).one()
    assert found.validity_s < found.confirm_s
