"""The inbox: what a counselor finds there, and how it keeps up."""

import re
from typing import Any

import pytest

from reporting.guard.headers import STAFF
from reporting.model.thread import ThreadState
from reporting.store.errors import StoreUnavailable
from tests.integration.staff.conftest import SAME
from tests.integration.staff.made_up_entry import Sessions


def rows(text: str) -> list[tuple[str, str]]:
    return re.findall(r'data-thread="([^"]+)" data-severity="([^"]+)"', text)


def test_each_thread_is_a_row_with_its_reference_and_severity_urgent_first(ana: Any, house: Any) -> None:
    house.add("RRRR22")
    house.add("SSSS33", "soon")
    house.add("7KQ2BC", "urgent")
    assert rows(ana.get("/inbox").text) == [("7KQ2BC", "urgent"), ("SSSS33", "soon"), ("RRRR22", "routine")]


@pytest.mark.parametrize(("level", "word"), [("urgent", "Urgent"), ("soon", "Soon"), ("routine", "Routine")])
def test_a_severity_is_a_word_and_a_shape_not_only_a_colour(
    ana: Any, house: Any, level: Any, word: Any
) -> None:
    house.add("7KQ2BC", level)
    row = re.search(r"<li[^>]*data-thread.*?</li>", ana.get("/inbox").text, re.DOTALL)[0]
    assert word in row
    assert "<svg" in row


def test_needs_me_hides_what_another_person_has_in_hand_but_never_what_nobody_has_read(
    ana: Any, house: Any
) -> None:
    house.add("BBBB22", assignee="Ben Osei", state=ThreadState.OPEN)
    house.add("BBBB33", assignee="Ben Osei", state=ThreadState.NEW)
    house.add("AAAA22".replace("A", "C"), assignee="Ana Ruiz", mine=True, state=ThreadState.OPEN)
    house.add("WWWW22", awaiting="reporter", state=ThreadState.OPEN)
    house.add("FFFF22", state=ThreadState.OPEN)
    assert {name for name, _ in rows(ana.get("/inbox").text)} == {"BBBB33", "CCCC22", "FFFF22"}
    assert {name for name, _ in rows(ana.get("/inbox?view=mine").text)} == {"CCCC22"}
    assert len(rows(ana.get("/inbox?view=all").text)) == 5


def test_needs_me_looks_past_a_page_that_others_have_in_hand(ana: Any, house: Any) -> None:
    for n in range(60):
        house.add(
            f"BBBB{n:02d}".replace("0", "Z").replace("1", "Y"), assignee="Ben Osei", state=ThreadState.OPEN
        )
    house.add("FFFF22", state=ThreadState.OPEN)
    assert rows(ana.get("/inbox").text) == [("FFFF22", "routine")]


def test_a_long_list_goes_on_behind_more_without_doubles_or_holes(ana: Any, house: Any) -> None:
    names = {f"T{n:03d}".replace("0", "Z").replace("1", "Y") + "22" for n in range(120)}
    for name in names:
        house.add(name)
    found: list[str] = []
    path = "/inbox?view=all"
    while path:
        page = ana.get(path).text
        found += [name for name, _ in rows(page)]
        more = re.search(r'id="more">\s*<a[^>]*href="([^"]+)"', page)
        path = more[1].replace("&amp;", "&") if more else ""
    assert len(found) == 120
    assert set(found) == names


def test_filters_by_queue_and_state(ana: Any, house: Any) -> None:
    house.add("NNNN22")
    house.add("DDDD22", queue_name="District")
    house.add("XXXX22", state=ThreadState.CLOSED)
    assert rows(ana.get("/inbox?view=all&queue=q3").text) == [("DDDD22", "routine")]
    assert rows(ana.get("/inbox?state=closed").text) == [("XXXX22", "routine")]


@pytest.mark.parametrize(
    "strange", ["view=%00", "state=zzz", "thread=../../x", "view=needs&state=open&thread=aaaaaa"]
)
def test_a_strange_address_gives_the_plain_inbox(ana: Any, house: Any, strange: Any) -> None:
    house.add("7KQ2BC", "urgent")
    assert rows(ana.get(f"/inbox?{strange}").text) == [("7KQ2BC", "urgent")]


