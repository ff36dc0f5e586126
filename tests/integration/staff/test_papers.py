"""Figures on paper: each number that is published, the same as on the page and in the CSV, in both languages."""

import csv
import io
import re
from dataclasses import replace
from typing import Any

import pytest

from reporting.insights.topics import TOPICS
from reporting.staff.figures_paper import referrals
from tests.integration.staff.made_up_insights import NORTH, SOUTH, made_up
from tests.integration.staff.printed_pages import lines_of

MONTHS = {"en": "September 2025", "es": "septiembre 2025"}


_printed: dict[str, list[str]] = {}


def pdf(ana: Any, path: str) -> list[str]:
    """Of a path once: setting the figures of a year takes a process of its own a second."""
    if path not in _printed:
        _printed[path] = set_anew(ana, path)
    return _printed[path]


def set_anew(ana: Any, path: str) -> list[str]:
    answer = ana.get(path).answer
    assert answer.status_code == 200
    assert answer.mimetype == "application/pdf"
    assert "attachment" in answer.headers["Content-Disposition"]
    return lines_of(answer.get_data())


def table(ana: Any, path: str) -> list[tuple[str, str, str, str]]:
    rows = csv.reader(io.StringIO(ana.get(path).answer.get_data(as_text=True)))
    assert next(rows) == ["section", "row", "column", "value"]
    return [(row[0], row[1], row[2], row[3]) for row in rows]


def dotted(n: int | None) -> str:
    return "·" if n is None else f"{n:,}"


def test_the_pdf_of_all_figures_has_every_count_that_was_published_and_no_other(ana: Any) -> None:
    report, lines = made_up(), pdf(ana, "/insights/figures.pdf?year=2025")
    for name, place in (("Northside High", NORTH), ("=Southside Middle", SOUTH)):
        row = " ".join(dotted(report.counts[month, place, "all"]) for month in report.months)
        assert f"{name} {row}" in lines
        year = " ".join(dotted(report.counts[2025, place, topic]) for topic in ("all", *TOPICS))
        assert f"{name} {year}" in lines
    for month, name in zip(report.months[:2], ("July 2025", "August 2025"), strict=True):
        assert f"{name} {report.counts[month, 'district', 'all']:,}" in lines
    shown = {int(n.replace(",", "")) for line in lines for n in re.findall(r"\d[\d,]*", line)}
    counts = {n for n in report.counts.values() if n is not None}
    assert counts <= shown
    # Besides counts there are ends of ranges, years, pages and the sentences of the method.
    ranges = (*report.shares.values(), *report.tens.values())
    ends = {end for one in ranges if one for end in (one.low, one.high)}
    assert shown <= counts | ends | {2025, 2026, 26} | set(range(10))


@pytest.mark.parametrize("lang", ["en", "es"])
def test_the_pack_says_the_same_as_page_pdf_and_table(ana: Any, lang: str) -> None:
    rows = table(ana, f"/insights/pack.csv?year=2025&lang={lang}")
    lines = pdf(ana, f"/insights/pack.pdf?year=2025&lang={lang}")
    page = re.sub(r"<[^>]+>", " ", ana.get(f"/insights/pack?year=2025&lang={lang}").text)
    page = " ".join(page.replace("&#39;", "'").split())
    printed = " ".join(lines)
    assert len(rows) > 100
    for _, row, _, value in rows:
        for said in (row.removeprefix("'"), value):
            assert said in printed
            assert said in page
    report = made_up()
    assert (MONTHS[lang], f"{report.counts[202509, 'district', 'all']:,}") in {
        (row, value) for _, row, _, value in rows
    }


def test_referrals_stand_by_the_ten_and_by_topic_alike_on_page_pack_pdf_and_tables(ana: Any) -> None:
    report = made_up()
    sent = {
        place: report.tens.get((2025, place, "referral_sent")) for place in ("district", NORTH, "topic:mood")
    }
    words = {place: f"{one.low} to {one.high}" for place, one in sent.items() if one}
    assert len(words) == 3
    page = " ".join(re.sub(r"<[^>]+>", " ", ana.get("/insights?year=2025").text).split())
    assert f"sent: {words['district']}" in page
    way = report.shares[2025, "district", "confirmed"]
    assert way
    seen = f"{way.low} to {way.high}%"
    assert f"Seen, the student says {seen}" in page
    pack = {(row, column): value for _, row, column, value in table(ana, "/insights/pack.csv?year=2025")}
    assert pack["Sent, by the ten", "How many"] == words["district"]
    for name, place in (("Northside High", NORTH), ("Mood and self-harm", "topic:mood")):
        assert pack[name, "Sent, by the ten"] == words[place]
        assert f"{name} {words[place]}" in page
    # A topic of which nothing is told says so in each place.
    assert pack["Bullying and hate", "Sent, by the ten"] == "not said"
    for path in ("pack.pdf", "figures.pdf"):
        lines = pdf(ana, f"/insights/{path}?year=2025")
        assert f"Sent, by the ten {words['district']}" in lines
        assert any(line.startswith(f"Mood and self-harm {words['topic:mood']}") for line in lines)
        assert any(line.startswith("Seen, the student says") and line.endswith(seen) for line in lines)
    rows = csv.reader(io.StringIO(ana.get("/insights/figures.csv?year=2025").answer.get_data(as_text=True)))
    one = sent["district"]
    assert one
    assert ["2025", "The whole district", "tens_referral_sent", str(one.low), str(one.high)] in list(rows)


def test_a_year_before_referrals_were_counted_has_no_section_of_them() -> None:
    told = replace(made_up(), tens={}, shares={})
    assert list(referrals(told)) == []


@pytest.mark.parametrize(
    ("state", "blanks"),
    [("ohio", 4), ("colorado", 7)],
)
def test_what_a_state_asks_for_is_filled_from_counts_or_left_blank_and_marked(
    ana: Any, state: str, blanks: int
) -> None:
    page = ana.get(f"/insights/annual/{state}?year=2025").text
    assert page.count("For you to write") == blanks
    assert "Counsel must check" in page
    lines = " ".join(pdf(ana, f"/insights/annual/{state}/pdf?year=2025"))
    assert lines.count("For you to write") == blanks
    rows = table(ana, f"/insights/annual/{state}/csv?year=2025")
    assert sum(value == "For you to write" for *_, value in rows) == blanks
    assert f"Messages, 2025\N{EN DASH}26: {made_up().counts[2025, 'district', 'all']:,}" in page


def test_colorado_has_topics_by_month_and_nothing_that_was_withheld(ana: Any) -> None:
    rows = table(ana, "/insights/annual/colorado/csv?year=2025")
    drugs = [
        value for section, row, _, value in rows if (section, row) == ("Topics by month", "Drugs and alcohol")
    ]
    assert drugs == ["·"] * 12


def test_papers_are_for_who_may_read_figures(ana: Any, house: Any) -> None:
    assert ana.get("/insights/annual/texas").status == 404
    assert ana.get("/insights/pack?year=1999").status == 422
    house.reports.allowed = False
    for path in ("pack", "pack.pdf", "pack.csv", "figures.pdf", "annual/ohio", "annual/ohio/pdf"):
        assert ana.get(f"/insights/{path}").status == 403


def test_the_page_of_figures_leads_to_them(ana: Any) -> None:
    page = ana.get("/insights").text
    for path in (
        "figures.pdf?year=2025",
        "pack?year=2025",
        "annual/ohio?year=2025",
        "annual/colorado?year=2025",
    ):
        assert f"/insights/{path}" in page
