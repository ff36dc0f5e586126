"""Chores ride on requests that a person made; polling carries none, and no request carries them for long."""

from typing import Any

import pytest

from reporting.app.staff_doors.sessions import WorkingSessions
from reporting.people.refused import Refused

CRISIS = "North High crisis"


class Seconds:
    """Moves by a step each time it is asked."""

    def __init__(self, step: float) -> None:
        self.now, self.step = 0.0, step

    def __call__(self) -> float:
        self.now += self.step
        return self.now


@pytest.fixture
def owed(founded_house: Any) -> Any:
    """A registrar who holds no key of the queue took Ben out of it: the queue is owed a new key."""
    queue = founded_house.queue(CRISIS)
    founded_house.doors.roll.leave_queue(
        founded_house.sessions["designee"], founded_house.member("north_too").hex(), queue.hex()
    )
    assert epoch(founded_house) == 0
    return founded_house


def epoch(house: Any) -> int:
    return int(house.house.people.book.queue(house.queue(CRISIS)).epoch)


def test_a_request_of_a_member_gives_the_queue_its_new_key(owed: Any) -> None:
    owed.doors.sessions.resume(owed.cookies["north"], background=False)
    assert epoch(owed) == 1


def test_polling_does_not(owed: Any) -> None:
    owed.doors.sessions.resume(owed.cookies["north"], background=True)
    assert epoch(owed) == 0


def test_a_request_of_somebody_else_does_not(owed: Any) -> None:
    owed.doors.sessions.resume(owed.cookies["south"], background=False)
    assert epoch(owed) == 0


def test_slices_stop_when_their_time_is_over(founded_house: Any) -> None:
    people, asked = founded_house.house.people, []

    class Endless:
        def run(self, session: Any) -> bool:
            asked.append(session.member)
            return True

    sessions = WorkingSessions(_with_chores(people, Endless()), _nothing_to_read, Seconds(0.02))
    sessions.resume(founded_house.cookies["north"], background=False)
    assert len(asked) == 3
    sessions.resume(founded_house.cookies["north"], background=False)
    assert len(asked) == 6


def test_who_has_nothing_to_do_is_left_alone_until_the_roster_changes(founded_house: Any) -> None:
    people, asked = founded_house.house.people, []

    class Idle:
        def run(self, session: Any) -> bool:
            asked.append(session.member)
            return False

    sessions = WorkingSessions(_with_chores(people, Idle()), _nothing_to_read, Seconds(0.001))
    for _ in range(3):
        sessions.resume(founded_house.cookies["north"], background=False)
    assert len(asked) == 1
    founded_house.doors.roll.leave_queue(
        founded_house.sessions["designee"],
        founded_house.member("north_too").hex(),
        founded_house.queue(CRISIS).hex(),
    )
    sessions.resume(founded_house.cookies["north"], background=False)
    assert len(asked) == 2


def test_a_chore_that_fails_stands_in_nobodys_way(founded_house: Any) -> None:
    class Failing:
        def run(self, session: Any) -> bool:
            raise Refused("roster_moved", "Look again.")

    sessions = WorkingSessions(_with_chores(founded_house.house.people, Failing()), _nothing_to_read)
    assert sessions.resume(founded_house.cookies["north"], background=False).principal.name == "Ana Ruiz"


def _nothing_to_read(session: Any) -> int:
    return 0


def _with_chores(people: Any, chores: Any) -> Any:
    """The same doors of people with other chores."""

    class Doors:
        sessions = people.sessions
        book = people.book

    Doors.chores = chores  # type: ignore[attr-defined]  # made up for this test
    return Doors()
