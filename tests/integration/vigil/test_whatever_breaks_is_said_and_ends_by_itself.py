"""The dead-man's switch: what breaks on the way to a person changes the students' page and the automatic answer within
one interval of a quarter of an hour, and both change back by themselves.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import timedelta
from itertools import count
from typing import Any

import pytest
from sqlalchemy import event

from notify.ports import Busy, Misconfigured, Unsure
from reporting.app.sites import public_site
from reporting.store.errors import StoreError
from reporting.vigil.rhythm import Rhythm
from reporting.vigil.verdict import Cause, Why

INTERVAL = Rhythm().interval
STEP = timedelta(seconds=30)


class Line:
    """A founded house as students meet it, with the worker's turns in a test's hand."""

    def __init__(self, founded: Any) -> None:
        self.founded = founded
        self._client = public_site(founded.house).test_client()
        self._phones = (f"+1202555{number:04d}" for number in count(200))

    @property
    def house(self) -> Any:
        return self.founded.house

    def nobody_reads(self) -> bool:
        """What the page says, and the answer to a first text, each with the numbers to call: both must say the same."""
        page = self._client.get("/", base_url="http://localhost:8080").get_data(as_text=True)
        said = "No one is reading messages right now." in page
        assert ("no one is reading messages right now" in self.answer()) is said
        return said

    def answer(self) -> str:
        (answer,) = self.founded.text(next(self._phones), "someone keeps stealing my lunch")
        assert "911" in answer
        assert "988" in answer
        return str(answer)

    def why(self) -> tuple[Cause, ...]:
        return tuple(self.house.vigil.verdict(self.founded.clock()).causes)

    def later(self, **time: float) -> None:
        self.founded.clock.advance(**time)

    def turns(self, *, without: str = "") -> None:
        """One turn of the worker. As in the real one, a task that fails keeps no other from turning."""
        house = self.house
        tasks: dict[str, Callable[[], object]] = {
            "climb": house.ladders.tick,
            "send": lambda: house.dispatcher.run_once(limit=200),
            "self-test": house.self_test.tick,
            "pulse": house.keeper.beat,
        }
        for name, do in tasks.items():
            if name == without:
                continue
            with suppress(StoreError):
                do()
                house.beats.note(name, 1)

    def turns_for(self, time: timedelta) -> None:
        end = self.founded.clock() + time
        while self.founded.clock() < end:
            self.founded.clock.now += STEP
            self.turns()

    def recovers(self) -> bool:
        """In two minutes, while nobody does anything."""
        self.turns_for(timedelta(minutes=2))
        return self.why() == () and not self.nobody_reads()


@pytest.fixture
def line(founded_house: Any) -> Line:
    """Its first test has passed."""
    assert founded_house.keep_watch()
    return Line(founded_house)


@pytest.fixture
def line_on_each(founded_house_on_each: Any) -> Line:
    assert founded_house_on_each.keep_watch()
    return Line(founded_house_on_each)


def test_a_worker_that_dies_tells_nobody_and_the_page_knows_it_by_itself(line_on_each: Line) -> None:
    """No task runs from here on: what the sites know, they read for themselves."""
    line = line_on_each
    assert not line.nobody_reads()
    line.later(minutes=2, seconds=55)
    assert not line.nobody_reads()
    line.later(seconds=5)
    assert line.nobody_reads()
    assert line.why() == (Cause(Why.WORKER_SILENT),)
    assert line.recovers()


@pytest.mark.parametrize("task", ["send", "climb"])
def test_one_task_that_hangs_is_enough(line: Line, task: str) -> None:
    for _ in range(6):
        line.later(seconds=30)
        line.turns(without=task)
    assert Cause(Why.TASK_SILENT, task) in line.why()
    assert line.nobody_reads()
    assert line.recovers()


@pytest.mark.parametrize("refusal", [Misconfigured(20003), Busy(20429), Unsure(500)])
def test_a_provider_that_refuses_or_is_silent_is_found_before_anybody_writes(
    line: Line, refusal: Exception
) -> None:
    """Not one real page was sent: the test asks the provider by itself."""
    line.founded.carrier.silent = refusal
    line.turns_for(INTERVAL)
    assert line.why() == (Cause(Why.TEST_FAILED, "sent"),)
    assert line.nobody_reads()
    line.founded.carrier.silent = None
    assert line.recovers()


def test_rules_that_break_are_found_within_one_interval(line: Line) -> None:
    rules = line.house.rules
    whole = rules.now
    rules.now = replace(whole, active=None)
    line.turns_for(INTERVAL)
    assert line.why() == (Cause(Why.TEST_FAILED, "rules"),)
    assert not line.house.web_intake.form_facts().monitored
    rules.now = whole
    assert line.recovers()


def test_an_outbox_that_is_stuck_is_found(line: Line) -> None:
    """The sender turns and takes nothing, as when what it could take is locked away."""
    line.house.self_test.ask()
    for _ in range(6):
        line.later(seconds=25)
        line.turns(without="send")
        line.house.beats.note("send", 1)
    assert {one.why for one in line.why()} == {Why.TEST_FAILED}
    assert line.nobody_reads()
    assert line.recovers()


def test_a_page_that_waits_too_long_is_found_between_two_tests(line: Line) -> None:
    line.founded.tip("I want to kill myself tonight")
    line.house.ladders.tick()
    for _ in range(4):
        line.later(seconds=30)
        line.turns(without="send")
        line.house.beats.note("send", 1)
    line.house.keeper.beat()
    assert line.why() == (Cause(Why.STUCK),)
    assert line.recovers()


def test_a_database_that_takes_nothing_is_found(line: Line) -> None:
    with read_only(line.house):
        line.turns_for(timedelta(minutes=3))
        assert not line.house.web_intake.form_facts().monitored
        assert Cause(Why.WORKER_SILENT) in line.why()
    assert line.recovers()


def test_a_test_whose_outcome_could_not_be_written_is_tried_again_after_a_minute(line: Line) -> None:
    line.house.self_test.ask()
    line.house.self_test.tick()
    with read_only(line.house):
        line.turns_for(timedelta(minutes=4))
        assert not line.house.web_intake.form_facts().monitored
    assert line.recovers()


def test_facts_that_cannot_be_read_count_as_failing(line_on_each: Line) -> None:
    line, database = line_on_each, line_on_each.house.ground.database
    database.write(lambda conn: conn.exec_driver_sql("ALTER TABLE self_test RENAME TO lost").close())
    line.later(seconds=5)
    assert line.why() == (Cause(Why.UNREADABLE),)
    assert line.nobody_reads()
    database.write(lambda conn: conn.exec_driver_sql("ALTER TABLE lost RENAME TO self_test").close())
    line.later(seconds=5)
    assert not line.nobody_reads()


def test_a_line_without_a_number_to_call_from_says_that_nobody_reads(
    founded_house: Any, house_parts: Any
) -> None:
    wires = replace(founded_house.house.wires, hotline=None)
    founded_house.house = house_parts.over(founded_house.house.foundation, wires, founded_house.rulebook)
    assert not founded_house.keep_watch()
    assert Cause(Why.NO_LINE) in founded_house.house.vigil.verdict(founded_house.clock()).causes


@contextmanager
def read_only(house: Any) -> Iterator[None]:
    """As a disk that was mounted anew: what is there can be read, and every connection takes nothing."""
    database = house.ground.database

    def refuse(connection: Any) -> None:
        connection.connection.driver_connection.execute("PRAGMA query_only = 1")

    event.listen(database.writer_engine, "begin", refuse)
    try:
        yield
    finally:
        event.remove(database.writer_engine, "begin", refuse)
        # The first unit still meets the old connection.
        with suppress(StoreError):
            database.write(lambda conn: conn.exec_driver_sql("PRAGMA query_only = 0").close())
