"""The carrier takes nothing for twenty minutes: the next channel is tried at once, and nobody gets a flood later."""

from typing import Any

import pytest
from sqlalchemy import select, update

from notify import circuit
from notify.ports import Channel
from notify.simulator import CALLS, TEXTS, Fault
from notify.simulator import Phone as Manners
from notify.tables import Escalation, Ring

DISTRICT = b"northside distri"
Fixture = Any
TWENTY_MINUTES = 20 * 60


def test_while_texts_fail_people_are_called_at_once(shipped: Fixture) -> None:
    shipped.simulator.behaviour.out(Fault.SERVER_ERROR, TEXTS)
    shipped.page()
    shipped.pass_(15, step=1)
    assert shipped.phone("Ana").rings()
    assert shipped.troubles() == ["channel_down"]
    # The circuit stands open now: nobody else loses even those seconds.
    shipped.phone("Ana").presses("3")
    shipped.pass_(45, step=1)
    assert len(shipped.phone("Ben").calls()) == 1


def test_while_the_whole_carrier_is_down_mails_leave_within_seconds_and_later_no_phone_gets_all_that_waited(
    shipped: Fixture,
) -> None:
    began = shipped.at
    shipped.simulator.behaviour.out(Fault.LOST_REQUEST)
    shipped.page()
    shipped.pass_(30, step=1)
    assert len(shipped.mails("Ana")) == 1
    shipped.pass_(TWENTY_MINUTES, step=10)
    assert {"0:00 sms Ana"}.isdisjoint(shipped.story(began))
    assert all(shipped.mails(name) for name in ("Ana", "Ben", "Cho"))
    assert "channel_down" in shipped.troubles()

    shipped.simulator.behaviour.out(None)
    shipped.pass_(60, step=1)
    # One that had waited all the time, and one of the step that is due now; never those of twenty minutes.
    assert all(len(shipped.phone(name).inbox()) <= 2 for name in shipped.persons)
    assert any(shipped.phone(name).inbox() or shipped.phone(name).calls() for name in shipped.persons)
    shipped.pass_(300, step=5)
    first = next(shipped.phone(name) for name in shipped.persons if shipped.phone(name).inbox())
    first.replies("ACK")
    shipped.work()
    assert "channel_down" not in shipped.troubles()


@pytest.mark.nightly
def test_where_nothing_else_is_left_nobody_is_hurried_and_later_no_phone_gets_all_that_waited(
    shipped: Fixture,
) -> None:
    shipped.ladders.channels = frozenset({Channel.SMS, Channel.VOICE})  # no mail server
    shipped.simulator.behaviour.out(Fault.TOO_MANY)
    shipped.page()
    shipped.pass_(60, step=2)
    with shipped.database.read() as conn:
        rung = set(conn.execute(select(Ring.person)).scalars())
    assert rung == {shipped.persons["Ana"]}
    shipped.pass_(TWENTY_MINUTES, step=20)
    shipped.simulator.behaviour.out(None)
    shipped.pass_(60, step=5)
    texts = [len(shipped.phone(name).inbox()) for name in shipped.persons]
    assert any(texts)
    assert max(texts) <= 2


def test_a_channel_that_works_again_closes_its_circuit_and_is_used_again(shipped: Fixture) -> None:
    shipped.simulator.behaviour.out(Fault.TOO_MANY, TEXTS)
    shipped.page("AAAAAA")
    shipped.pass_(20, step=1)
    shipped.phone("Ana").presses("1")
    shipped.simulator.behaviour.out(None)
    shipped.pass_(70, step=5)
    shipped.page("BBBBBB")
    shipped.pass_(1, step=1)
    shipped.phone("Ben").expects("aviso urgente BBBBBB")
    assert shipped.troubles() == []


def test_texts_that_are_taken_and_lost_on_the_way_open_the_circuit_too(shipped: Fixture) -> None:
    for name in shipped.persons:
        shipped.simulator.behaviour.set_phone(shipped.phone(name).number, Manners(error=30008))
    shipped.page()
    for _ in range(3):
        shipped.pass_(1, step=1)
        for name in shipped.persons:
            phone = shipped.phone(name)
            if phone.rings():
                shipped.simulator.decline(phone.calls()[-1]["sid"])
        shipped.pass_(35, step=1)
    assert "channel_down" in shipped.troubles()


def test_a_phone_that_is_busy_or_off_is_no_outage(shipped: Fixture) -> None:
    for name in shipped.persons:
        shipped.simulator.behaviour.set_phone(shipped.phone(name).number, Manners(error=30003, busy=True))
    shipped.page()
    shipped.pass_(400, step=5)
    assert "channel_down" not in shipped.troubles()


def test_calls_alone_may_be_down(shipped: Fixture) -> None:
    shipped.simulator.behaviour.out(Fault.SERVER_ERROR, CALLS)
    shipped.page()
    shipped.pass_(110, step=1)
    assert len(shipped.mails("Ana")) == 1
    assert shipped.troubles() == ["channel_down"]


def test_ladders_are_woken_when_a_circuit_opens_and_not_by_each_failure_after(both: Fixture) -> None:
    both.page()
    both.work()
    now = int(both.at.timestamp())

    def fails() -> int:
        with both.database.engine.begin() as conn:
            conn.execute(update(Escalation).values(due_at=now + 100))
            circuit.failed(conn, district=DISTRICT, channel=Channel.VOICE, now=now)
            due: int = conn.execute(select(Escalation.due_at)).scalar_one()
        return due - now

    assert [fails() for _ in range(5)] == [100, 100, 0, 100, 100]
    now += circuit.PROBE_S  # tried again, and failed again
    assert fails() == 0