def test_a_row_without_a_key_says_so_and_shows_nothing_of_it(ana: Any, house: Any) -> None:
    house.add("7KQ2BC", "urgent", summary="secret of another queue", readable=False)
    page = ana.get("/inbox").text
    assert "You hold no key of this queue." in page
    assert "secret of another queue" not in page


def test_an_empty_inbox_says_what_is_good(ana: Any) -> None:
    assert "Nothing needs you" in ana.get("/inbox").text
    assert "Nothing is yours" in ana.get("/inbox?view=mine").text


def test_changes_are_small_json_and_kept_nowhere(ana: Any, house: Any) -> None:
    version = house.version
    answer = ana.get(f"/inbox/changes?since={version}").answer
    assert answer.json == {"version": version, "changed": False, "urgent": False}
    assert answer.headers["Cache-Control"] == "no-store"
    house.add("7KQ2BC", "urgent")
    assert ana.get(f"/inbox/changes?since={version}").answer.json == {
        "version": version + 1,
        "changed": True,
        "urgent": True,
    }
    assert ana.get("/inbox/changes?since=zzz").status == 200


def marks(text: str) -> str:
    """As the page's script names what it has."""
    found = re.findall(r'data-mark="([^"]+)"', text)
    return ",".join([*found, "more" if 'id="more"' in text else ""])


def watched(ana: Any, asked: str, has: str, since: int = 0) -> dict[str, Any]:
    """What a page that watches is told, that shows what was `asked` and has these rows."""
    path = f"/inbox/changes?since={since}&{asked}"
    return dict(ana.client.get(path, headers={"Quietline-Has": has, **SAME}).get_json())


def test_a_page_that_watches_is_sent_what_it_lacks_in_the_same_answer_and_the_order_of_all(
    ana: Any, house: Any
) -> None:
    house.add("RRRR22")
    house.add("7KQ2BC", "urgent")
    has = marks(ana.get("/inbox?view=all").text)
    version = house.version
    assert watched(ana, "view=all", has) == {"version": version, "changed": True, "urgent": True}
    first, second, more = has.split(",")
    moved = watched(ana, "view=all", f"{second},{first},{more}")
    assert (moved["order"], rows(moved["rows"])) == ([first, second], [])
    house.add("SSSS33", "soon")
    news = watched(ana, "view=all", has, version)
    assert rows(news["rows"]) == [("SSSS33", "soon")]
    assert [mark in {first, second} for mark in news["order"]] == [True, False, True]
    assert not news["urgent"]
    # What leaves the list leaves the answer, and what changed comes again.
    house.rows = [row for row in house.rows if row.reference != "7KQ2BC"]
    house.change_row("RRRR22", summary="Another summary.")
    news = watched(ana, "view=all", ",".join([*news["order"], more]), version)
    assert rows(news["rows"]) == [("RRRR22", "routine")]
    assert len(news["order"]) == 2
    house.rows = []
    assert "No open messages" in watched(ana, "view=all", has)["rows"]


def test_a_page_that_has_nothing_is_sent_all_its_rows(ana: Any, house: Any) -> None:
    has = marks(ana.get("/inbox?view=all").text)
    assert not has
    house.add("RRRR22")
    assert rows(watched(ana, "view=all", has)["rows"]) == [("RRRR22", "routine")]


