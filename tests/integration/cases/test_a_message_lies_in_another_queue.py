"""Where nobody can open a message's own queue it lies in another one, and those who hold it are told so."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select, update

from reporting.cases.passing_on import Parting
from reporting.model.queue import QueueKind
from reporting.store.alarms import ALARM
from reporting.store.schools import QUEUE

ABOUT_STAFF = "my teacher touched me after practice"
GUN = "my friend has a gun in his backpack and says tomorrow is the day"


@pytest.fixture
def town(founded_house: Any) -> Any:
    return Town(founded_house)


class Town:
    def __init__(self, house: Any) -> None:
        self.house = house
        self._hidden: list[tuple[bytes, bytes]] = []

    def lose(self, kind: QueueKind) -> None:
        """Its queues are gone from the plan, as if they had never been made."""
        for queue in self.house.house.people.directory.picture().queues:
            if queue.kind is kind:
                self._hidden.append((queue.id, queue.id[::-1]))
                self._rename(queue.id, queue.id[::-1])

    def find_again(self) -> None:
        for was, now in self._hidden:
            self._rename(now, was)

    def _rename(self, one: bytes, other: bytes) -> None:
        # A queue whose id the signed roster does not know has no key: nobody can open it.
        self.house.house.foundation.database.write(
            lambda conn: conn.execute(update(QUEUE).where(QUEUE.c.id == one).values(id=other))
        )
        self.house.house.people.directory.refresh()

    def alarms(self, role: str) -> list[tuple[str, str | None]]:
        rows = self.house.doors.alarms.open(self.house.sessions[role])
        return [(row.kind, row.reference) for row in rows if row.kind.startswith("no_")]

    def standing(self) -> int:
        with self.house.house.foundation.database.read() as conn:
            return len(conn.execute(select(ALARM.c.id).where(ALARM.c.cleared_minute.is_(None))).all())


def test_words_about_staff_without_a_designee_are_said_to_lie_elsewhere(town: Any) -> None:
    town.lose(QueueKind.DESIGNEE)
    town.house.tip(ABOUT_STAFF)
    (thread,) = town.house.threads()
    assert ("no_designee_queue", thread.reference) in town.alarms(
        "designee"
    )  # who holds the district's queue
    assert town.alarms("south") == []  # who holds another one is not told that there is a message
    assert town.alarms("administrator") == []


def test_an_urgent_one_without_a_crisis_queue_is_said_to_those_who_have_it(town: Any) -> None:
    town.lose(QueueKind.CRISIS)
    town.house.tip(GUN)
    (thread,) = town.house.threads()
    assert town.alarms("north") == [("no_crisis_queue", thread.reference)]
    assert town.alarms("south") == []


def test_so_it_is_when_an_old_thread_turns_urgent(town: Any) -> None:
    town.lose(QueueKind.CRISIS)
    words = " ".join(town.house.tip("hello").words)
    assert town.alarms("north") == []
    back = town.house.house.web_return
    back.reply(back.open(words).token, b"r" * 16, GUN)
    assert [kind for kind, _ in town.alarms("north")] == ["no_crisis_queue"]


def _queue_is_back(town: Any, _reference: str) -> None:
    town.find_again()


def _closed(town: Any, reference: str) -> None:
    town.house.unlock("north")
    town.house.house.desk.close(town.house.sessions["north"], reference, "help_given", "")


def _handed_over(town: Any, reference: str) -> None:
    town.house.unlock("north")
    other = town.house.queue("District").hex()
    town.house.house.desk.hand_over(
        town.house.sessions["north"], reference, other, Parting(b"p" * 16, "Called home.")
    )


@pytest.mark.parametrize("cause_ends", [_queue_is_back, _closed, _handed_over])
def test_it_is_cleared_when_its_cause_is_gone(town: Any, cause_ends: Callable[[Any, str], None]) -> None:
    town.lose(QueueKind.CRISIS)
    town.house.tip(GUN)
    (thread,) = town.house.threads()
    fallbacks = town.house.house.fallbacks
    assert fallbacks.look() == 0
    assert town.standing() == 1
    cause_ends(town, thread.reference)
    assert [town.alarms(role) for role in ("north", "designee")] == [[], []]
    assert fallbacks.look() == 1
    assert town.standing() == 0


def test_a_message_in_its_own_queue_raises_nothing(town: Any) -> None:
    for body in ("hello", GUN, ABOUT_STAFF):
        town.house.tip(body)
    town.house.tip("hello", None)
    assert town.standing() == 0
