"""The list of incidents: made anew for each person from what their keys open, and kept nowhere."""

import secrets
from typing import Any

import pytest

from reporting.cases.incident_desk import IncidentDesk
from reporting.cases.incident_list import IncidentList
from reporting.cases.refusals import NoSuchThread
from tests.integration.conftest import NORTH

WORK_S = 10.0


class Lists:
    def __init__(self, house: Any) -> None:
        self.house = house
        self.desk = IncidentDesk(house.house.ground, house.house.people.ground.witness, house.house.desk)
        self.list = IncidentList(house.house.ground)

    def tell(self, *bodies: str, school: Any = NORTH) -> list[str]:
        """References in the order told, an hour apart."""
        told = []
        for body in bodies:
            known = {one.id for one in self.house.threads()}
            self.house.tip(body, school)
            told.append(next(one.reference for one in self.house.threads() if one.id not in known))
            self.house.clock.advance(hours=1)
        return told

    def merge(self, name: str, first: str, *others: str, role: str = "north") -> None:
        self.desk.merge(self.house.sessions[role], first, secrets.token_bytes(16), others, name)

    def listed(self, role: str = "north") -> list[tuple[str, set[str]]]:
        found = self.list.look(self.house.sessions[role], seconds=WORK_S)
        assert found.how == "done"
        return [(one.view.name, {thread.reference for thread in one.view.threads}) for one in found.incidents]


@pytest.fixture
def lists(founded_house: Any) -> Lists:
    return Lists(founded_house)


def test_each_incident_stands_once_with_its_threads_the_one_with_news_first(
    founded_house_on_each: Any, at: Any
) -> None:
    house = founded_house_on_each
    lists = Lists(house)
    assert lists.listed() == []
    pills, again, soup, bus, alone = lists.tell("pills", "pills again", "cold soup", "the bus", "alone")
    lists.merge("Pills at the gym", pills, again)
    lists.merge("Food", soup, bus)
    assert lists.listed() == [("Food", {soup, bus}), ("Pills at the gym", {pills, again})]
    assert lists.listed("north_too") == lists.listed()
    house.clock.advance(hours=1)
    at(house, "north", pills).replies("We are looking into it")
    assert [name for name, _ in lists.listed()] == ["Pills at the gym", "Food"]
    # Taken out, a thread stands in no incident; one that was closed still does.
    lists.desk.take_out(house.sessions["north"], again, secrets.token_bytes(16))
    at(house, "north", soup).closes()
    assert dict(lists.listed()) == {"Pills at the gym": {pills}, "Food": {soup, bus}}
    assert alone not in repr(lists.listed())


def test_who_may_open_none_of_its_threads_learns_of_no_incident(founded_house: Any, lists: Lists) -> None:
    first, second = lists.tell("pills", "pills again")
    lists.merge("Pills at the gym", first, second)
    assert lists.listed("south") == []
    assert lists.listed("designee") == []


def test_of_an_incident_only_what_a_person_may_open_is_listed(
    founded_house: Any, lists: Lists, at: Any
) -> None:
    first, second = lists.tell("pills", "pills again")
    lists.merge("Pills at the gym", first, second)
    at(founded_house, "north", second).hands_to("District")
    assert lists.listed("designee") == [("Pills at the gym", {second})]
    assert lists.listed("north_too") == [("Pills at the gym", {first})]


def test_a_forged_note_makes_no_incident(founded_house: Any, lists: Lists, thief_of: Any) -> None:
    """Who writes in the database without a member's key can put a note there, and nobody believes it."""
    first, second, third = lists.tell("pills", "pills again", "soup")
    lists.merge("Pills at the gym", first, second)
    thief = thief_of(founded_house)
    by_reference = {one.reference: one.id for one in founded_house.threads()}
    forged = thief.rows(by_reference[first])[-1]
    rows = thief.rows(by_reference[third])
    made = forged | {"thread": by_reference[third], "id": secrets.token_bytes(16), "seq": rows[-1]["seq"] + 1}
    thief.replace(by_reference[third], [*rows, made])
    assert lists.listed() == [("Pills at the gym", {first, second})]


def test_it_goes_on_slice_by_slice_and_shows_none_twice(founded_house: Any, lists: Lists) -> None:
    told = lists.tell(*(f"number {n}" for n in range(6)))
    lists.merge("One", told[0], told[3])
    lists.merge("Two", told[1], told[4])
    session, after, shown, names = founded_house.sessions["north"], "", [], []
    looked: list[tuple[int, int]] = []
    for _ in range(6):
        found = lists.list.look(session, after=after, shown=shown, seconds=0)
        shown += [one.incident for one in found.incidents]
        names += [one.view.name for one in found.incidents]
        after = found.after
        looked.append((found.looked, found.total))
    assert names == ["Two", "One"]
    assert looked == [(n, 6) for n in range(1, 7)]
    assert lists.list.look(session, after=after, shown=shown, seconds=0).how == "done"
    with pytest.raises(NoSuchThread):
        lists.list.look(session, after="nonsense")


def test_looking_reads_no_thread_and_writes_nothing(
    founded_house: Any, lists: Lists, caplog: pytest.LogCaptureFixture
) -> None:
    first, second = lists.tell("pills", "pills again")
    name = secrets.token_hex(8)
    lists.merge(name, first, second)
    before = founded_house.threads()
    assert [one for one, _ in lists.listed("north_too")] == [name]
    assert founded_house.threads() == before
    assert all(one.read_minute is None for one in before)
    assert name not in caplog.text
    assert name not in repr(lists.list.look(founded_house.sessions["north"], seconds=WORK_S))
