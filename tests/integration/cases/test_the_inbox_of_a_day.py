"""Lists of the inbox over the real house: by promised time, by whose turn it is, by what one person has read."""

import secrets
from typing import Any

import pytest

from reporting.cases.passing_on import Parting
from reporting.cases.refusals import NoSuchThread
from reporting.model.thread import ThreadState

GUN = "my friend has a gun in his backpack and says tomorrow is the day"
LUNCH = "Someone keeps stealing my lunch"


def shown(house: Any, role: str, view: str, cursor: str | None = None) -> Any:
    return house.doors.inboxes.page(house.sessions[role], view=view, queue=None, state="open", cursor=cursor)


def names(house: Any, role: str, view: str) -> list[str]:
    return [row.reference for row in shown(house, role, view).rows]


def test_what_needs_me_comes_urgent_first_and_then_by_promised_time(
    founded_house_on_each: Any, at: Any
) -> None:
    house = founded_house_on_each
    house.tip(LUNCH)
    house.clock.advance(days=1)
    house.tip(LUNCH)
    house.tip(GUN)
    rows = shown(house, "north", "needs").rows
    assert [row.severity for row in rows] == ["urgent", "routine", "routine"]
    assert rows[1].due < rows[2].due
    by_change = [row.reference for row in shown(house, "north", "all").rows]
    assert by_change == [rows[0].reference, rows[2].reference, rows[1].reference]


def test_a_list_by_promised_time_goes_on_after_its_cursor_without_doubles_or_holes(
    founded_house_on_each: Any, monkeypatch: Any
) -> None:
    house = founded_house_on_each
    monkeypatch.setattr("reporting.cases.inbox.PAGE", 2)
    for words in (LUNCH, GUN, LUNCH, GUN, LUNCH):
        house.tip(words)
    found, cursor = [], None
    for _ in range(4):
        page = shown(house, "north", "needs", cursor)
        found += [row.reference for row in page.rows]
        cursor = page.cursor
        if cursor is None:
            break
    assert len(found) == len(set(found)) == 5
    with pytest.raises(NoSuchThread):
        shown(house, "north", "needs", "due-1-99999999999-zz")


def told() -> Parting:
    return Parting(secrets.token_bytes(16), "Called home.")


def test_what_a_colleague_has_in_hand_leaves_my_list_but_not_before_somebody_read_it(
    founded_house_on_each: Any, at: Any
) -> None:
    house = founded_house_on_each
    house.tip(LUNCH)
    (row,) = house.threads()
    house.doors.desk.assign(house.sessions["north"], row.reference, house.member("north_too").hex(), told())
    assert names(house, "north", "needs") == [row.reference]
    at(house, "north_too", row.reference).reads()
    assert names(house, "north", "needs") == []
    assert names(house, "north_too", "needs") == names(house, "north_too", "mine") == [row.reference]


def test_an_answer_stands_as_not_fetched_until_the_student_has_come_back_for_it(
    founded_house_on_each: Any, at: Any
) -> None:
    house = founded_house_on_each
    words = " ".join(house.tip(LUNCH).words)
    reference = house.threads()[0].reference
    at(house, "north", reference).replies("Which day was it?")
    assert names(house, "north", "unfetched") == [reference]
    assert names(house, "north", "student") == names(house, "north", "needs") == []
    version = house.doors.inboxes.changes(house.sessions["north"].principal, 0).version
    house.house.web_return.open(words)
    assert names(house, "north", "student") == [reference]
    assert names(house, "north", "unfetched") == []
    assert house.doors.inboxes.changes(house.sessions["north"].principal, version).changed


def test_an_answer_by_text_is_sent_and_never_waits_to_be_fetched(founded_house: Any, at: Any) -> None:
    house = founded_house
    house.text("+12025550177", LUNCH)
    reference = house.threads()[0].reference
    role = "designee"
    at(house, role, reference).replies("Which day was it?")
    assert names(house, role, "unfetched") == []
    assert names(house, role, "student") == [reference]


def test_what_one_person_has_read_is_still_new_to_another(founded_house_on_each: Any, at: Any) -> None:
    house = founded_house_on_each
    house.tip(LUNCH)
    reference = house.threads()[0].reference

    def unread(role: str) -> bool:
        return next(row.unread for row in shown(house, role, "all").rows if row.reference == reference)

    at(house, "north", reference).reads()
    assert (unread("north"), unread("north_too")) == (False, True)
    at(house, "north_too", reference).reads()
    at(house, "north_too", reference).replies("Which day was it?")
    assert (unread("north"), unread("north_too")) == (True, True)


def test_several_are_taken_and_given_back_as_they_were(founded_house_on_each: Any, at: Any) -> None:
    house = founded_house_on_each
    for _ in range(3):
        house.tip(LUNCH)
    one, two, three = [row.reference for row in house.threads()]
    ben, ana = house.member("north_too"), house.member("north")
    house.doors.desk.assign(house.sessions["north"], two, ben.hex(), told())
    taken = house.doors.desk.take(house.sessions["north"], [one, two, two, "ZZZZ22"])
    assert {item.reference: item.before for item in taken} == {one: None, two: ben.hex()}
    # Somebody takes one of them meanwhile: it stays theirs.
    house.doors.desk.assign(house.sessions["north_too"], one, ben.hex())
    house.doors.desk.give_back(house.sessions["north"], taken)
    holders = {row.reference: row.assignee for row in house.threads()}
    assert holders == {one: ben, two: ben, three: None}
    assert ana not in holders.values()


def test_a_person_who_was_kept_out_takes_nothing(founded_house: Any) -> None:
    house = founded_house
    house.tip(LUNCH, excluded=frozenset({house.member("north")}))
    (row,) = house.threads()
    assert house.doors.desk.take(house.sessions["north"], [row.reference]) == ()
    assert house.threads()[0].assignee is None
    assert house.threads()[0].state is ThreadState.NEW
