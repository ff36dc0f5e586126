"""Staff find again what they may open, and a search leaves nothing behind."""

import secrets
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from weakref import WeakSet

import pytest
from sqlalchemy import select

from reporting.cases.refusals import EmptyText, NoSuchThread, TooLong
from reporting.cases.search_slice import MOST_FOUND
from reporting.cases.search_view import Asked, SearchView
from reporting.cases.searched_thread import SearchedThread
from reporting.cases.searching import StaffSearch
from reporting.store.tables.audit_entries import AuditEntryRow
from tests.integration.conftest import NORTH, SOUTH

NAMES = {"bullying": "Bullying", "unsorted": "Unsorted"}


class Ticking:
    """A clock that goes on by itself, so that a slice ends after so many looks at it."""

    def __init__(self, step: float = 0.0) -> None:
        self.now, self.step = 0.0, step

    def __call__(self) -> float:
        self.now += self.step
        return self.now


def desk_of(house: Any, step: float = 0.0) -> StaffSearch:
    return StaffSearch(house.house.ground, house.house.people.ground.witness, tick=Ticking(step))


def search(house: Any, role: str, query: str, **more: Any) -> SearchView:
    """All of it, in one slice."""
    return desk_of(house).begin(house.sessions[role], Asked(query, **more), NAMES)


def found(view: SearchView) -> list[str]:
    return ["".join(piece.text for piece in one.excerpt) for one in view.found]


def test_words_are_found_in_messages_answers_notes_and_the_name_of_the_topic(
    founded_house_on_each: Any, at: Any
) -> None:
    house = founded_house_on_each
    house.tip("They hide my CHAQUETA in the locker room")
    house.tip("The soup is cold every day")
    house.tip("Somebody calls me names in the bus, they keep bullying me")
    (coat, soup, bus) = (one.reference for one in house.threads())
    coat, soup, bus = (
        search(house, "north", word).found[0].reference for word in ("chaqueta", "soup", "bus")
    )
    at(house, "north", soup).replies("We will ask the kitchen about it")
    at(house, "north", soup).notes("Talked with Señor Peña about the soup")

    view = search(house, "north", "chaquéta")
    assert [(one.reference, one.where, one.seq) for one in view.found] == [(coat, "reporter", 1)]
    assert [piece.text for piece in view.found[0].excerpt if piece.marked] == ["CHAQUETA"]
    assert [(one.reference, one.where) for one in search(house, "north", "KITCHEN").found] == [
        (soup, "staff")
    ]
    assert [(one.reference, one.where) for one in search(house, "north", "pena").found] == [(soup, "note")]
    # All words, wherever in the conversation each of them stands.
    assert [one.reference for one in search(house, "north", "kitchen pena cold").found] == [soup]
    assert not search(house, "north", "kitchen chaqueta").found
    assert not search(house, "north", '"soup kitchen"').found
    topic = next(one.category for one in search(house, "north", "bus").found)
    by_topic = desk_of(house).begin(house.sessions["north"], Asked("Schikane"), {topic: "Schikane"})
    assert bus in [one.reference for one in by_topic.found]


