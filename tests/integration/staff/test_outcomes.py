"""Attendance and discipline: looked at row by row before anything is taken, and shown beside the figures."""

import io
from typing import Any

from tests.integration.staff.printed_pages import lines_of

HEAD = "school_year,place,outcome,students,count\n"
GOOD = HEAD + "2025,district,chronic_absence,2100,260\n2025,Southside Middle,chronic_absence,800,121\n"


def test_a_file_is_looked_at_and_then_taken(ana: Any, house: Any) -> None:
    ana.get("/insights/outcomes")
    page = ana.post("/insights/outcomes/look", file=(io.BytesIO(GOOD.encode()), "sums.csv")).text
    assert "Nothing is taken yet." in page
    assert "121" in page
    assert len(house.outcomes.sums) == 1
    assert "Taken, for good." in ana.post("/insights/outcomes/take", text=GOOD).text
    assert len(house.outcomes.sums) == 3
    assert "This sum was taken before." in ana.post("/insights/outcomes/take", text=GOOD).text
    assert len(house.outcomes.sums) == 3


def test_what_is_wrong_is_said_row_by_row(ana: Any, house: Any) -> None:
    ana.get("/insights/outcomes")
    bad = GOOD + "2025,Northside High,chronic_absence,910,4\n2025,Maria Lopez,suspended,910,44\n"
    page = ana.post("/insights/outcomes/look", text=bad).text
    assert ana.status == 422
    table = page[page.index("What is wrong") : page.index("A file")]
    assert "Below ten" in table
    assert "Maria" not in table
    assert [f">{row}</td>" in table for row in (3, 4, 5)] == [False, True, True]
    assert "2025,Northside High,chronic_absence,910,4" in page
    assert len(house.outcomes.sums) == 1


def test_a_file_of_students_is_not_even_sent_back(ana: Any) -> None:
    ana.get("/insights/outcomes")
    page = ana.post("/insights/outcomes/look", text="student_id,name,suspended\n4711,Maria Lopez,1\n").text
    assert "It has a column about single students." in page
    assert "Maria" not in page
    assert "4711" not in page


def test_the_pack_shows_them_and_says_that_they_show_no_cause(ana: Any) -> None:
    page = ana.get("/insights/pack?year=2025").text
    lines = lines_of(ana.get("/insights/pack.pdf?year=2025").answer.get_data())
    assert any(
        line.startswith("Northside High Students who were suspended") and "910 47" in line for line in lines
    )
    for text in (page, " ".join(lines)):
        assert "show no cause" in text
        assert "910" in text


def test_registrars_take_and_leads_read(ana: Any, house: Any) -> None:
    house.outcomes.registrar = False
    page = ana.get("/insights/outcomes").text
    assert "Look at it first" not in page
    assert ana.post("/insights/outcomes/look", text=GOOD).status == 403
    house.outcomes.allowed = False
    assert ana.get("/insights/outcomes").status == 403
