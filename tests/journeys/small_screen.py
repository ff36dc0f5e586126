"""What people do on a screen of 360 pixels, shared by journeys."""

import re
from urllib.parse import urlsplit

from playwright.sync_api import Page, expect

from tests.journeys.town import Person, Town

SIX = re.compile(r"^[a-z]+( [a-z]+){5}$")


def fits(page: Page) -> None:
    """Nothing is wider than the screen."""
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def signs_in(page: Page, person: Person) -> None:
    """On the page that asks for it, wherever that leads."""
    page.locator("[name=email]").fill(person.email)
    page.locator("[name=password]").fill(person.password)
    page.locator("[name=password]").press("Enter")
    page.wait_for_url(lambda address: urlsplit(address).path != "/sign-in")


def comes_back(page: Page, town: Town, words: tuple[str, ...]) -> None:
    """With the six words; the page that follows is shown."""
    page.goto(f"{town.public}/return")
    page.locator("#receipt").fill(" ".join(words))
    page.get_by_role("button", name="Open").click()


def thread_with(person: Person, mark: str) -> str:
    """The reference of the thread whose summary has this in it."""
    found = re.search(
        r'data-thread="([A-Z0-9]+)"(?:(?!data-thread=).)*' + mark, person.looks().text, re.DOTALL
    )
    assert found, f"no thread with {mark}"
    return found[1]


def shows_status(page: Page) -> None:
    expect(page.locator("#status-h")).to_be_visible()
    fits(page)
