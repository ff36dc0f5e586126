"""A counselor closes a thread on a phone; its student says whether it helped, and that something is still wrong."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.small_screen import comes_back, fits, shows_status, signs_in, thread_with
from tests.journeys.town import Town

pytestmark = pytest.mark.browser
CLOSING = "Thank you for telling us. We talked with people who can change this."


@pytest.mark.nightly
def test_it_is_closed_rated_and_opened_again(town: Town, narrow: Callable[..., Page]) -> None:
    words = town.tells("endmark: the water in the gym is cold", school=town.northside)
    ana = town.person("Ana")
    reference = thread_with(ana, "endmark")
    staff = narrow(f"{town.staff}/sign-in")
    signs_in(staff, ana)
    staff.goto(f"{town.staff}/threads/{reference}")
    closing = staff.locator("details", has=staff.locator("#outcome"))
    closing.locator("summary").click()
    closing.get_by_label("Help was given here").check()
    closing.get_by_label("Outcome, for staff only").fill("The boiler was mended.")
    closing.get_by_label("Last words to the student").fill(CLOSING)
    closing.get_by_role("button", name="Close thread").click()
    expect(staff.locator(".tag", has_text="Closed")).to_be_visible()
    fits(staff)

    page = narrow(f"{town.public}/return", java_script_enabled=False)
    comes_back(page, town, words)
    shows_status(page)
    expect(page.get_by_role("heading", name="This is closed.")).to_be_visible()
    expect(page.locator("article[data-from=staff]").first).to_contain_text(CLOSING)
    assert "boiler" not in page.content()
    page.get_by_role("button", name="A little").click()
    expect(page.get_by_text("Thank you for telling us how it went.")).to_be_visible()
    page.get_by_role("button", name="Something is still wrong").click()
    fits(page)

    again = ana.looks(f"/threads/{reference}").plain
    assert "Closed: " not in again
    assert reference in ana.looks("/inbox?view=all").rows()
