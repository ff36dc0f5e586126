"""The pages of drills over a house in memory: marked, drawn, refused where they must be, in two languages."""

from dataclasses import replace
from typing import Any

import pytest

from reporting.staff.drill_view import HabitForm, MedianRow, StartForm

TEAM = "/on-call/drills/teams/aa"
ONE = "/on-call/drills/DRILL-4821"


def test_a_report_says_and_draws_when_each_drill_was_delivered_taken_and_replied(ana: Any) -> None:
    page = ana.get(TEAM)
    for words in ("0:04", "1:11", "5:05", "Taken by Ana Ruiz, in the call", "Nobody answered", "Called off"):
        assert words in page.text
    assert "Ben Osei: 2 of 3" in page.text
    assert page.text.count('<svg class="ladder-lane"') == 3
    assert "style=" not in page.text


def test_before_the_first_drill_the_page_says_what_is_best(ana: Any, house: Any) -> None:
    house.drills.team_shown = replace(
        house.drills.team_shown, rows=(), missed=(), medians=MedianRow(None, None, None)
    )
    assert "The first one is best announced." in ana.get(TEAM).text


@pytest.mark.parametrize("state", ["planned", "running", "practising", "done", "unanswered", "called_off"])
@pytest.mark.parametrize(("lang", "word"), [("en", "DRILL"), ("es", "SIMULACRO")])
def test_every_state_of_a_drill_says_first_that_it_is_one(
    ana: Any, house: Any, state: str, lang: str, word: str
) -> None:
    house.drills.drill = replace(house.drills.drill, state=state)
    page = ana.get(f"{ONE}?lang={lang}")
    main = page.text.partition("<main")[2]
    assert main.index(f">{word}</strong>") < main.index("<h1>")
    assert f"<title>{word} DRILL-4821" in page.text


def test_a_practice_reply_is_sent_and_an_empty_one_is_asked_for(ana: Any, house: Any) -> None:
    ana.get(ONE).post(f"{ONE}/reply", body="  ")
    assert ana.status == 422
    assert "Write something first." in ana.text
    ana.post(f"{ONE}/reply", body="I am here. What happened?")
    assert house.acts == [("drill_reply", None)]
    assert "What happened?" not in ana.text


def test_a_refused_practice_reply_comes_back_as_it_was_written(ana: Any, house: Any) -> None:
    house.drills.refuses = "drill_over"
    ana.get(ONE).post(f"{ONE}/reply", body="I am here.")
    assert ana.status == 422
    assert "This drill is over." in ana.text


def test_a_running_drill_has_one_button(ana: Any, house: Any) -> None:
    house.drills.drill = replace(house.drills.drill, state="running", mine=False)
    ana.get(ONE).post(f"{ONE}/take")
    assert house.acts == [("drill_take", "DRILL-4821")]


def test_an_announcement_is_for_now_or_for_a_time(ana: Any, house: Any) -> None:
    ana.get(TEAM).post(f"{TEAM}/start", when="now", day="2026-03-12", clock="10:00")
    ana.get(TEAM).post(f"{TEAM}/start", when="at", day="2026-03-12", clock="10:00")
    assert house.acts == [("drill_start", StartForm()), ("drill_start", StartForm("2026-03-12", "10:00"))]
    assert "Planned. Those on call are told." in ana.text


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("drill_soon", "Choose a later time, or now."),
        ("drill_night", "Choose a time from 06:00 to 22:00."),
        ("drill_not_now", "A drill cannot begin right now."),
        ("needed", "enter your password below"),
    ],
)
def test_a_refused_announcement_says_why_and_keeps_what_was_typed(
    ana: Any, house: Any, code: str, said: str
) -> None:
    house.drills.refuses = code
    ana.get(TEAM).post(f"{TEAM}/start", when="at", day="2026-03-12", clock="23:00")
    assert ana.status == 422
    assert said in ana.text
    assert 'value="2026-03-12"' in ana.text
    assert 'value="23:00"' in ana.text


def test_a_habit_is_kept_as_typed_and_a_refused_one_comes_back(ana: Any, house: Any) -> None:
    typed = {"months": "3", "opens": "07:00", "closes": "23:00", "nights": "yes"}
    ana.get(TEAM).post(f"{TEAM}/habit", **typed)
    assert house.acts == [("drill_keep", HabitForm("3", "07:00", "23:00", weekdays=False, nights=True))]
    house.drills.refuses = "drill_window"
    ana.get(TEAM).post(f"{TEAM}/habit", **typed)
    assert "Choose hours between 06:00 and 22:00" in ana.text
    assert 'value="23:00"' in ana.text
    assert 'id="nights" name="nights" value="yes" checked' in ana.text


def test_what_is_ahead_is_called_off_and_no_second_one_is_offered(ana: Any, house: Any) -> None:
    house.drills.team_shown = replace(house.drills.team_shown, ahead=house.clock())
    page = ana.get(TEAM)
    assert "Announce a drill" not in page.text
    ana.post(f"{TEAM}/off")
    assert house.acts == [("drill_call_off", None)]
    house.drills.refuses = "drill_none"
    ana.get(TEAM).post(f"{TEAM}/off")
    assert "There is no drill to call off: it is over." in ana.text


def test_the_overview_shows_each_team_and_leads_to_its_report(ana: Any) -> None:
    page = ana.get("/on-call/drills")
    assert 'href="/on-call/drills/teams/aa"' in page.text
    assert "No drill yet." in page.text
    assert 'href="/on-call/drills"' in ana.get("/on-call").text
