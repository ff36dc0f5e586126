"""Rules in shadow judge each message beside those in force, and nothing else becomes of it."""

from typing import Any

import pytest
from sqlalchemy import select

from reporting.store.rule_trials import TRIAL
from tests.integration.rules.conftest import WORDS, Leads

SAYS_IT = "jay did kratzo and now he is slurring"
STUDENT = "+12025550777"


@pytest.fixture
def town(small_town_on_each: Any) -> Any:
    return small_town_on_each


@pytest.fixture
def leads(town: Any) -> Leads:
    return Leads(town)


def test_a_first_message_is_judged_by_both_and_its_thread_says_what_would_have_been(
    town: Any, leads: Leads
) -> None:
    leads.tries(WORDS)
    town.tip(SAYS_IT)
    town.work()
    assert town.carrier.texts == []
    assert town.carrier.calls == []
    view = town.read("north", town.threads()[0].reference)
    assert view.severity == "routine"
    assert view.because == ()
    tried = view.tried[0]
    assert (tried.said, tried.severity, tried.category) == ("routine", "urgent", "overdose")
    assert tried.because[0].quote == "kratzo and now he is slurring"
    assert tried.because[0].rulebook == leads.view().shadow_rulebook


def test_a_later_message_is_judged_by_both_too(town: Any, leads: Leads) -> None:
    leads.tries(WORDS)
    town.text(STUDENT, "hello")
    town.clock.advance(minutes=1)
    town.text(STUDENT, SAYS_IT)
    view = town.read("north", town.threads()[0].reference)
    assert view.severity == "routine"
    assert [one.severity for one in view.tried] == ["urgent"]
    assert leads.view().figures.judged == 2


def test_where_both_say_the_same_nothing_is_kept(town: Any, leads: Leads) -> None:
    leads.tries(WORDS)
    town.tip("he took percs and is slurring")
    town.tip("my locker is stuck")
    for thread in town.threads():
        assert town.read("north", thread.reference).tried == ()
    assert leads.view().figures.judged == 2
    assert leads.view().figures.moved == ()


def test_only_the_numbers_are_counted_and_they_survive_a_restart(town: Any, leads: Leads) -> None:
    leads.tries(WORDS)
    for text in (SAYS_IT, SAYS_IT, "my locker is stuck"):
        town.tip(text)
    figures = leads.view().figures
    assert (figures.judged, figures.would_page, figures.would_not_page) == (3, 2, 0)
    with town.house.foundation.database.read() as conn:
        assert conn.execute(select(TRIAL)).all() == []  # a row at the time would name a message
    town.house.trials.flush()
    with town.house.foundation.database.read() as conn:
        rows = sorted((row.said, row.tried, row.n) for row in conn.execute(select(TRIAL)))
    assert rows == [("routine", "routine", 1), ("routine", "urgent", 2)]
    town.tip(SAYS_IT)
    town.restart()
    town.unlock("north")
    assert leads.view().figures.judged == 4


def test_once_in_force_the_trial_is_over(town: Any, leads: Leads) -> None:
    leads.tries(WORDS)
    leads.approves()
    assert town.house.rules.shadow is None
    town.tip(SAYS_IT)
    assert town.read("north", town.threads()[0].reference).tried == ()
