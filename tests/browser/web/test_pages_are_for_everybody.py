"""Each page of the students, asked by axe-core in a real browser: nothing shuts out who sees, hears or moves otherwise."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.browser.fairness import faults
from tests.browser.web.conftest import Site
from tests.integration.web.fake_doors import WORDS, message
from tests.integration.web.made_up_help import made_up_help

Open = Callable[..., Page]
pytestmark = pytest.mark.browser

RIGHT = " ".join(WORDS)


def walked(site: Site, open_page: Open, lang: str, **look: object) -> dict[str, list[str]]:
    """From the first page to the thread, and six words that are wrong."""
    found: dict[str, list[str]] = {}
    address = site.serve()
    page = open_page(f"{address}/?lang={lang}", **look)

    def asks(name: str) -> None:
        if here := faults(page):
            found[name] = here

    asks("first page")
    page.fill("#body", "my name is Jo and he has a knife")
    page.wait_for_selector("#look")
    asks("what shows who writes")
    page.click("form .actions button[type=submit]")
    page.wait_for_selector("#receipt")
    asks("receipt")
    site.doors.directory = made_up_help()
    page.goto(f"{address}/help?lang={lang}")
    asks("help")
    page.select_option("#need", "grief")
    page.click("form .actions button")
    page.wait_for_selector("article")
    page.click("article summary")
    asks("help that was found")
    page.goto(f"{address}/return?lang={lang}")
    asks("six words")
    page.fill("#receipt", "not the right words at all")
    page.click(".actions button")
    page.wait_for_selector("#problem")
    asks("wrong words")
    site.doors.thread += [message("he has a knife", "reporter"), message("We read this.", "staff")]
    page.fill("#receipt", RIGHT)
    page.click(".actions button")
    page.wait_for_selector("article")
    asks("thread")
    page.evaluate("for (const one of document.querySelectorAll('main details')) one.open = true")
    asks("thread, all of it unfolded")
    page.fill("#texts-phone", "312 555 0101")
    page.click("form[action^='/return/texts'] button[type=submit]:visible")
    page.wait_for_selector("#code")
    asks("a code from a phone")
    page.goto(f"{address}/go/link?lang={lang}")
    asks("behind a link in a text")
    page.click("form .actions button")
    page.wait_for_selector("#receipt")
    asks("six words for who goes on")
    page.goto(f"{address}/go/dead?lang={lang}")
    page.click("form .actions button")
    page.wait_for_selector("a.button")
    asks("a link that is used up")
    return found


@pytest.mark.parametrize(("lang", "scheme", "width"), [("en", "light", 1280), ("es", "dark", 320)])
def test_each_page_in_each_language_and_light(
    site: Site, open_page: Open, lang: str, scheme: str, width: int
) -> None:
    look = {"color_scheme": scheme, "viewport": {"width": width, "height": 740}}
    assert walked(site, open_page, lang, **look) == {}
