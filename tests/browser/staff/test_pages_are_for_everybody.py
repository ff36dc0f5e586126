"""Each page of staff, asked by axe-core in a real browser: nothing on it shuts out who sees, hears or moves otherwise."""

import re
from collections.abc import Callable
from typing import Any

import pytest

from tests.browser.fairness import faults
from tests.browser.staff.furnished import furnish
from tests.browser.staff.test_pages_in_a_browser import PAGES
from tests.integration.staff.made_up_ground import PASSWORD

pytestmark = pytest.mark.browser

# Before there is a session. `S` stands for the token of the set-up page.
DOORS = (
    "/sign-in",
    f"/join/{'t' * 40}",
    "/join/dead",
    f"/ack/{'t' * 43}",
    f"/ack/{'9' * 43}",
    "/set-up/S",
    "/set-up/S/district",
    "/set-up/S/places",
    "/set-up/S/administrator",
    "/set-up/S/people",
    "/set-up/S/hotline",
    "/set-up/S/on_call",
    "/set-up/S/review",
    "/set-up/dead",
)


# A day asks every fourth page, in turn in the two languages and widths, a night all in both; light and dark always.
@pytest.mark.parametrize(
    "look",
    [
        ("en", 1280, PAGES[::8]),
        ("es", 360, PAGES[4::8]),
        pytest.param(("en", 1280, PAGES), marks=pytest.mark.nightly),
        pytest.param(("es", 360, PAGES), marks=pytest.mark.nightly),
    ],
    ids=["en", "es", "en-all", "es-all"],
)
def test_each_page_in_each_language_and_light(
    windows: Any, site: Any, calm: Callable[..., None], look: tuple[str, int, tuple[str, ...]]
) -> None:
    lang, width, pages = look
    furnish(site.house, "got the pills already")
    page = windows.signed_in(width=width)
    page.goto("/step-up")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Go on").click()
    page.goto(f"/language/{lang}")
    found = {}

    def asks(name: str) -> None:
        if faults_here := faults(page):
            found[name] = faults_here

    for address in pages:
        page.goto(address)
        asks(address)
    assert found == {}
    calm(windows)


@pytest.mark.parametrize(
    ("lang", "width"), [("es", 360), pytest.param("en", 1280, marks=pytest.mark.nightly)]
)
def test_each_page_before_there_is_a_session(windows: Any, site: Any, lang: str, width: int) -> None:
    found = {}
    page = windows.open(width=width, locale=lang)
    page.goto(f"/language/{lang}")

    def asks(name: str) -> None:
        if faults_here := faults(page):
            found[name] = faults_here

    for address in DOORS:
        page.goto(address.replace("S", site.house.set_up_token))
        asks(address)
    page.goto("/sign-in")
    page.locator("[name=email]").fill("ben@oak.example")
    page.locator("[name=password]").fill("not this one")
    page.keyboard.press("Enter")
    page.locator("[role=alert]:visible").wait_for()
    asks("a wrong password")
    page.locator("[name=email]").fill("ben@oak.example")
    page.locator("[name=password]").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/sign-in/code")
    asks("a code")
    page.locator("[name=code]").fill("123456")
    page.keyboard.press("Enter")
    page.wait_for_url("**/inbox*")
    asks("an inbox with nothing in it")
    page.goto("/no-such-page")
    asks("an address that is no page")
    for session in site.house.open_sessions.values():
        session.locked = True
    page.goto("/inbox")
    page.wait_for_url(re.compile("/locked"))
    asks("over a locked session")
    assert found == {}
