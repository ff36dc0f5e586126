"""A long search finds the same with a second process as without, whatever becomes of that, and it ends with the search."""

import os
import secrets
import signal
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from reporting.app.staff_doors import staff_doors
from reporting.beside.companions import Companions
from reporting.beside.skim_process import SkimProcess
from reporting.cases.search_view import Asked, SearchView
from reporting.cases.searching import StaffSearch
from tests.integration.cases.test_a_search import NAMES, Ticking, search
from tests.journeys.patience import until

MANY = 12


class Beside:
    """A house whose searches have a companion from the second slice on; `given` counts conversations that went there."""

    def __init__(self, house: Any, companions: Companions) -> None:
        self.house = house
        self.companions = companions
        self.ground = replace(house.house.ground, companions=companions)
        self.searches = StaffSearch(self.ground, house.house.people.ground.witness, tick=Ticking(0.06))
        self.session = house.sessions["north"]
        self.given: list[int] = []

    def begin(self, query: str) -> SearchView:
        """Until the process is ready, and two more slices."""
        view = self.searches.begin(self.session, Asked(query), NAMES)
        assert self.companions.process() is None  # not for what one slice does
        view = self.further(view)
        (companion,) = self.searches._ahead
        until(companion.process.has_room, "a process that has closed itself in")
        return self.further(view)

    def further(self, view: SearchView) -> SearchView:
        found = self.searches.further(self.session, view.number, NAMES)
        assert found is not None
        return found

    def all(self, view: SearchView) -> SearchView:
        while view.how == "walking":
            view = self.further(view)
        return view


@pytest.fixture
def beside(founded_house: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Beside]:
    monkeypatch.setattr("reporting.cases.search_list.BATCH", 3)
    for number in range(MANY):
        founded_house.clock.advance(hours=1)
        founded_house.tip(f"my {'lunch' if number % 2 else 'soup'} was taken, time {number}")
        if number == 3:
            # Of their own, where the companion skims: sealed to a key that it does not get.
            *_, newest = founded_house.threads()
            founded_house.house.desk.note(
                founded_house.sessions["north"],
                newest.reference,
                secrets.token_bytes(16),
                "ask the stepfather",
                only_me=True,
            )
    companions = Companions(many=1, quiet_s=600, free_core=lambda: True)
    companions.start()
    beside = Beside(founded_house, companions)
    give = SkimProcess.give

    def counting(self: SkimProcess, keys: Any, threads: Any) -> bool:
        own = founded_house.sessions["north"].unlocked.x
        assert own.seed not in keys.values()  # a member's own key is given to nobody
        assert not any(own.public.kid in text.recipients for one in threads for text in one.texts)
        taken = give(self, keys, threads)
        beside.given.append(len(threads) * taken)
        return taken

    monkeypatch.setattr(SkimProcess, "give", counting)
    yield beside
    companions.stop()


def told(view: SearchView) -> SearchView:
    return replace(view, number="")


def test_it_finds_the_same_in_the_same_order(beside: Beside) -> None:
    for query, count in (("time taken", MANY), ("unsorted", MANY), ("stepfather", 1)):
        beside.given.clear()
        view = beside.all(beside.begin(query))

        assert sum(beside.given) > 0
        assert told(view) == told(search(beside.house, "north", query))
        assert len(view.found) == count
        assert view.searched == view.total == MANY


@pytest.mark.parametrize("what", [signal.SIGKILL, signal.SIGSTOP])
def test_one_that_ends_or_stands_still_in_the_middle_loses_nothing(
    beside: Beside, what: signal.Signals
) -> None:
    view = beside.begin("lunch")
    pid = beside.companions.process()
    assert pid is not None
    assert sum(beside.given) > 0
    os.kill(pid, what)

    assert told(beside.all(view)) == told(search(beside.house, "north", "lunch"))


def test_what_changes_behind_it_is_found_and_what_is_taken_from_its_reader_is_not(
    beside: Beside, at: Any
) -> None:
    view = beside.begin("soup")
    oldest = min(beside.house.threads(), key=lambda one: one.created_minute)
    at(beside.house, "north", oldest.reference).hands_to("South Middle counselors")
    beside.house.tip("another soup in the hall")

    found = beside.all(view).found

    assert oldest.reference not in [one.reference for one in found]
    assert [one.text for one in found[-1].excerpt] == ["another ", "soup", " in the hall"]
    assert len(found) == MANY // 2


def test_no_key_and_no_word_is_left_in_a_process(beside: Beside) -> None:
    # The house's own doors, over the same companions.
    doors = staff_doors(replace(beside.house.house, ground=beside.ground)).sessions
    ends: list[Callable[[SearchView], object]] = [
        beside.all,
        lambda _view: beside.searches.stop(beside.session),
        lambda _view: beside.searches.forget(beside.session),
        lambda _view: beside.searches.begin(beside.session, Asked("taken"), NAMES),
        lambda _view: doors.lock(beside.session),
        lambda _view: doors.sign_out(beside.session),
    ]
    for end in ends:
        view = beside.begin("lunch")
        pid = beside.companions.process()
        assert pid is not None

        end(view)

        assert not Path(f"/proc/{pid}").exists()
        assert beside.companions.process() is None


def test_neither_query_nor_find_nor_key_lies_on_the_disk_or_in_a_log(
    beside: Beside, caplog: pytest.LogCaptureFixture
) -> None:
    canary = secrets.token_hex(12)
    beside.house.clock.advance(hours=-11)
    beside.house.tip(f"behind the gym {canary}")
    beside.house.clock.advance(hours=11)
    view = beside.begin(canary)
    pid = beside.companions.process()
    assert pid is not None
    os.kill(pid, signal.SIGKILL)
    assert len(beside.all(view).found) == 1

    assert sum(beside.given) > 0
    assert canary not in caplog.text
    home = Path(beside.house.house.foundation.settings.home)
    for file in (one for one in home.rglob("*") if one.is_file()):
        assert canary.encode() not in file.read_bytes(), file
