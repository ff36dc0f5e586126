"""The inbox in a real browser: it keeps up by itself and never takes the page away from its reader."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from reporting.model.thread import ThreadState
from tests.journeys.patience import until

pytestmark = pytest.mark.browser


def reach(page: Page) -> list[str]:
    return page.locator("[data-thread]").evaluate_all("rows => rows.map(row => row.dataset.thread)")


def test_a_new_urgent_message_appears_without_reload_and_is_announced_once(
    windows: Any, site: Any, calm: Callable[..., None]
) -> None:
    site.house.add("RRRR22")
    page = windows.signed_in()
    page.evaluate("window.stillHere = true")
    page.evaluate(
        "window.said = []; new MutationObserver(() => window.said.push(announce.textContent))"
        ".observe(announce, {childList: true})"
    )
    site.house.add("7KQ2BC", "urgent", summary="My friend has a gun.")
    expect(page.locator("[data-thread='7KQ2BC']")).to_contain_text("My friend has a gun.")
    assert reach(page) == ["7KQ2BC", "RRRR22"]
    assert page.evaluate("window.stillHere")
    site.house.add("SSSS22")
    expect(page.locator("[data-thread='SSSS22']")).to_be_visible()
    assert page.evaluate("window.said") == ["Urgent message: Northside High"]
    assert page.locator("#announce").get_attribute("aria-live") == "assertive"
    calm(windows)


@pytest.mark.nightly
def test_while_the_list_is_in_use_new_rows_wait_behind_a_button_and_focus_stays(
    windows: Any, site: Any
) -> None:
    site.house.add("RRRR22")
    page = windows.signed_in()
    page.locator("[data-thread='RRRR22'] a").focus()
    site.house.add("SSSS22")
    site.house.add("7KQ2BC", "urgent")
    button = page.get_by_role("button", name="2 new")
    expect(button).to_be_visible()
    assert reach(page) == ["RRRR22"]
    assert page.evaluate("document.activeElement.closest('[data-thread]').dataset.thread") == "RRRR22"
    button.click()
    expect(page.locator("[data-thread='7KQ2BC']")).to_be_visible()
    assert reach(page)[0] == "7KQ2BC"
    expect(button).to_be_hidden()


@pytest.mark.nightly
def test_a_row_tells_its_news_where_it_stands_without_a_button(windows: Any, site: Any) -> None:
    site.house.add("7KQ2BC", "urgent")
    site.house.add("RRRR22")
    page = windows.signed_in()
    page.locator("[data-thread='7KQ2BC'] a").focus()
    site.house.change_row("7KQ2BC", state=ThreadState.OPEN)
    site.house.change_row("RRRR22", summary="Another summary.")
    expect(page.locator("[data-thread='RRRR22']")).to_contain_text("Another summary.")
    assert page.evaluate("document.activeElement.closest('[data-thread]').dataset.thread") == "7KQ2BC"
    expect(page.locator("[data-thread='7KQ2BC']")).not_to_contain_text("Not read yet")
    expect(page.locator("#new-rows")).to_be_hidden()


def test_the_page_is_sent_what_it_does_not_have_and_keeps_the_rest_with_its_ticks(
    windows: Any, site: Any, calm: Callable[..., None]
) -> None:
    for name in ("RRRR22", "RRRR33"):
        site.house.add(name)
    page = windows.signed_in()
    page.goto("/inbox?view=all&select=1")
    page.get_by_label("Choose RRRR22").check()
    site.house.add("7KQ2BC", "urgent", summary="My friend has a gun.")
    button = page.get_by_role("button", name="1 new")
    expect(button).to_be_visible()
    # What waits behind the button is known too.
    site.house.change_row("RRRR33", summary="Another summary.")
    until(lambda: ["RRRR33"] in site.house.sent, "the changed row was sent")
    expect(button).to_be_visible()
    button.click()
    expect(page.locator("[data-thread='7KQ2BC']")).to_contain_text("My friend has a gun.")
    expect(page.locator("[data-thread='RRRR33']")).to_contain_text("Another summary.")
    assert reach(page) == ["7KQ2BC", "RRRR22", "RRRR33"]
    assert page.get_by_label("Choose RRRR22").is_checked()
    # One of them left, and nothing else was sent for it.
    site.house.rows = [row for row in site.house.rows if row.reference != "RRRR33"]
    site.house.version += 1
    expect(page.locator("#new-rows")).to_have_text("The list has changed. Show it")
    page.locator("#new-rows").click()
    expect(page.locator("[data-thread='RRRR33']")).to_have_count(0)
    assert [sent for sent in site.house.sent if sent] == [["7KQ2BC"], ["RRRR33"]]
    calm(windows)


@pytest.mark.nightly
def test_when_the_service_is_silent_a_strip_says_how_old_the_list_is(windows: Any, site: Any) -> None:
    site.house.add("RRRR22")
    page = windows.signed_in()
    page.route("**/inbox/changes*", lambda route: route.abort())
    strip = page.locator("#stale")
    expect(strip).to_contain_text("No connection. This list is", timeout=20_000)
    page.unroute("**/inbox/changes*")
    expect(strip).to_be_hidden(timeout=20_000)


def test_a_session_that_ended_is_said_and_the_list_stops_pretending(windows: Any, site: Any) -> None:
    page = windows.signed_in()
    site.house.open_sessions.clear()
    expect(page.locator("#stale")).to_contain_text("You are signed out.")


@pytest.mark.nightly
def test_keys_move_through_the_list_open_a_thread_and_rest_inside_fields(windows: Any, site: Any) -> None:
    for name in ("RRRR22", "RRRR33", "RRRR44"):
        site.house.add(name)
    page = windows.signed_in(width=800)
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("k")
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.closest('[data-thread]').dataset.thread") == "RRRR33"
    page.keyboard.press("Enter")
    page.wait_for_url("**/threads/RRRR33")
    page.keyboard.press("r")
    page.keyboard.type("j k r a ?")
    assert page.locator("#reply").input_value() == "j k r a ?"
    page.locator("#thread-title").focus()
    page.keyboard.press("a")
    expect(page.locator("#assignee")).to_be_focused()


@pytest.mark.nightly
def test_single_keys_can_be_switched_off(windows: Any, site: Any) -> None:
    site.house.add("RRRR22")
    page = windows.signed_in()
    page.keyboard.press("?")
    page.get_by_label("Use single keys on this device").uncheck()
    page.get_by_role("button", name="Close").click()
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.closest('[data-thread]')") is None
    page.reload()
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.closest('[data-thread]')") is None


@pytest.mark.nightly
def test_on_a_wide_screen_a_thread_opens_beside_the_list_and_an_answer_stays_there(
    windows: Any, site: Any, calm: Callable[..., None]
) -> None:
    site.house.add("7KQ2BC", "urgent", summary="My friend has a gun.")
    page = windows.signed_in()
    page.locator("[data-thread='7KQ2BC'] a").click()
    pane = page.locator("#pane")
    expect(pane.locator("#thread-title")).to_have_text("7KQ2BC")
    assert "thread=7KQ2BC" in page.url
    page.locator("#reply").fill("Where is he now?")
    pane.get_by_role("button", name="Send answer").click()
    expect(pane.locator("article[data-from='staff']")).to_contain_text("Where is he now?")
    expect(page.locator("#thread-title")).to_be_focused()
    assert "/inbox" in page.url
    assert [act[0] for act in site.house.acts] == ["reply"]
    calm(windows)


def test_an_answer_that_cannot_be_sent_stays_in_the_page_and_says_so(windows: Any, site: Any) -> None:
    site.house.add("7KQ2BC", "urgent")
    page = windows.signed_in()
    page.goto("/threads/7KQ2BC")
    page.route("**/reply", lambda route: route.abort())
    page.locator("#reply").fill("Where is he now?")
    page.get_by_role("button", name="Send answer").click()
    expect(page.get_by_text("Not sent yet. Your words are still here.")).to_be_visible()
    assert page.locator("#reply").input_value() == "Where is he now?"
    page.unroute("**/reply")
    page.get_by_role("button", name="Send answer").click()
    expect(page.locator("article[data-from='staff']")).to_contain_text("Where is he now?")
    assert len(site.house.acts) == 1


@pytest.mark.nightly
def test_more_rows_come_below_without_leaving_the_page(windows: Any, site: Any) -> None:
    for n in range(70):
        site.house.add(f"T{n:02d}".replace("0", "Z").replace("1", "Y") + "222")
    page = windows.signed_in()
    page.goto("/inbox?view=all")
    assert len(reach(page)) == 50
    page.get_by_role("link", name="More", exact=True).locator("visible=true").last.click()
    expect(page.locator("[data-thread]")).to_have_count(70)
    assert len(set(reach(page))) == 70


def test_nothing_of_a_thread_is_left_in_the_browsers_storage(windows: Any, site: Any) -> None:
    site.house.add("7KQ2BC", "urgent", summary="canary zq77")
    page = windows.signed_in()
    page.locator("[data-thread='7KQ2BC'] a").click()
    expect(page.locator("#pane #thread-title")).to_be_visible()
    page.goto("/people")
    page.go_back()
    kept = page.evaluate("({...localStorage, ...sessionStorage})")
    # The address alone; htmx would keep whole pages here, were its history not switched off.
    assert set(kept) <= {"htmx-current-path-for-history"}
    assert "zq77" not in str(kept)


def test_without_scripts_everything_still_works(windows: Any, site: Any) -> None:
    site.house.add("7KQ2BC", "urgent", summary="My friend has a gun.")
    page = windows.signed_in(java_script_enabled=False)
    page.locator("[data-thread='7KQ2BC'] a").click()
    page.wait_for_url("**/threads/7KQ2BC")
    page.locator("#reply").fill("Where is he now?")
    page.get_by_role("button", name="Send answer").click()
    expect(page.locator("article[data-from='staff']")).to_contain_text("Where is he now?")


def test_what_a_student_writes_runs_nothing(windows: Any, site: Any) -> None:
    site.house.add(
        "7KQ2BC",
        "urgent",
        summary="<img src=x onerror='window.bad=1'><b hx-get='/people' hx-trigger='load' hx-target='body'>x</b>",
    )
    page = windows.signed_in()
    page.locator("[data-thread='7KQ2BC'] a").click()
    expect(page.locator("#pane #thread-title")).to_be_visible()
    assert page.evaluate("window.bad") is None
    assert page.locator("#inbox").is_visible()


@pytest.mark.nightly
def test_sound_for_what_is_urgent_is_off_until_asked_for_by_a_tap(windows: Any, site: Any) -> None:
    page = windows.signed_in()
    button = page.locator("#sound")
    expect(button).to_have_attribute("aria-pressed", "false")
    site.house.add("7KQ2BC", "urgent")
    expect(page.locator("[data-thread='7KQ2BC']")).to_be_visible()
    assert button.get_attribute("data-rang") is None
    button.click()
    expect(button).to_have_text("Sound: on")
    rang = int(button.get_attribute("data-rang"))
    site.house.add("7KQ3BC", "urgent")
    expect(button).to_have_attribute("data-rang", str(rang + 1))
    page.reload()
    expect(page.locator("#sound")).to_have_attribute("aria-pressed", "true")


@pytest.mark.nightly
def test_one_key_hides_names_and_words_and_shows_them_again(windows: Any, site: Any) -> None:
    site.house.add("RRRR22", summary="canary zq77")
    page = windows.signed_in()
    expect(page.locator("#threads")).to_contain_text("canary zq77")
    page.keyboard.press(".")
    expect(page.locator("#discreet")).to_have_text("Show words")
    assert "zq77" not in page.content()
    page.reload()
    assert "zq77" not in page.content()
    page.keyboard.press(".")
    expect(page.locator("#threads")).to_contain_text("canary zq77")


@pytest.mark.nightly
def test_an_undo_goes_after_ten_seconds_but_not_while_it_is_focused(windows: Any, site: Any) -> None:
    site.house.add("RRRR22", state=ThreadState.OPEN)
    page = windows.signed_in(width=360)
    page.clock.install()
    page.get_by_role("link", name="Select", exact=True).click()
    page.get_by_label("Choose RRRR22").check()
    page.get_by_role("button", name="Assign to me").click()
    undo = page.locator("#undo")
    expect(undo).to_be_visible()
    undo.get_by_role("button").focus()
    page.clock.run_for(30_000)
    expect(undo).to_be_visible()
    page.locator("h1").click()
    page.clock.run_for(11_000)
    expect(undo).to_have_count(0)


@pytest.mark.nightly
def test_next_due_is_at_the_thumb_of_a_narrow_screen(windows: Any, site: Any) -> None:
    site.house.add("7KQ2BC", "urgent")
    site.house.add("RRRR22")
    page = windows.signed_in(width=360, height=640)
    button = page.locator(".next-due")
    box = button.bounding_box()
    assert box["y"] + box["height"] > 640 - 60
    assert box["height"] >= 44
    button.click()
    page.wait_for_url("**/threads/7KQ2BC")
    page.locator(".next-due").click()
    page.wait_for_url("**/threads/RRRR22")


@pytest.mark.nightly
def test_what_is_being_written_is_kept_and_given_back_at_another_browser(windows: Any, site: Any) -> None:
    site.house.add("RRRR22")
    page = windows.signed_in()
    page.clock.install()
    page.goto("/threads/RRRR22")
    page.locator("#reply").fill("Which day was it?")
    with page.expect_response("**/draft"):
        page.clock.run_for(11_000)
    other = windows.signed_in()
    other.goto("/threads/RRRR22")
    expect(other.locator("#reply")).to_have_value("Which day was it?")


@pytest.mark.nightly
def test_a_colleague_who_writes_is_seen_without_a_reload(windows: Any, site: Any, calm: Any) -> None:
    site.house.add("RRRR22")
    page = windows.signed_in()
    page.goto("/threads/RRRR22")
    expect(page.locator("#others")).to_be_hidden()
    site.house.threads["RRRR22"] = replace(site.house.threads["RRRR22"], writing=("Ben Osei",))
    expect(page.locator("#others")).to_contain_text("Ben Osei is writing an answer.")
    page.locator("#reply").press_sequentially("Wh")
    page.wait_for_timeout(4500)
    assert ("writing", "RRRR22") in site.house.acts
    calm(windows)
