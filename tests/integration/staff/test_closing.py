"""Closing a thread, and what is to be done in it, in the pages and without scripts."""

import re
from datetime import date, timedelta
from typing import Any

from reporting.cases.checklists import Checked
from reporting.cases.staff_view import ChecklistView, DueTask, StepView


def test_closing_proposes_a_day_in_a_month_and_keeps_the_outcome_for_staff(ana: Any, house: Any) -> None:
    house.add("RRRR22")
    page = ana.get("/threads/RRRR22").text
    proposed = re.search(r'name="follow_up" value="([^"]+)"', page)[1]
    assert date.fromisoformat(proposed) == (house.clock() + timedelta(days=30)).date()
    ana.post(
        "/threads/RRRR22/close", disposition="false", outcome="It was a toy", follow_up=proposed, words=""
    )
    assert house.closings == [("It was a toy", date.fromisoformat(proposed))]
    ana.get("/threads/RRRR22")
    house.add("SSSS22")
    ana.get("/threads/SSSS22")
    ana.post("/threads/SSSS22/close", disposition="prank_played", follow_up="", words="")
    assert house.closings[-1] == ("", None)


def test_a_close_without_a_reason_gives_every_word_back(ana: Any, house: Any) -> None:
    house.add("RRRR22")
    ana.get("/threads/RRRR22")
    page = ana.post(
        "/threads/RRRR22/close", outcome="It was a toy", words="Thanks", follow_up="2027-01-02"
    ).text
    assert ana.status == 422
    for words in ("It was a toy", "Thanks", 'value="2027-01-02"'):
        assert words in page


def test_a_task_is_kept_shown_and_done(ana: Any, house: Any) -> None:
    house.add("RRRR22")
    ana.get("/threads/RRRR22")
    assert "Say until which day." in ana.post("/threads/RRRR22/task", task="Call the nurse", due="").text
    assert 'value="Call the nurse"' in ana.text
    ana.get("/threads/RRRR22")
    page = ana.post("/threads/RRRR22/task", task="Call the nurse", due="2026-12-01").text
    assert "Call the nurse" in page
    assert house.acts[-1] == ("task", "RRRR22", "Call the nurse", date(2026, 12, 1), None)
    which = re.search(r'name="which" value="([^"]+)"', page)[1]
    page = ana.post("/threads/RRRR22/task-done", which=which).text
    assert 'name="which"' not in page


def test_my_list_begins_with_what_i_have_to_do(ana: Any, house: Any) -> None:
    house.tasks = (DueTask("RRRR22", "Northside High", house.clock(), follow_up=False),)
    page = ana.get("/inbox?view=mine").text
    assert re.search(r'due-tasks".*?href="/threads/RRRR22#tasks".*?Northside High', page, re.DOTALL)
    assert "due-tasks" not in ana.get("/inbox").text


def test_only_steps_that_differ_from_the_page_are_sent_to_the_thread(ana: Any, house: Any) -> None:
    steps = (StepView("a", "Called", "Llamé", done=True), StepView("b", "Said", "Dije", done=False))
    one = ChecklistView(
        "mandated", "Mandated report", "Aviso obligatorio", "law", steps, fits=True, asks_agency=True
    )
    house.add("RRRR22", checklists=(one,))
    page = ana.get("/threads/RRRR22").text
    assert "Mandated report" in page
    assert "Aviso obligatorio" in ana.get("/threads/RRRR22?lang=es").text
    ana.get("/threads/RRRR22")
    ana.post("/threads/RRRR22/check", step=["b"], list="mandated", was="a", agency="555", reference="R")
    assert house.acts[-1] == ("check", "RRRR22", Checked("mandated", ("b",), ("a",), "555", "R"))
