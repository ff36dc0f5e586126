"""Somebody else may come to hold the six words: own words leave the page, or all of it goes, and staff can still protect the student."""

from typing import Any

import pytest
from sqlalchemy import select

from reporting.cases.overriding import Word
from reporting.cases.refusals import NoSuchThread, NotDeletable, NothingOpens, TokenExpired
from reporting.store import deletions
from reporting.store.shred import ShredKeyMissing
from reporting.store.tables.base import Base

LUNCH = "Someone keeps stealing my lunch behind the gym"
GUN = "my friend has a gun in his backpack and says tomorrow is the day"


def opened(house: Any, words: tuple[str, ...]) -> Any:
    return house.house.web_return.open(" ".join(words))


def hide(house: Any, view: Any) -> Any:
    return house.house.web_return.hide(view.token, bytes.fromhex(view.submission))


def delete(house: Any, view: Any) -> None:
    house.house.web_return.delete(view.token, bytes.fromhex(view.submission))


def own(view: Any) -> list[str]:
    return [one.text for one in view.messages if one.author == "reporter"]


def naming(house: Any, thread: bytes) -> set[str]:
    """Tables in which some row still names the thread."""
    found = set()
    with house.house.foundation.database.read() as conn:
        for table in Base.metadata.sorted_tables:
            columns = [table.c[name] for name in ("thread", "continues", "object") if name in table.c]
            columns += [table.c.id] if table.name == "thread" else []
            if any(conn.execute(select(one).where(one == thread)).first() for one in columns):
                found.add(table.name)
    return found


def test_hidden_words_never_leave_the_service_for_that_page_again_and_staff_read_them(
    founded_house_on_each: Any,
) -> None:
    house = founded_house_on_each
    words = house.tip(LUNCH).words
    view = hide(house, opened(house, words))
    assert own(view) == own(opened(house, words)) == []
    assert not view.own_words
    later = house.house.web_return.reply(view.token, bytes.fromhex(view.submission), "he did it again")
    assert own(later) == own(opened(house, words)) == ["he did it again"]
    assert opened(house, words).own_words
    (row,) = house.threads()
    told = [one for one in house.read("north", row.reference).messages if one.author == "reporter"]
    assert [(one.text, one.code) for one in told] == [
        (LUNCH, None),
        ("", "hidden"),
        ("he did it again", None),
    ]


def test_deleted_words_open_nothing_at_once_and_after_three_days_nobody_opens_it(
    founded_house_on_each: Any,
) -> None:
    house = founded_house_on_each
    words = house.tip(LUNCH).words
    (row,) = house.threads()
    other = house.tip("the roof leaks").words
    view = opened(house, words)
    delete(house, view)
    with pytest.raises(NothingOpens):
        opened(house, words)
    with pytest.raises(TokenExpired):
        house.house.web_return.resume(view.token)
    told = house.read("north", row.reference)
    assert [one.code for one in told.messages if one.code] == ["deleted", "seen"]
    assert told.deletion is not None
    house.clock.advance(hours=71, minutes=59)
    house.house.shredding.tick()
    assert house.read("north", row.reference).messages[0].text == LUNCH
    house.clock.advance(hours=1, minutes=1)
    assert house.house.shredding.tick() == 1
    with pytest.raises(NoSuchThread):
        house.read("north", row.reference)
    with pytest.raises(ShredKeyMissing):
        house.house.ground.shred.get(row.id, 0)
    assert naming(house, row.id) == {"audit_entry"}
    assert own(opened(house, other)) == ["the roof leaks"]


def test_what_is_urgent_is_not_deleted(founded_house: Any) -> None:
    house = founded_house
    view = opened(house, house.tip(GUN).words)
    assert not view.may_delete
    with pytest.raises(NotDeletable):
        delete(house, view)
    assert own(house.house.web_return.resume(view.token)) == [GUN]


def test_what_turned_urgent_meanwhile_is_not_deleted_by_a_page_from_before(founded_house: Any) -> None:
    house = founded_house
    words = house.tip(LUNCH).words
    view = opened(house, words)
    house.house.web_return.reply(opened(house, words).token, b"\1" * 16, GUN)
    with pytest.raises(NotDeletable):
        delete(house, view)


def test_what_staff_raise_in_the_three_days_is_kept(founded_house: Any, at: Any) -> None:
    house = founded_house
    view = opened(house, house.tip(LUNCH).words)
    (row,) = house.threads()
    delete(house, view)
    raise_it(house, at, row.reference)
    house.clock.advance(hours=80)
    assert house.house.shredding.tick() == 0
    assert house.read("north", row.reference).messages[0].text == LUNCH


def raise_it(house: Any, at: Any, reference: str) -> None:
    at(house, "north", reference).does("override", b"\2" * 16, Word("should_page", "", ""))


def test_what_is_on_hold_is_kept_until_the_hold_ends(founded_house_on_each: Any, at: Any) -> None:
    house = founded_house_on_each
    words = house.tip(LUNCH).words
    (row,) = house.threads()
    delete(house, opened(house, words))
    ana = at(house, "north", row.reference)
    ana.does("hold", "it may be evidence")
    house.clock.advance(hours=80)
    assert house.house.shredding.tick() == 0
    held = house.read("north", row.reference).deletion
    assert held is not None
    assert held.held
    ana.does("release", "the court has seen it")
    assert house.house.shredding.tick() == 1
    with house.house.foundation.database.read() as conn:
        assert deletions.due(conn, house.house.ground.district, 1 << 30) == ()


def test_a_press_that_comes_twice_is_one(founded_house: Any) -> None:
    house = founded_house
    view = opened(house, house.tip(LUNCH).words)
    delete(house, view)
    with pytest.raises(TokenExpired):
        delete(house, view)
