"""The pages of the search: what is asked stays out of addresses, and discreet mode out of excerpts."""

import re
from typing import Any

from tests.integration.staff.made_up_ground import LOCK


def hits(page: str) -> list[str]:
    return re.findall(r'<li class="thread-row" data-thread="([^"]+)"', page)


def ask(house: Any, ana: Any, query: str, **fields: str) -> Any:
    house.searches.texts = {
        "7KQ2BC": "behind the gym <b>now</b>",
        "AAAA22": "the gym is closed",
        "BBBB33": "soup",
    }
    ana.get("/search")
    return ana.post("/search", query=query, **fields)


def test_the_query_travels_in_the_body_and_the_answer_is_kept_by_nobody(ana: Any, house: Any) -> None:
    ana.get("/search")
    answer = ana.post("/search", query="gym hall", follow=False).answer
    assert answer.status_code == 303
    assert answer.location == "/search"
    assert re.search(r'<form method="post" action="/search"', ana.get("/search").text)
    assert 'method="get"' not in ana.text
    assert ana.answer.headers["Cache-Control"] == "no-store"
    assert 'value="gym hall"' in ana.text
    # An address with a query in it searches nothing.
    ana.get("/search?query=canary")
    assert "canary" not in ana.text


def test_without_scripts_a_button_goes_on_and_finds_are_marked_and_lead_to_the_message(
    ana: Any, house: Any
) -> None:
    ask(house, ana, "gym")
    assert hits(ana.text) == []
    assert "Searched 0 of 1,200 conversations, 0 found." in ana.text
    ana.post("/search/further")
    assert hits(ana.text) == ["7KQ2BC"]
    ana.post("/search/further")
    assert hits(ana.text) == ["7KQ2BC", "AAAA22"]
    assert "Searched all 1,200 conversations, 2 found." in ana.text
    assert "behind the <mark>gym</mark> &lt;b&gt;now&lt;/b&gt;" in ana.text
    assert 'href="/threads/7KQ2BC#m1"' in ana.text
    # Whoever presses a button waits for more than a page that asks by itself.
    assert min(house.searches.seconds) > 0.05


def test_a_page_with_scripts_gets_what_is_new_and_asks_again(ana: Any, house: Any) -> None:
    ask(house, ana, "gym")
    asking = {"HX-Request": "true", "Sec-Fetch-Site": "same-origin"}
    ana.post("/search/further", headers=asking)
    assert hits(ana.text) == ["7KQ2BC"]
    assert 'data-hx-trigger="load' in ana.text
    assert 'data-hx-swap-oob="true"' in ana.text
    number = house.searches.standing(next(iter(house.open_sessions.values()))).number
    ana.get("/search")
    ana.post("/search/further", headers=asking, search=number, shown="1")
    assert hits(ana.text) == ["AAAA22"]
    assert 'data-hx-trigger="load' not in ana.text
    assert "2 conversations found." in ana.text


def test_discreet_mode_shows_that_something_was_found_and_no_word_of_it(ana: Any, house: Any) -> None:
    ask(house, ana, "gym")
    ana.post("/search/further")
    ana.get("/inbox").post("/inbox/discreet")
    page = ana.get("/search").text
    assert hits(page) == ["7KQ2BC"]
    assert "behind the" not in page
    assert "<mark>" not in page
    assert "Bullying" not in page


def test_filters_are_read_and_given_back(ana: Any, house: Any) -> None:
    ask(house, ana, "gym", queue="q1", state="closed", since="2026-03-01", until="nonsense")
    (asked,) = house.searches.asked
    assert (asked.queue, asked.states, str(asked.since), asked.until) == ("q1", "closed", "2026-03-01", None)
    assert 'value="2026-03-01"' in ana.text
    assert re.search(r'value="closed" selected', ana.text)


def test_a_query_that_asks_for_nothing_is_refused_beside_its_field(ana: Any, house: Any) -> None:
    ask(house, ana, "?!")
    assert ana.status == 422
    assert 'role="alert"' in ana.text
    assert 'aria-invalid="true"' in ana.text
    ask(house, ana, "a" * 300)
    assert ana.status == 413


def test_it_is_stopped_taken_up_and_cleared(ana: Any, house: Any) -> None:
    ask(house, ana, "gym")
    ana.post("/search/stop")
    assert "Stopped." in ana.text
    assert 'data-hx-trigger="load' not in ana.text
    ana.post("/search/further")
    assert hits(ana.text) == ["7KQ2BC"]
    ana.post("/search/forget")
    assert hits(ana.text) == []
    assert "gym" not in ana.text


def test_a_page_that_asks_by_itself_is_no_sign_that_somebody_is_there(ana: Any, house: Any) -> None:
    ask(house, ana, "gym")
    (session,) = house.open_sessions.values()
    seen = session.seen
    house.clock.now += LOCK / 2
    ana.post("/search/further", headers={"HX-Request": "true", "Sec-Fetch-Site": "same-origin"})
    assert ana.status == 200
    assert session.seen == seen
    house.clock.now += LOCK
    ana.post("/search/further", headers={"HX-Request": "true", "Sec-Fetch-Site": "same-origin"})
    assert ana.status == 401


def test_a_query_that_comes_after_the_lock_is_kept_nowhere(ana: Any, house: Any) -> None:
    ana.get("/search")
    house.clock.now += 2 * LOCK
    ana.post("/search", query="canary", follow=False)
    assert house.drafts == {}
    assert "canary" not in ana.text


def test_it_is_one_tap_from_the_inbox_and_says_so_among_the_keys(ana: Any, house: Any) -> None:
    page = ana.get("/inbox").text
    assert re.search(r'<form[^>]*method="post" action="/search"[^>]*role="search"', page)
    assert 'data-search="/search"' in page
    assert 'href="/search"' in ana.get("/more").text


def test_topics_are_searched_by_the_name_that_the_reader_sees(ana: Any, house: Any) -> None:
    ana.get("/language/es")
    ask(house, ana, "gym")
    assert house.searches.names["bullying"] != "Bullying"
    assert "bullying" in house.searches.names
