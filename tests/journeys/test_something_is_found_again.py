"""A counselor on a phone finds a message again by a word of it, and nothing of the search is left."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.town import Town
from tests.journeys.visitor import Visitor

pytestmark = pytest.mark.browser
QUERY = "zeppelinfahrt"
AROUND = "quokkamark"


@pytest.fixture
def phone(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(viewport={"width": 360, "height": 740})
    context.set_default_timeout(30_000)
    yield context.new_page()
    context.close()


@pytest.mark.nightly
def test_a_word_finds_its_conversation_and_leaves_no_trace(town: Town, phone: Page) -> None:
    student = Visitor(town.public).get("/")
    student.post("/", {"body": f"They spoil the ZEPPELINFAHRT for us, {AROUND}", "school": town.northside})
    person = town.person("Ana")
    phone.goto(f"{town.staff}/sign-in")
    phone.get_by_label("E-mail").fill(person.email)
    phone.get_by_label("Password", exact=True).fill(person.password)
    phone.get_by_role("button", name="Sign in").click()
    phone.wait_for_url("**/inbox*")

    phone.keyboard.press("/")
    expect(phone.get_by_role("searchbox")).to_be_focused()
    phone.keyboard.type(f"{QUERY[:6]} spoil")
    phone.keyboard.press("Enter")
    expect(phone.locator("#search-progress")).to_contain_text("Searched all")
    hit = phone.locator("#found [data-thread]")
    expect(hit).to_have_count(1)
    expect(hit.locator("mark")).to_have_text(["spoil", QUERY[:6].upper()])
    assert phone.url == f"{town.staff}/search"
    assert phone.evaluate("document.documentElement.scrollWidth") <= 360

    hit.get_by_role("link").click()
    expect(phone.locator("article[data-from=reporter]").first).to_contain_text(AROUND)
    # Back on the page of the search, what was found still stands there; cleared, it is gone.
    phone.go_back()
    expect(hit).to_have_count(1)
    phone.get_by_role("button", name="Clear").click()
    expect(hit).to_have_count(0)

    said = town.service.said()
    for word in (QUERY[:6], AROUND):
        assert word not in said.lower()
        for file in (one for one in Path(town.service.home).rglob("*") if one.is_file()):
            assert word.encode() not in file.read_bytes().lower(), file