def test_rows_are_sent_to_who_may_read_now_and_not_to_who_might_a_moment_ago(
    ana: Any, house: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    house.add("RRRR22")
    has = marks(ana.get("/inbox?view=all").text)
    version = house.version
    house.add("7KQ2BC", "urgent", summary="My friend has a gun.")
    # What polling remembers of a person outlives their session for some seconds.
    (session,) = house.open_sessions.values()
    monkeypatch.setattr(Sessions, "glance", lambda _self, _cookie: session.principal)
    house.open_sessions.clear()
    answer = ana.client.get(
        f"/inbox/changes?since={version}&view=all", headers={"Quietline-Has": has, **SAME}
    )
    assert (answer.status_code, answer.get_data(as_text=True)) == (401, "")


@pytest.mark.parametrize(
    "headers", [{"Host": "evil.example"}, {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors"}]
)
def test_a_foreign_page_does_not_even_learn_that_nothing_is_new(
    ana: Any, house: Any, headers: dict[str, str]
) -> None:
    path = f"/inbox/changes?since={house.version}"
    assert ana.client.get(path, headers=SAME).status_code == 200
    assert ana.client.get(path, headers={**SAME, **headers}).status_code in {400, 403}


def test_an_answer_that_nothing_is_new_carries_the_headers_of_every_other(ana: Any, house: Any) -> None:
    quiet = ana.get(f"/inbox/changes?since={house.version}").answer
    told = ana.get("/inbox/changes?since=zzz").answer
    assert {name: quiet.headers[name] for name in STAFF} == {name: told.headers[name] for name in STAFF}
    assert quiet.headers["Content-Type"] == told.headers["Content-Type"]


def test_a_fault_behind_the_question_is_answered_by_the_site_with_its_headers(ana: Any, house: Any) -> None:
    version = house.version
    house.refuse_next = StoreUnavailable("The database cannot be reached.")
    answer = ana.get(f"/inbox/changes?since={version}").answer
    house.refuse_next = None
    assert answer.status_code == 500
    assert answer.headers["Content-Security-Policy"] == STAFF["Content-Security-Policy"]


@pytest.mark.parametrize("how", ["lang=es", "severity=urgent", "select=1", "view=needs"])
def test_a_row_that_is_written_otherwise_is_another_row(ana: Any, house: Any, how: str) -> None:
    house.add("7KQ2BC", "urgent")
    has = marks(ana.get("/inbox?view=all").text)
    asked = how if how.startswith("view") else f"view=all&{how}"
    assert rows(watched(ana, asked, has)["rows"])


def test_a_page_learns_that_there_is_more_behind_its_rows_or_no_more(ana: Any, house: Any) -> None:
    for n in range(50):
        house.add(f"T{n:02d}".replace("0", "Z").replace("1", "Y") + "222")
    has = marks(ana.get("/inbox?view=all").text)
    assert has.endswith(",")
    house.add("ZZZZ99")
    assert 'id="more"' in watched(ana, "view=all", has)["rows"]
    assert "rows" not in watched(ana, "view=all", has + "more")


def test_what_a_student_wrote_is_text_to_the_browser_and_out_of_reach_of_htmx(ana: Any, house: Any) -> None:
    house.add("7KQ2BC", "urgent", summary='<img src=x onerror=alert(1)> <a hx-get="/sign-out">x</a>')
    page = ana.get("/inbox").text
    assert "<img src=x" not in page
    assert re.search(r'class="row-summary" data-hx-disable[^>]*>&lt;img', page)


def test_names_of_places_and_colleagues_are_text_in_a_row_too(ana: Any, house: Any) -> None:
    strange = {"school_name": "<b>Oak</b>", "queue_name": "<i>Crisis</i>", "assignee": "<u>Ben</u>"}
    house.add("7KQ2BC", "urgent", state=ThreadState.OPEN, **strange)
    row = re.search(r"<li[^>]*data-thread.*?</li>", ana.get("/inbox?view=all").text, re.DOTALL)[0]
    assert "&lt;b&gt;Oak" in row
    assert "&lt;i&gt;Crisis" in row
    assert "with &lt;u&gt;Ben" in row
    assert not re.search(r"<[biu]>", row)


def test_a_row_speaks_the_language_of_each_reader(ana: Any, house: Any) -> None:
    house.add("7KQ2BC")
    for lang, word in (("en", "Not read yet"), ("es", "Sin leer"), ("en", "Not read yet")):
        row = re.search(
            r"<li[^>]*data-thread.*?</li>", ana.get(f"/inbox?view=all&lang={lang}").text, re.DOTALL
        )
        assert word in row[0]


def test_a_wide_screen_finds_the_open_thread_beside_the_list_without_scripts_too(
    ana: Any, house: Any
) -> None:
    house.add("7KQ2BC", "urgent")
    page = ana.get("/inbox?thread=7KQ2BC").text
    assert 'id="thread" data-reference="7KQ2BC"' in page
    assert rows(page)


def test_a_thread_that_is_gone_leaves_the_list_in_place(ana: Any, house: Any) -> None:
    house.add("7KQ2BC", "urgent")
    page = ana.get("/inbox?thread=ZZZZ99").text
    assert rows(page)
    assert 'id="thread"' not in page
