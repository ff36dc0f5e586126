"""After it was closed a student presses how it went: sealed, seen by staff, counted of no one; and what is read is what they wrote last."""

from typing import Any

import pytest

from reporting.cases.own_mark import Rating
from reporting.cases.return_counter import ReturnCounter, week_of
from reporting.model.thread import ThreadState
from reporting.store import return_tallies

LUNCH = "Someone keeps stealing my lunch behind the gym"


def opened(house: Any, words: tuple[str, ...]) -> Any:
    return house.house.web_return.open(" ".join(words))


def rate(house: Any, view: Any, rating: str) -> Any:
    return house.house.web_return.rate(view.token, bytes.fromhex(view.submission), rating)


def close(house: Any) -> None:
    (row,) = house.threads()
    house.house.desk.close(house.sessions["north"], row.reference, "help_given", "")


def counted(house: Any) -> dict[str, int]:
    return {
        one.event: one.n for one in house.house.returns.gathered() if one.event not in {"told", "returned"}
    }


def pressed(house: Any) -> list[tuple[str | None, dict[str, str]]]:
    (row,) = house.threads()
    told = house.read("north", row.reference).messages
    return [(one.code, one.params) for one in told if one.author == "reporter" and one.code]


def test_staff_read_it_in_the_thread_and_nothing_else_changes(founded_house_on_each: Any) -> None:
    house = founded_house_on_each
    words = house.tip(LUNCH).words
    close(house)
    view = rate(house, opened(house, words), "helped")
    assert view.rated == "helped"
    assert pressed(house) == [("rated", {"rating": "helped"})]
    (row,) = house.threads()
    assert (row.state, row.awaiting, row.severity) == (ThreadState.CLOSED, "reporter", "routine")
    assert [one.text for one in view.messages if one.author == "reporter"] == [LUNCH]
    assert opened(house, words).rated == "helped"


def test_it_is_said_once_for_each_closing_and_counted_as_often(founded_house: Any) -> None:
    house = founded_house
    words = house.tip(LUNCH).words
    close(house)
    view = opened(house, words)
    for _ in range(2):
        rate(house, view, "not")
        rate(house, opened(house, words), "helped")
    assert pressed(house) == [("rated", {"rating": "not"})]
    assert counted(house) == {"not": 1}
    house.house.web_return.reply(view.token, bytes.fromhex(opened(house, words).submission), "it goes on")
    close(house)
    assert opened(house, words).rated is None
    rate(house, opened(house, words), "some")
    assert counted(house) == {"not": 1, "some": 1}


@pytest.mark.parametrize("rating", ["helped", "wonderful", ""])
def test_nothing_is_said_of_what_is_not_closed_and_nothing_that_is_no_choice(
    founded_house: Any, rating: str
) -> None:
    house = founded_house
    words = house.tip(LUNCH).words
    if rating != "helped":
        close(house)
    assert rate(house, opened(house, words), rating).rated is None
    assert pressed(house) == []
    assert counted(house) == {}


def test_counts_are_written_five_and_more_together(founded_house_on_each: Any) -> None:
    house = founded_house_on_each
    counter = ReturnCounter(house.house.foundation.database, house.house.ground.district)
    written = []
    for _ in range(5):
        counter.rated(house.clock(), Rating.HELPED)
        counter.flush()
        with house.house.foundation.database.read() as conn:
            week = week_of(house.clock())
            found = return_tallies.since(conn, house.house.ground.district, week)
        written.append({one.event: one.n for one in found}.get("helped", 0))
    assert written == [0, 0, 0, 0, 5]


def test_what_a_person_has_read_is_what_was_written_last(founded_house_on_each: Any) -> None:
    house = founded_house_on_each
    words = house.tip(LUNCH).words
    (row,) = house.threads()
    house.read("north", row.reference)
    first = opened(house, words)
    assert first.read is not None
    house.clock.advance(minutes=20)
    later = house.house.web_return.reply(first.token, bytes.fromhex(first.submission), "he did it again")
    assert later.read is None
    assert opened(house, words).read is None
    house.clock.advance(minutes=9)
    house.read("north", row.reference)
    house.read("north_too", row.reference)
    view = opened(house, words)
    assert view.read == house.clock().replace(second=0)
    assert [one.code for one in view.messages if one.author == "system"] == ["seen", "seen"]
