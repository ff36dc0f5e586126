"""Pilots as pages: planned before, frozen at the start, judged by published figures, and the same on paper."""

import csv
import io
import re
from typing import Any

import pytest

from tests.integration.staff.made_up_insights import NORTH, SOUTH, made_up
from tests.integration.staff.made_up_pilots import PLANNED, RAN
from tests.integration.staff.printed_pages import lines_of

GOOD = {
    "name": "Referrals at Northside",
    "places": NORTH,
    "topics": "mood",
    "feature": "referrals",
    "measure": "answered",
    "year": "2026",
    "baseline": "40",
    "target": "60",
    "go": "55",
    "stop": "45",
}


def test_a_form_that_is_wrong_comes_back_with_what_was_typed_and_says_what_to_mend(
    ana: Any, house: Any
) -> None:
    ana.get("/pilots/new/change")
    page = ana.post("/pilots/new/change", **{**GOOD, "go": "70", "stop": "many"}).text
    assert ana.status == 422
    assert "Write a whole number from 0 to 100." in page
    assert 'href="#f-stop"' in page
    for kept in ("Referrals at Northside", 'value="70"', 'value="many"'):
        assert kept in page
    assert re.search(rf'value="{NORTH}" checked', page)
    page = ana.post("/pilots/new/change", **{**GOOD, "go": "70"}).text
    assert "The yes must not lie beyond what is wished for." in page
    assert len(house.pilots.pilots) == 2
    page = ana.post("/pilots/new/change", **GOOD).text
    assert "Kept." in page
    assert "It has not begun: this may still be written anew." in page


def test_a_change_while_it_runs_needs_a_reason_and_is_shown_with_it(ana: Any) -> None:
    ana.get(f"/pilots/{RAN}/change")
    page = ana.post(f"/pilots/{RAN}/change", **{**GOOD, "year": "2025"}).text
    assert ana.status == 422
    assert "say in up to 120 letters why it is changed" in page
    page = ana.post(f"/pilots/{RAN}/change", **{**GOOD, "year": "2025", "why": "More schools joined"}).text
    assert "Changed while it ran" in page
    assert "More schools joined" in page
    assert "before the start" in page
    # It would have been a yes by the plan of before; the one that was moved says no.
    assert "No go" in page
    assert "By what was written down before the start: Go." in page


@pytest.mark.parametrize(("lang", "word"), [("en", "Go"), ("es", "Adelante")])
def test_the_result_says_the_same_on_page_paper_and_table(ana: Any, lang: str, word: str) -> None:
    page = " ".join(re.sub(r"<[^>]+>", " ", ana.get(f"/pilots/{RAN}?lang={lang}").text).split())
    answer = ana.get(f"/pilots/{RAN}/result.pdf?lang={lang}").answer
    printed = " ".join(lines_of(answer.get_data()))
    rows = list(
        csv.reader(
            io.StringIO(ana.get(f"/pilots/{RAN}/result.csv?lang={lang}").answer.get_data(as_text=True))
        )
    )
    report = made_up()
    share = report.shares[2025, NORTH, "answered"]
    assert share
    for said in (word, f"{report.counts[2025, NORTH, 'mood']:,}", f"{share.low}", "$2,400"):
        assert said in page
        assert said in printed
    for _, row, _, value in rows[1:]:
        for cell in (row, value):
            assert cell in page
            assert cell in printed


def test_a_result_is_one_page_of_paper(ana: Any) -> None:
    lines = lines_of(ana.get(f"/pilots/{RAN}/result.pdf").answer.get_data())
    assert [line[-5:] for line in lines if line.endswith((" / 1", " / 2"))] == ["1 / 1"]


def test_what_is_withheld_at_one_place_makes_nothing_sure(ana: Any, house: Any) -> None:
    ana.get("/pilots/new/change")
    ana.post(
        "/pilots/new/change",
        **{**GOOD, "places": [NORTH, SOUTH], "year": "2025", "measure": "referral_accepted"},
    )
    page = ana.text
    assert "Not yet enough to say" in page
    assert "The share of at least one place is not said" in page


def test_what_waits_for_a_pilot_is_chosen_by_registrars(ana: Any, house: Any) -> None:
    ana.get("/pilots")
    page = ana.post("/pilots/features", only="referrals").text
    assert "It holds at once." in page
    assert 'value="referrals" checked' in page
    house.pilots.registrar = False
    assert "Registrars change this." in ana.get("/pilots").text
    assert ana.get("/pilots/new/change").status == 403
    house.pilots.allowed = False
    assert ana.get("/pilots").status == 403
    assert ana.get(f"/pilots/{RAN}/result.pdf").status == 403


def test_start_and_costs(ana: Any) -> None:
    ana.get(f"/pilots/{PLANNED}")
    assert "what was expected is frozen".lower() in ana.post(f"/pilots/{PLANNED}/begin").text.lower()
    page = ana.post(f"/pilots/{PLANNED}/costs", what="", dollars="12").text
    assert ana.status == 422
    assert "Say what was paid for" in page
    assert 'value="12"' in page
    assert ana.get("/pilots/99").status == 404


def test_the_pack_has_pilots_of_its_year(ana: Any) -> None:
    page = ana.get("/insights/pack?year=2025").text
    assert "Answer within a week" in page
    assert "Next year" not in page
