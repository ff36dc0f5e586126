"""The worker hands a text to the carrier and dies before it writes that down: nobody is left without their page."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Connection

from notify.outbox import Dispatcher

Fixture = Any


class Killed(BaseException):
    """What no `except` of ours catches, as a process that is gone catches nothing."""


class DiesAfter:
    """A database whose process ends before its unit number `units`."""

    def __init__(self, database: Any, units: int) -> None:
        self._database, self._left = database, units

    def write(self, unit: Callable[[Connection], Any]) -> Any:
        if self._left == 0:
            raise Killed
        self._left -= 1
        return self._database.write(unit)

    def read(self) -> AbstractContextManager[Connection]:
        found: AbstractContextManager[Connection] = self._database.read()
        return found


def dies(district: Fixture, units: int) -> None:
    """Claim, hand, mark: so many of the three are done, and then nothing more."""
    worker: Dispatcher = replace(district.dispatcher, database=DiesAfter(district.database, units))
    with pytest.raises(Killed):
        worker.send_next()


def test_killed_after_the_carrier_took_it_the_page_comes_once_more_and_no_third_time(both: Fixture) -> None:
    both.page()
    both.ladders.tick()
    dies(both, 2)
    ana = both.phone("Ana").expects("urgent page 7KQ2XX").expects_nothing()
    both.at += timedelta(seconds=59)
    both.dispatcher.run_once()
    ana.expects_nothing()  # the lease of the dead one holds
    both.at += timedelta(seconds=1)
    both.dispatcher.run_once()
    ana.expects("urgent page 7KQ2XX")  # the same code: either answers
    both.dispatcher.run_once()
    both.simulator.settle()
    ana.expects_nothing()
    assert both.states() == ["delivered"]
    ana.replies("ack {code}").expects("you have 7KQ2XX")


def test_where_the_carrier_says_meanwhile_that_it_arrived_it_is_not_sent_again(both: Fixture) -> None:
    both.page()
    both.ladders.tick()
    dies(both, 2)
    both.simulator.settle()  # its callbacks name the row
    both.at += timedelta(seconds=61)
    both.dispatcher.run_once()
    both.phone("Ana").expects("urgent page").expects_nothing()
    assert both.states() == ["delivered"]


def test_killed_before_the_carrier_was_asked_it_is_sent_once(both: Fixture) -> None:
    both.page()
    both.ladders.tick()
    dies(both, 1)
    both.phone("Ana").expects_nothing()
    both.at += timedelta(seconds=61)
    both.dispatcher.run_once()
    both.phone("Ana").expects("urgent page").expects_nothing()


def test_one_that_was_answered_meanwhile_is_not_sent_again(both: Fixture) -> None:
    both.page()
    both.ladders.tick()
    dies(both, 2)
    ana = both.phone("Ana").expects("urgent page").replies("ack {code}").expects("you have")
    both.at += timedelta(seconds=61)
    both.dispatcher.run_once()
    ana.expects_nothing()
