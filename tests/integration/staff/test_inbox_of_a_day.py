"""The inbox a counselor works in all day: what needs an answer, what waits, what is hidden, what is taken back."""

import re
from datetime import timedelta
from typing import Any

from reporting.model.thread import ThreadState
from reporting.staff.gate import BACKGROUND, WORDLESS


def rows(text: str) -> list[str]:
    return re.findall(r'data-thread="([^"]+)"', text)


def row(text: str, reference: str) -> str:
    return re.search(rf'<li[^>]*data-thread="{reference}".*?</li>', text, re.DOTALL)[0]


def test_what_waits_for_the_student_and_what_was_not_fetched_are_lists_of_their_own(
    ana: Any, house: Any
) -> None:
    house.add("NNNN22")
    house.add("WWWW22", awaiting="reporter", state=ThreadState.OPEN)
    house.add("FFFF22", awaiting="reporter", unfetched=True, state=ThreadState.OPEN)
    assert rows(ana.get("/inbox").text) == ["NNNN22"]
    assert rows(ana.get("/inbox?view=student").text) == ["WWWW22"]
    page = ana.get("/inbox?view=unfetched").text
    assert rows(page) == ["FFFF22"]
    assert "answer not fetched" in row(page, "FFFF22")


def test_a_promised_time_is_plain_then_outlined_then_solid_and_says_so_in_words(ana: Any, house: Any) -> None:
    for name, minutes in (("FARR22", 600), ("NEAR22", 60), ("LATE22", -20)):
        house.add(name, "soon", due=house.clock() + timedelta(minutes=minutes))
    page = ana.get("/inbox").text
    assert "due-calm" in row(page, "FARR22")
    assert re.search(r'due-near"><svg.*1 h left|due-near"><svg.*by ', row(page, "NEAR22"))
    assert re.search(r'due-late"><svg.*overdue 20 min', row(page, "LATE22"))


def test_a_row_says_what_is_new_to_me_its_age_school_and_category(ana: Any, house: Any) -> None:
    began = house.clock() - timedelta(hours=3)
    house.add("UUUU22", state=ThreadState.OPEN, unread=True, began=began)
    house.add("RRRR22", state=ThreadState.OPEN, unread=False, began=began)
    page = ana.get("/inbox").text
    for said in ("new to you", "3 h old", "Northside High", "Bullying"):
        assert said in row(page, "UUUU22")
    assert "new to you" not in row(page, "RRRR22")
    assert "unread" not in row(page, "RRRR22")


def test_filters_are_links_that_narrow_and_can_be_taken_off(ana: Any, house: Any) -> None:
    house.add("7KQ2BC", "urgent")
    house.add("RRRR22")
    page = ana.get("/inbox").text
    links = [link.replace("&amp;", "&") for link in re.findall(r'class="chip" href="([^"]+)"', page)]
    assert rows(ana.get(next(link for link in links if "severity=urgent" in link)).text) == ["7KQ2BC"]
    assert rows(ana.get(next(link for link in links if "category=bullying" in link)).text) == ["RRRR22"]
    narrowed = ana.get("/inbox?severity=soon").text
    assert rows(narrowed) == []
    assert "Nothing fits these filters" in narrowed
    off = re.search(r'class="chip chip-on" href="([^"]+)"', narrowed)[1]
    assert rows(ana.get(off).text) == ["7KQ2BC", "RRRR22"]


def test_next_due_opens_the_first_and_never_the_one_on_the_screen(ana: Any, house: Any) -> None:
    house.add("7KQ2BC", "urgent")
    house.add("RRRR22")
    assert ana.get("/inbox/next").answer.location == "/threads/7KQ2BC"
    link = re.search(r'next-due" href="([^"]+)"', ana.get("/threads/7KQ2BC").text)[1]
    assert ana.get(link).answer.location == "/threads/RRRR22"
    house.rows.clear()
    assert ana.get("/inbox/next").answer.location == "/inbox"


def test_several_are_taken_at_once_and_given_back_without_scripts(ana: Any, house: Any) -> None:
    house.add("RRRR22", state=ThreadState.OPEN)
    house.add("SSSS22", state=ThreadState.OPEN)
    assert 'name="thread"' not in ana.get("/inbox").text
    page = ana.get("/inbox?select=1").text
    assert len(re.findall(r'<input[^>]*type="checkbox" name="thread"', page)) == 2
    assert ">Close" not in page[page.index('id="take"') : page.index('id="list-scroll"')]
    page = ana.post("/inbox/take", thread=["RRRR22", "SSSS22"], next="/inbox").text
    assert "2 threads are yours now." in page
    assert set(rows(ana.get("/inbox?view=mine").text)) == {"RRRR22", "SSSS22"}
    page = ana.get("/inbox").text
    page = ana.post("/inbox/undo").text
    assert rows(ana.get("/inbox?view=mine").text) == []
    assert "Undo" not in page


def test_an_undo_is_offered_to_who_did_it_and_for_a_while(
    ana: Any, house: Any, at_browser: Any, app: Any
) -> None:
    house.add("RRRR22")
    ana.get("/inbox?select=1")
    ana.post("/inbox/take", thread=["RRRR22"], next="/inbox")
    ben = at_browser(app).sign_in("ben@oak.example")
    assert 'id="undo"' not in ben.get("/inbox").text
    assert 'id="undo"' in ana.get("/inbox").text
    house.clock.now += timedelta(minutes=3)
    assert 'id="undo"' not in ana.get("/inbox").text


def test_discreet_mode_leaves_words_and_names_out_of_the_page_and_stays_on_this_device(
    ana: Any, house: Any
) -> None:
    house.add("RRRR22", summary="canary zq77", assignee="Ben Osei", state=ThreadState.NEW)
    assert "canary zq77" in ana.get("/inbox").text
    ana.post("/inbox/discreet", next="/inbox")
    for path in ("/inbox", "/inbox/rows"):
        page = ana.get(path).text
        assert rows(page) == ["RRRR22"]
        assert "canary zq77" not in page
        assert "Ben Osei" not in page
    cookie = ana.client.get_cookie("discreet")
    assert cookie.value == "1"
    assert cookie.http_only
    ana.get("/inbox")
    ana.post("/inbox/discreet", next="/inbox")
    assert "canary zq77" in ana.get("/inbox").text


def test_a_page_that_says_who_writes_keeps_no_session_open_and_loses_no_draft(ana: Any, house: Any) -> None:
    house.add("RRRR22", writing=("Ben Osei",))
    page = ana.get("/threads/RRRR22").text
    assert "Ben Osei is writing an answer." in page
    answer = ana.post("/threads/RRRR22/presence", seen="9.00", writing="1").answer
    assert answer.json == {"writing": ["Ben Osei"], "news": True}
    assert "thread.presence" in BACKGROUND
    assert "thread.presence" in WORDLESS


def test_a_note_says_for_whom_it_is(ana: Any, house: Any) -> None:
    house.add("RRRR22")
    ana.get("/threads/RRRR22")
    assert (
        "Only you can open this note." in ana.post("/threads/RRRR22/note", note="mine", **{"for": "me"}).text
    )
    assert house.acts[-1] == ("note_for_me", "RRRR22", "mine")
    ana.post("/threads/RRRR22/note", note="ours")
    assert house.acts[-1] == ("note", "RRRR22", "ours")
