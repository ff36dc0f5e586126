"""Somebody has the page by another way while a phone still rings: it falls silent, whatever the carrier does meanwhile."""

from typing import Any

import pytest

from notify import oncall, pages
from notify.policy import CALL, Policy
from notify.simulator import Fault, calling

DISTRICT, TEAM = b"northside distri", b"crisis team nort"
Fixture = Any


@pytest.fixture
def ringing(both: Fixture) -> Fixture:
    """A team whose phones are called at once, and Ana's rings."""
    with both.database.engine.begin() as conn:
        oncall.save_ladder(
            conn,
            district=DISTRICT,
            team=TEAM,
            zone="UTC",
            sender="+15550100",
            persons=list(both.persons.values()),
            last_resort=None,
            policy=Policy(tries=(CALL,), everyone=(CALL,), fallback=()),
        )
    both.page(about=b"thread of a tip!")
    both.work()
    assert both.phone("Ana").rings()
    return both


def takes(district: Fixture, name: str = "Ben") -> None:
    """By the button of the inbox."""
    with district.database.engine.begin() as conn:
        pages.acknowledge(
            conn,
            district=DISTRICT,
            page_id=(1).to_bytes(16, "big"),
            person=district.persons[name],
            now=district.at,
        )


def test_the_phone_falls_silent_within_a_moment(ringing: Fixture) -> None:
    takes(ringing)
    ringing.work()
    assert not ringing.phone("Ana").rings()
    assert ringing.states(channel="voice") == ["suppressed"]
    ringing.pass_(60, step=20)
    assert len(ringing.phone("Ana").calls()) == 1
    assert ringing.states(channel="voice") == ["suppressed"]


def test_whoever_has_picked_up_hears_it_said(ringing: Fixture) -> None:
    calling.pick_up(ringing.simulator.account, ringing.phone("Ana").calls()[0]["sid"])
    takes(ringing)
    ringing.work()
    assert ringing.phone("Ana").presses("1").startswith("Somebody has this page already")


def test_while_another_page_is_open_the_phone_rings_on(ringing: Fixture) -> None:
    ringing.page("BBBBBB")
    takes(ringing)
    ringing.work()
    assert ringing.phone("Ana").rings()


def test_a_worker_that_died_in_between_hangs_up_when_it_is_back(ringing: Fixture) -> None:
    takes(ringing)  # and then nothing runs for a while
    assert ringing.phone("Ana").rings()
    ringing.dispatcher.run_once()
    assert not ringing.phone("Ana").rings()


def test_a_call_whose_answer_was_lost_is_hung_up_when_the_carrier_names_it(both: Fixture) -> None:
    with both.database.engine.begin() as conn:
        oncall.save_ladder(
            conn,
            district=DISTRICT,
            team=TEAM,
            zone="UTC",
            sender="+15550100",
            persons=[],
            last_resort=None,
            policy=Policy(tries=(CALL,), everyone=(CALL,), fallback=()),
        )
    both.simulator.behaviour.next(Fault.LOST_REPLY)
    both.page()
    both.ladders.tick()
    both.dispatcher.run_once()  # the carrier has the call, and we do not know it
    takes(both)
    assert both.states(channel="voice") == ["suppressed"]
    both.simulator.settle()  # "ringing", with the id
    both.dispatcher.run_once()
    assert not both.phone("Ana").rings()
