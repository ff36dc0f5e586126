"""Twilio does not answer: what students write meanwhile is kept, and phones ring when it is back."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from notify.simulator import Fault
from tests.faults.bearing import Nursery
from tests.faults.crowd import ROUTINE, URGENT
from tests.faults.founding import found
from tests.faults.lives import Lives
from tests.journeys.patience import until
from tests.journeys.visitor import Visitor

SPEED = 60


@pytest.fixture
def lives(nursery: Nursery, tmp_path: Path) -> Iterator[Lives]:
    found(tmp_path / "home", None, SPEED)
    lives = Lives(nursery, tmp_path / "home", tmp_path)
    lives.begin()
    yield lives
    lives.end()


def tell(lives: Lives, body: str) -> str:
    visitor = Visitor(lives.public).get("/").post("/", {"body": body})
    assert visitor.status == 200, visitor.plain
    words = visitor.by_id("receipt")
    assert words
    return words


def pages(lives: Lives) -> list[dict[str, Any]]:
    return [one for one in lives.simulator.messages() if "Reply ACK" in one["body"]]


@pytest.mark.nightly
def test_a_page_leaves_when_the_carrier_is_back_and_every_message_is_there(lives: Lives) -> None:
    outage = [Fault.SERVER_ERROR, Fault.LOST_REQUEST, Fault.TOO_MANY, Fault.SERVER_ERROR]
    lives.simulator.behaviour.next(*outage)
    kept = {tell(lives, body): body for body in (URGENT, ROUTINE)}

    until(lambda: pages(lives), "a page after the outage")
    for words, body in kept.items():
        back = Visitor(lives.public).get("/return").post("/return", {"receipt": words})
        assert body in back.plain


def test_a_page_that_could_not_leave_before_a_kill_leaves_after_it(lives: Lives) -> None:
    lives.simulator.behaviour.next(*[Fault.SERVER_ERROR] * 3)
    tell(lives, URGENT)
    lives.kill()
    lives.begin()
    until(lambda: pages(lives), "the page of before the kill")
