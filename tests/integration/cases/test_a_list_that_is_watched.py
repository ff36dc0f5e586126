"""A page that watches is sent the rows that it does not have, and no key is opened for the others."""

from typing import Any

from reporting.cases.staff_view import InboxNews, InboxRow
from reporting.store import listed_threads

LUNCH = "Someone keeps stealing my lunch"
GUN = "my friend has a gun in his backpack and says tomorrow is the day"
LIST: dict[str, Any] = {"queue": None, "state": "open"}


def drawn(house: Any, role: str, view: str = "all", looks: str = "en") -> list[str]:
    """The marks of a page as it was first shown."""
    page = house.doors.inboxes.page(house.sessions[role], view=view, cursor=None, looks=looks, **LIST)
    return [row.mark for row in page.rows]


def news(house: Any, role: str, known: list[str], view: str = "all", looks: str = "en") -> InboxNews:
    return house.doors.inboxes.news(  # type: ignore[no-any-return]  # the house's own door
        house.sessions[role], view=view, looks=looks, known=frozenset(known), **LIST
    )


def new_rows(found: InboxNews) -> list[str]:
    return [row.reference for row in found.rows if isinstance(row, InboxRow)]


def test_of_what_the_page_has_nothing_is_sent_and_no_key_is_opened(
    founded_house_on_each: Any, monkeypatch: Any
) -> None:
    house = founded_house_on_each
    for words in (LUNCH, GUN, LUNCH):
        house.tip(words)
    has = drawn(house, "north")
    assert len(set(has)) == 3
    fresh = house.resume(house.cookies["north"])
    opened: list[Any] = []
    monkeypatch.setattr(fresh, "_key_of", lambda *asked: opened.append(asked))
    found = house.doors.inboxes.news(fresh, view="all", looks="en", known=frozenset(has), **LIST)
    assert [row.mark for row in found.rows] == has
    assert not new_rows(found)
    assert not opened


def test_a_new_message_comes_opened_and_in_its_place_among_those_that_stand(founded_house: Any) -> None:
    house = founded_house
    house.tip(LUNCH)
    house.tip(GUN)
    has = drawn(house, "north")
    house.clock.advance(hours=1)
    house.tip("The soup is cold every day")
    found = news(house, "north", has)
    assert [getattr(row, "summary", row.mark) for row in found.rows] == [
        has[0],  # what is urgent stays in front
        "The soup is cold every day",
        has[1],
    ]


def test_what_a_row_shows_is_news_to_whom_it_concerns_and_a_colleagues_reading_to_nobody(
    founded_house: Any, at: Any
) -> None:
    house = founded_house
    house.tip(LUNCH)
    house.tip("The soup is cold every day")
    soup = (
        house.doors.inboxes.page(house.sessions["north"], view="all", cursor=None, **LIST).rows[0].reference
    )
    house.doors.desk.read(house.sessions["north"], soup)  # the first reading is told to everybody
    mine, theirs = drawn(house, "north"), drawn(house, "north_too")
    # A colleague opens it: it stays new to me, and to them it is read.
    house.doors.desk.read(house.sessions["north_too"], soup)
    assert new_rows(news(house, "north", mine)) == []
    assert new_rows(news(house, "north_too", theirs)) == [soup]
    at(house, "north", soup).replies("We will ask the kitchen about it")
    assert new_rows(news(house, "north", mine)) == [soup]
    at(house, "north", soup).closes()
    assert len(news(house, "north", mine).rows) == 1


def test_marks_are_good_for_one_session_and_one_look_of_its_page(founded_house: Any) -> None:
    house = founded_house
    house.tip(LUNCH)
    has = drawn(house, "north")
    assert new_rows(news(house, "north", has)) == []
    assert len(new_rows(news(house, "north", has, looks="es"))) == 1
    assert len(new_rows(news(house, "north_too", has))) == 1
    house.doors.sessions.lock(house.sessions["north"])
    cookie = house.doors.sessions.unlock(house.cookies["north"], "north rides a green bicycle")
    again = house.doors.inboxes.news(
        house.resume(cookie), view="all", looks="en", known=frozenset(has), **LIST
    )
    assert len(new_rows(again)) == 1


def test_screens_that_ask_about_one_change_share_what_all_may_see_and_not_who_has_read_it(
    founded_house_on_each: Any, monkeypatch: Any
) -> None:
    house = founded_house_on_each
    house.tip(LUNCH)
    reference = (
        house.doors.inboxes.page(house.sessions["north"], view="all", cursor=None, **LIST).rows[0].reference
    )
    house.doors.desk.read(house.sessions["north"], reference)
    asked: list[int] = []
    of = listed_threads.of

    def counted(conn: Any, district: Any, member: Any, wanted: Any) -> Any:
        asked.append(len(wanted))
        return of(conn, district, member, wanted)

    monkeypatch.setattr(listed_threads, "of", counted)
    (mine,), (theirs,) = news(house, "north", []).rows, news(house, "north_too", []).rows
    assert (mine.unread, theirs.unread) == (False, True)
    (again,) = news(house, "north", []).rows
    assert again == mine
    assert asked == [1, 0, 0]
    house.tip(GUN)
    assert len(news(house, "north", []).rows) == 2
    assert asked == [1, 0, 0, 2]
    # Who may not see a thread is told of none, whoever looked before.
    assert news(house, "south", []).rows == ()
    # A page that is opened anew reads what is there.
    drawn(house, "north")
    assert asked[-1] == 2
