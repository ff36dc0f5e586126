"""A campaign is begun on a phone, its poster looked at, and the QR picture on it opens the students' page."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.small_screen import fits, signs_in
from tests.journeys.town import Town

pytestmark = pytest.mark.browser


@pytest.mark.nightly
def test_a_poster_is_made_and_what_it_says_leads_to_the_page(town: Town, narrow: Callable[..., Page]) -> None:
    page = narrow(f"{town.staff}/sign-in")
    signs_in(page, town.person("Farid"))
    page.goto(f"{town.staff}/more")
    page.get_by_role("link", name="Posters and cards").click()
    page.get_by_label("What you call it").fill("Gym doors")
    page.get_by_role("button", name="Begin").click()
    expect(page.get_by_role("heading", name="Gym doors")).to_be_visible()
    fits(page)
    address = re.search(r"\S+\?p=\w+", page.locator(".lead-q").inner_text())
    assert address
    page.get_by_role("link", name="Look at it").first.click()
    expect(page.locator("main svg").first).to_be_visible()
    fits(page)
    student = narrow(address[0], java_script_enabled=False)
    expect(student.locator("#body")).to_be_visible()
    assert not student.context.cookies()
