"""On a phone, without scripts: a phrase of one's own beside the six words, and the end of it all by one's own hand."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.small_screen import comes_back, fits, shows_status
from tests.journeys.town import Town

pytestmark = pytest.mark.browser
PHRASE = "blue bicycles at noon"


# By day tests/integration/cases adds a phrase and deletes, and tests/integration/web asks the pages.
@pytest.mark.nightly
def test_a_phrase_is_asked_beside_the_words_and_deleting_closes_both(
    town: Town, narrow: Callable[..., Page]
) -> None:
    words = town.tells("somebody wrote on my locker", school=town.northside)
    page = narrow(f"{town.public}/return", java_script_enabled=False)
    comes_back(page, town, words)
    shows_status(page)
    page.locator("summary", has_text="Add a phrase of your own").click()
    page.locator("#phrase").fill(PHRASE)
    page.locator("#phrase-again").fill(PHRASE.title())
    page.get_by_role("button", name="Add it").click()
    fits(page)

    comes_back(page, town, words)
    expect(page.locator("#status-h")).to_have_count(0)
    page.get_by_label("Your own phrase").fill("blue bicycles at night")
    page.get_by_role("button", name="Open").click()
    expect(page.locator("#problem")).to_be_visible()
    fits(page)
    page.get_by_label("Your own phrase").fill(PHRASE)
    page.get_by_role("button", name="Open").click()
    shows_status(page)

    page.locator("summary", has_text="Hide or delete").click()
    page.get_by_label("I am sure. I can't undo this.").check()
    page.get_by_role("button", name="Delete it").click()
    expect(page.get_by_role("heading", name="It is gone from here.")).to_be_visible()
    fits(page)
    comes_back(page, town, words)
    expect(page.locator("#problem")).to_contain_text("These words open nothing.")
