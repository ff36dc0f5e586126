"""The pages of posters and cards: begin one, look at what is printed, fetch it, see who came."""

import re
from typing import Any


def test_a_name_is_enough_to_begin_one_and_its_sheets_are_offered(ana: Any, house: Any) -> None:
    page = ana.get("/campaigns").text
    assert len(re.findall(r"<(?:textarea|input)[^>]* required", page)) == 1
    page = ana.post("/campaigns", name="Stall doors", school="s2", lang="es").text
    assert next((one.name, one.school, one.lang) for one in house.campaigns.all()) == (
        "Stall doors",
        "s2",
        "es",
    )
    for sheet in ("poster", "cards", "stickers"):
        for paper in ("letter", "a4"):
            assert f'href="/campaigns/B4TS/sheets/{sheet}/pdf?paper={paper}"' in page


def test_without_a_name_the_form_comes_back_with_what_was_chosen(ana: Any, house: Any) -> None:
    ana.get("/campaigns")
    page = ana.post("/campaigns", name=" ", school="s2", lang="es").text
    assert ana.status == 422
    assert re.search(r'value="s2" selected', page)
    assert "Give it a name" in page
    assert len(house.campaigns.all()) == 1


def test_a_sheet_is_seen_before_it_is_printed_and_then_fetched_as_pdf(ana: Any) -> None:
    page = ana.get("/campaigns/K7QD/sheets/poster?paper=a4").text
    drawn = re.search(r"<svg class=\"sheet\".*?</svg>", page, re.DOTALL)[0]
    assert "Something wrong?" in drawn
    assert "style=" not in drawn
    answer = ana.get("/campaigns/K7QD/sheets/poster/pdf?paper=a4").answer
    assert answer.data.startswith(b"%PDF")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="poster-a4-K7QD.pdf"'
    assert ana.get("/campaigns/K7QD/sheets/tattoo").status == 404
    assert ana.get("/campaigns/K7QD/sheets/poster?paper=skin").status == 404
    assert ana.get("/campaigns/ZZZZ").status == 404


def test_visits_stand_in_a_table_and_are_drawn_and_small_counts_are_not_said(ana: Any) -> None:
    page = ana.get("/campaigns/K7QD").text
    assert page.count("fewer than 10") == 4
    assert "At least 209 visits" in page
    bars = [float(one) for one in re.findall(r'class="bars-bar"[^>]* height="([\d.]+)"', page)]
    assert len(bars) == 8
    assert max(bars) == 40.0


def test_who_leads_nothing_prints_and_sees_no_counts(ana: Any, house: Any) -> None:
    house.campaigns.allowed = False
    page = ana.get("/campaigns").text
    assert '<form class="panel"' not in page
    page = ana.get("/campaigns/K7QD").text
    assert "/sheets/poster" in page
    assert "Visits" not in page
    assert "End this campaign" not in page


def test_an_ended_campaign_says_so(ana: Any) -> None:
    ana.get("/campaigns/K7QD")
    page = ana.post("/campaigns/K7QD/end").text
    assert "counted no more" in page
    assert "End this campaign" not in page
    assert 'class="tag">ended' in ana.get("/campaigns").text


def test_it_is_found_where_schools_are_and_in_the_menu_of_a_phone(ana: Any) -> None:
    assert 'href="/campaigns"' in ana.get("/places").text
    assert 'href="/campaigns"' in ana.get("/more").text
