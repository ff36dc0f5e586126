"""A cheap phone of years ago, far from a mast, its screen 320 pixels wide, in a hand that has no pointer: all of it works."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from bench.audit.old_phone import measured
from tests.browser.web.conftest import Notes, Site
from tests.integration.web.fake_doors import FACTS, WORDS

Open = Callable[..., Page]
NARROW = {"viewport": {"width": 320, "height": 568}}
RIGHT = " ".join(WORDS)
pytestmark = pytest.mark.browser


def tabbed_to(page: Page, target: str, *, most: int = 60) -> None:
    """By the Tab key alone, as somebody comes there who cannot point."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("wanted => document.activeElement.matches(wanted)", target):
            assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"
            return
    raise AssertionError(f"no way by keyboard to {target}")


def test_over_slow_3g_little_goes_over_the_air_and_the_form_needs_no_script(
    site: Site, chromium: object
) -> None:
    found = measured(chromium, site.serve() + "/")  # type: ignore[arg-type]  # the session's browser
    assert found["requests"] == 3
    assert found["bytes"] <= 60_000
    # 60 KB at 400 kbit/s alone are 1.2 s; what is typed into comes before what only helps.
    assert found["parsed"] <= found["ready"]


@pytest.mark.parametrize("scripts", [True, False])
def test_a_message_is_sent_and_found_again_by_keyboard_alone_at_320_pixels(
    site: Site, open_page: Open, *, scripts: bool
) -> None:
    page = open_page(site.serve() + "/", java_script_enabled=True, **NARROW)
    if not scripts:
        # Without scripts nothing can be asked of the page: the same keys, blind, as pressed with them.
        page = open_page(page.url, java_script_enabled=False, **NARROW)
        page.focus("#body")
    else:
        tabbed_to(page, "#body")
    page.keyboard.type("they laugh at me in the hall")
    page.focus("form .actions button >> nth=0")
    page.keyboard.press("Enter")
    expect(page.locator("#receipt")).to_have_text(RIGHT)
    page.focus("button[value=skip]")
    page.keyboard.press("Enter")
    page.focus("a.button")
    page.keyboard.press("Enter")
    expect(page.locator("input#receipt")).to_be_visible()
    page.focus("input#receipt")
    page.keyboard.type(RIGHT)
    page.keyboard.press("Enter")
    expect(page.locator("article")).to_have_count(1)
    assert [tip.body for tip in site.doors.tips] == ["they laugh at me in the hall"]
    assert page.evaluate("document.documentElement.scrollWidth") <= 320 if scripts else True


def test_the_exit_and_the_numbers_to_call_come_first_by_keyboard(site: Site, open_page: Open) -> None:
    page = open_page(site.serve() + "/", **NARROW)
    tabbed_to(page, ".skip", most=1)
    tabbed_to(page, "#exit", most=5)
    tabbed_to(page, "a[href='tel:911']", most=2)


def test_a_whole_visit_leaves_one_neutral_address_and_one_neutral_name_in_the_history(
    site: Site, open_page: Open, notes: dict[Page, Notes]
) -> None:
    base = site.serve()
    page = open_page(base + "/", **NARROW)
    names = {page.title()}
    page.fill("#body", "they laugh at me in the hall")
    page.locator("form .actions button").first.click()
    expect(page.locator("#receipt")).to_have_text(RIGHT)
    names.add(page.title())
    page.click("button[value=skip]")
    expect(page.locator("h1")).to_have_text("Keep your six words.")
    names.add(page.title())
    assert names == {FACTS.line_name}
    for one in notes[page].requests:
        answer = one.response()
        if answer is not None and one.url.startswith(base):
            assert answer.headers["cache-control"] == "no-store", one.url
    paths = {one.url.removeprefix(base) for one in notes[page].requests if one.resource_type == "document"}
    assert all("?" not in path and len(path) < 12 for path in paths), paths
    assert page.evaluate("history.length") <= 2  # the empty tab, and one address
