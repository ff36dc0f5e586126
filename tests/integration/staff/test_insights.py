"""Figures as pages: drawn, as a table beside, as CSV and as a sheet; the same numbers everywhere."""

import csv
import io
import re
from typing import Any

from tests.integration.staff.made_up_insights import SOUTH, made_up


def test_each_drawing_has_its_name_its_sentence_and_its_table(ana: Any) -> None:
    page = ana.get("/insights").text
    drawn = re.findall(r"<svg class=\"plot\".*?</svg>", page, re.DOTALL)
    assert len(drawn) == 5
    for one in drawn:
        assert "<title" in one
        assert "<desc" in one
        assert "style=" not in one
    assert page.count("As a table") == 4


def test_what_is_withheld_is_drawn_hatched_and_said_in_words(ana: Any) -> None:
    page = ana.get(f"/insights?place={SOUTH}").text
    drawn = re.search(r"<svg class=\"plot\".*?</svg>", page, re.DOTALL)
    assert drawn
    assert drawn[0].count("plot-none") == 2
    table = re.search(r"<details>.*?</details>", page, re.DOTALL)
    assert table
    assert table[0].count("not said") == 2


def test_page_and_csv_say_the_same(ana: Any) -> None:
    report = made_up()
    answer = ana.get("/insights/figures.csv?year=2025").answer
    assert answer.headers["Content-Disposition"] == 'attachment; filename="figures-2025.csv"'
    rows = list(csv.DictReader(io.StringIO(answer.get_data(as_text=True))))
    months = {
        row["period"]: row["low"]
        for row in rows
        if (row["place"], row["figure"]) == ("The whole district", "all")
    }
    assert months == {
        str(period): str(report.counts[period, "district", "all"]) for period in (*report.months, report.year)
    }
    page = ana.get("/insights").text
    for n in months.values():
        assert n in page.replace(",", "")
    assert all((row["low"] == "") == (row["high"] == "") for row in rows)


def test_a_schools_name_is_no_formula_in_a_spreadsheet(ana: Any) -> None:
    text = ana.get("/insights/figures.csv").answer.get_data(as_text=True)
    assert "'=Southside Middle" in text
    assert ",=South" not in text


def test_the_sheet_neither_confirms_nor_denies(ana: Any) -> None:
    page = ana.get("/insights/statement").text
    # The line as it calls itself in public, not the district's office.
    assert "<h1>Oak Line: a statement</h1>" in page
    assert "We do not say whether we received a message" in page
    assert "the same when there was one and when there was none" in page
    assert f"{made_up().counts[2025, 'district', 'all']:,}" in page
    assert "over 95%" in page


def test_an_unknown_year_or_place_is_refused_and_nothing_yet_is_said(ana: Any, house: Any) -> None:
    assert ana.get("/insights?year=1999").status == 422
    assert ana.get("/insights?place=school:ff").status == 422
    house.reports.empty = True
    assert "No figures yet" in ana.get("/insights").text
    house.reports.allowed = False
    assert ana.get("/insights").status == 403
    assert ana.get("/insights/figures.csv").status == 403


def test_grades_are_kept(ana: Any, house: Any) -> None:
    ana.get("/insights/grades")
    page = ana.post("/insights/grades", **{"band_" + "bb" * 16: "middle"}).text
    assert "Kept." in page
    assert [band for _, _, band in house.grades.all()] == ["high", "middle"]


def test_referrals_are_a_funnel_with_its_table_and_both_words_of_being_seen_stand_side_by_side(
    ana: Any,
) -> None:
    page, shares = ana.get("/insights").text, made_up().shares
    funnel = re.search(r"<svg class=\"plot\"(?:(?!</svg>).)*id=\"way-t\".*?</svg>", page, re.DOTALL)
    assert funnel
    assert funnel[0].count("plot-maybe") == 6
    table = page[funnel.end() :].split("</table>")[0]
    both = page.split('id="both-h"')[1].split("</dl>")[0]
    for step in ("attended", "confirmed"):
        share = shares[2025, "district", step]
        assert share
        assert f"{share.low} to {share.high}%" in table
        assert f"{share.low} to {share.high}%" in both
    assert "Lost here" in table


def test_what_has_no_answer_stands_by_barrier_and_school(ana: Any) -> None:
    rows = {
        row[0]: row[1:]
        for row in (
            re.findall(r"<t[hd][^>]*>(?:<[^>]*>)?([^<]*)", one)
            for one in ana.get("/insights").text.split('id="barriers-h"')[1].split("<tr>")[2:]
        )
    }
    assert rows["Northside High"][:4] == ["70 to 79", "80 to 89", "90 to 99", "100 to 109"]
    assert rows["=Southside Middle"][:4] == ["not said"] * 4
    csv_text = ana.get("/insights/figures.csv").answer.get_data(as_text=True)
    assert "2025,Northside High,tens_unmet_transport,70,79" in csv_text
    assert "2025,Mood and self-harm,tens_referral_sent,20,29" in csv_text
