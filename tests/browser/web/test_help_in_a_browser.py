"""At the width of a phone a student finds help in a few taps, and the browser's history says nothing of it."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.web.conftest import Site
from tests.integration.web.fake_doors import OAK
from tests.integration.web.made_up_help import made_up_help

Open = Callable[..., Page]
pytestmark = pytest.mark.browser
PHONE = {"width": 360, "height": 740}


@pytest.mark.parametrize("scripts", [True, False])
def test_help_is_found_and_leaves_no_trace_in_addresses(
    site: Site, open_page: Open, *, scripts: bool
) -> None:
    site.doors.directory = made_up_help()
    page = open_page(f"{site.serve()}/?lang=en", viewport=PHONE, java_script_enabled=scripts)
    page.get_by_role("link", name="Find help near you").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Find help near you")
    page.select_option("#need", "grief")
    page.get_by_text("Age, language, cost, school").click()
    page.select_option("#school", OAK.value)
    page.get_by_role("button", name="Look", exact=True).click()
    card = page.locator("article")
    expect(card).to_have_count(1)
    expect(card).to_contain_text("In your school.")
    expect(card.get_by_role("link", name="Call (202)")).to_have_attribute("href", "tel:+12025550131")
    card.locator("summary").click()
    expect(card).to_contain_text("Takes Medicaid.")
    assert "grief" not in page.url
    assert OAK.value not in page.url
    assert page.context.cookies() == []
    page.get_by_role("link", name="Show all").click()
    expect(page.locator("article")).to_have_count(3)
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