def test_the_latest_change_comes_first_and_a_page_goes_on_where_the_last_slice_ended(
    founded_house_on_each: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    house = founded_house_on_each
    monkeypatch.setattr("reporting.cases.search_list.BATCH", 3)
    for number in range(7):
        house.clock.advance(hours=1)
        house.tip(f"my lunch was taken, time {number}")
    searches, session = desk_of(house, step=0.06), house.sessions["north"]
    view = searches.begin(session, Asked("lunch"), NAMES)
    assert view.how == "walking"
    assert 0 < view.searched < view.total == 7
    seen = [view.searched]
    while view.how == "walking":
        view = searches.further(session, view.number, NAMES)
        seen.append(view.searched)
    assert seen == sorted(seen)
    assert (view.how, view.searched, len(view.found)) == ("done", 7, 7)
    told = [int(text.rpartition(" ")[2]) for text in found(view)]
    assert told == sorted(told, reverse=True)


def test_a_message_that_comes_in_behind_the_search_is_not_missed(founded_house: Any, at: Any) -> None:
    house = founded_house
    for number in range(4):
        house.clock.advance(hours=1)
        house.tip(f"my lunch was taken, time {number}")
    searches, session = desk_of(house, step=0.06), house.sessions["north"]
    view = searches.begin(session, Asked("unicorn"), NAMES)
    assert view.searched < 4
    # The oldest, not looked at yet, moves to the front of the list, where the search has been.
    oldest = min(house.threads(), key=lambda one: one.created_minute)
    at(house, "north", oldest.reference).notes("a unicorn in the hall")
    house.tip("another unicorn")
    while view.how == "walking":
        view = searches.further(session, view.number, NAMES)
    assert len(view.found) == 2
    assert oldest.reference in [one.reference for one in view.found]


def test_who_is_kept_out_of_a_conversation_finds_nothing_and_no_number_tells_of_it(
    founded_house: Any, at: Any
) -> None:
    house = founded_house
    house.tip("The soup is cold")
    before = _told(search(house, "north", "corridor"))
    house.tip("Ana Ruiz pushed me in the corridor")
    house.tip("somebody in the corridor", excluded=frozenset({house.member("north")}))
    assert _told(search(house, "north", "corridor")) == before
    assert len(search(house, "designee", "corridor").found) == 2
    # Another school's counselor is told as little.
    assert search(house, "south", "corridor").total == 0


def _told(view: SearchView) -> SearchView:
    """All that a page shows of it."""
    return replace(view, number="")


def test_a_colleagues_note_to_themselves_is_theirs_to_find(founded_house: Any) -> None:
    house = founded_house
    house.tip("The soup is cold")
    (row,) = house.threads()
    house.house.desk.note(
        house.sessions["north"],
        row.reference,
        secrets.token_bytes(16),
        "ask about the stepfather",
        only_me=True,
    )
    assert [one.where for one in search(house, "north", "stepfather").found] == ["note"]
    assert not search(house, "north_too", "stepfather").found
    assert search(house, "north_too", "soup").found


def test_what_was_found_is_shown_no_longer_than_its_finder_may_know_of_it(
    founded_house: Any, at: Any
) -> None:
    house = founded_house
    house.tip("The soup is cold")
    (row,) = house.threads()
    searches, session = desk_of(house), house.sessions["north_too"]
    searches.begin(session, Asked("soup"), NAMES)
    assert len(searches.standing(session).found) == 1
    at(house, "north", row.reference).hands_to("District")
    assert not searches.standing(session).found


def test_filters_leave_out_other_queues_states_and_days(founded_house: Any, at: Any) -> None:
    house = founded_house
    house.tip("old soup")
    (old,) = house.threads()
    at(house, "north", old.reference).closes()
    house.clock.advance(days=3)
    house.tip("new soup")

    def asked(**more: Any) -> list[str]:
        return found(search(house, "north", "soup", **more))

    today, that_day = date(2026, 11, 27), date(2026, 11, 24)
    assert asked() == ["new soup", "old soup"]
    assert asked(states="open") == ["new soup"]
    assert asked(states="closed") == ["old soup"]
    assert asked(since=today) == ["new soup"]
    assert asked(until=today - timedelta(days=1)) == ["old soup"]
    assert asked(since=that_day, until=today) == ["new soup", "old soup"]
    (queue,) = [one for one in desk_of(house).lists(house.sessions["north"]) if one.name == "District"]
    assert asked(queue=queue.value) == []
    with pytest.raises(NoSuchThread):
        asked(queue=house.queue("South Middle counselors").hex())


def test_a_search_can_be_stopped_and_taken_up_again(founded_house: Any) -> None:
    house = founded_house
    for number in range(4):
        house.tip(f"my lunch was taken, time {number}")
    searches, session = desk_of(house, step=0.06), house.sessions["north"]
    view = searches.begin(session, Asked("lunch"), NAMES)
    searches.stop(session)
    assert searches.standing(session).how == "stopped"
    first = len(view.found)
    assert searches.further(session, view.number, NAMES).how == "walking"
    assert len(searches.standing(session).found) > first
    # Another search in another tab: the first one's page is told so and adds nothing to it.
    again = searches.begin(session, Asked("taken"), NAMES)
    assert searches.further(session, view.number, NAMES) is None
    assert searches.standing(session).number == again.number


def test_too_many_finds_end_it(founded_house: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    house = founded_house
    monkeypatch.setattr("reporting.cases.search_slice.MOST_FOUND", 3)
    for number in range(4):
        house.tip(f"my lunch was taken, time {number}")
    view = search(house, "north", "lunch")
    assert (view.how, len(view.found), view.searched) == ("full", 3, 3)
    assert MOST_FOUND <= 100


def test_one_slice_at_a_time_runs_in_the_whole_house(founded_house: Any) -> None:
    house = founded_house
    for number in range(4):
        house.tip(f"my lunch was taken, time {number}")
    searches, session = desk_of(house, step=0.06), house.sessions["north"]
    view = searches.begin(session, Asked("lunch"), NAMES)
    with searches._turn:
        waiting = searches.further(session, view.number, NAMES)
    assert waiting.waits
    assert waiting.searched == view.searched


def test_nobody_asks_for_nothing_or_for_a_whole_page(founded_house: Any) -> None:
    with pytest.raises(EmptyText):
        search(founded_house, "north", " ?! ")
    with pytest.raises(TooLong):
        search(founded_house, "north", "word " * 50)


def test_a_search_is_forgotten_with_its_session_and_after_a_quarter_of_an_hour(founded_house: Any) -> None:
    house = founded_house
    house.tip("The soup is cold")
    searches, session = desk_of(house), house.sessions["north"]
    searches.begin(session, Asked("soup"), NAMES)
    assert searches.standing(house.sessions["north_too"]) is None
    # The cookie gives the key: after a lock another one is handed out.
    house.doors.sessions.lock(session)
    cookie = house.doors.sessions.unlock(house.cookies["north"], "north rides a green bicycle")
    assert searches.standing(house.resume(cookie)) is None
    other = house.sessions["north_too"]
    searches.begin(other, Asked("soup"), NAMES)
    house.clock.advance(minutes=14)
    assert searches.standing(other) is not None
    house.clock.advance(minutes=2)
    assert searches.standing(other) is None
    searches.begin(other, Asked("soup"), NAMES)
    searches.forget(other)
    assert searches.standing(other) is None


def test_neither_query_nor_find_lies_in_memory_in_clear_on_the_disk_or_in_a_log(
    founded_house: Any, caplog: pytest.LogCaptureFixture
) -> None:
    house = founded_house
    canary, words = secrets.token_hex(12), secrets.token_hex(12)
    house.tip(f"behind the gym {canary} {words}")
    searches, session = desk_of(house), house.sessions["north"]
    assert searches.begin(session, Asked(canary), NAMES).found
    kept = searches._kept._kept
    assert kept
    assert not any(word.encode() in one.sealed for one in kept.values() for word in (canary, words))
    assert canary not in repr(searches.standing(session))
    assert canary not in caplog.text
    home = Path(house.house.foundation.settings.home)
    for file in (one for one in home.rglob("*") if one.is_file()):
        held = file.read_bytes()
        assert canary.encode() not in held, file
        assert words.encode() not in held, file
    with house.house.foundation.database.read() as conn:
        acts = conn.execute(select(AuditEntryRow.act, AuditEntryRow.actor)).all()
    assert ("searched", session.member) in [tuple(one) for one in acts]


def test_memory_stays_flat_however_much_is_searched(
    founded_house: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One conversation is open at a time, and of the list one stretch is read."""
    house = founded_house
    monkeypatch.setattr("reporting.cases.search_list.BATCH", 3)
    for number in range(7):
        house.tip(f"my lunch was taken, time {number}")
    alive: WeakSet[SearchedThread] = WeakSet()
    most = 0
    opened = SearchedThread.written

    def counting(self: SearchedThread) -> Any:
        nonlocal most
        alive.add(self)
        most = max(most, len(alive))
        return opened(self)

    monkeypatch.setattr(SearchedThread, "written", counting)
    assert len(search(house, "north", "lunch").found) == 7
    assert most <= 2


def test_slices_share_the_work_evenly(founded_house: Any) -> None:
    """A slice ends with the conversation at which its time was up: ten times as many take ten times as many slices."""
    house = founded_house
    for number in range(9):
        house.tip(f"my lunch was taken, time {number}")
    searches, session = desk_of(house, step=0.02), house.sessions["north"]
    view = searches.begin(session, Asked("unicorn"), NAMES)
    steps = [view.searched]
    while view.how == "walking":
        view = searches.further(session, view.number, NAMES)
        steps.append(view.searched)
    taken = [one - before for before, one in zip([0, *steps], steps, strict=False)]
    assert max(taken) <= 6
    assert view.searched == 9


def test_only_what_may_hold_the_words_is_looked_at_longer(
    founded_house: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    house = founded_house
    for number in range(6):
        house.tip(f"my lunch was taken, time {number}")
    house.tip("The soup is cold")
    looked: list[SearchedThread] = []
    opened = SearchedThread.written

    def counting(self: SearchedThread) -> Any:
        looked.append(self)
        return opened(self)

    monkeypatch.setattr(SearchedThread, "written", counting)
    assert found(search(house, "north", "soup")) == ["The soup is cold"]
    assert len(looked) == 1


def test_it_finds_in_the_other_school_only_for_who_reads_there(founded_house: Any) -> None:
    house = founded_house
    house.tip("soup at north", NORTH)
    house.tip("soup at south", SOUTH)
    assert found(search(house, "north", "soup")) == ["soup at north"]
    assert found(search(house, "south", "soup")) == ["soup at south"]
    assert search(house, "administrator", "soup").total == 0
