"""The page that lists incidents."""

import re
from typing import Any

from reporting.cases.incident_view import IncidentsView, ListedIncident
from tests.integration.staff.made_up_incidents import FIRST, SECOND

ONE, TWO = "1a" * 16, "2b" * 16


def test_incidents_are_listed_with_their_threads_and_lead_to_both(ana: Any) -> None:
    page = ana.get("/incidents").text
    assert re.findall(r'data-incident="([^"]+)"', page) == [ONE]
    assert f'href="/threads/{FIRST}/together">Pills at the gym' in page
    assert f'href="/threads/{FIRST}"' in page
    assert f'href="/threads/{SECOND}"' in page
    assert "2 threads" in page
    assert "Look further" not in page


def test_inbox_thread_and_menu_lead_there(ana: Any, house: Any) -> None:
    house.add(FIRST, "urgent")
    for address in ("/inbox", "/more", f"/threads/{FIRST}/alike", f"/threads/{FIRST}/together"):
        assert 'href="/incidents"' in ana.get(address).text, address


def test_where_there_is_none_the_page_says_how_one_is_made(ana: Any, house: Any) -> None:
    house.incidents.stretches[""] = IncidentsView((), "", "done")
    page = ana.get("/incidents").text
    assert "No incidents" in page
    assert "puts them together" in page


def test_what_is_hidden_is_not_named(ana: Any) -> None:
    ana.get("/inbox")
    ana.post("/inbox/discreet", next="/incidents")
    page = ana.get("/incidents").text
    assert "Pills at the gym" not in page
    assert f'href="/threads/{FIRST}/together"' in page


def test_more_is_asked_for_by_the_page_itself_and_by_a_button(ana: Any, house: Any) -> None:
    first, second = (
        ListedIncident(ONE, house.incidents.incident),
        ListedIncident(TWO, house.incidents.incident),
    )
    house.incidents.stretches = {
        "": IncidentsView((first,), "9-ab", "walking", 48, 1_200),
        "9-ab": IncidentsView((first, second), "", "done"),
    }
    page = ana.get("/incidents").text
    assert "Looked through 48 of 1,200 threads" in page
    assert '<progress class="search-bar" max="1200" value="48"' in page
    assert 'data-hx-post="/incidents/further"' in page
    assert re.findall(r'name="shown" value="([^"]+)"', page) == [ONE]
    whole = ana.post("/incidents/further", after="9-ab", shown=ONE).text
    assert "<h1>" in whole
    assert re.findall(r'data-incident="([^"]+)"', whole) == [TWO]
