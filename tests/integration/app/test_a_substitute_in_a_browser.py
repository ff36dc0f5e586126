"""A registrar's link, a holder's phone, and the student's first line: somebody stands in until Friday."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from reporting.app.sites import public_site
from tests.integration.app.conftest import served

pytestmark = pytest.mark.browser

LUNCH = "someone keeps stealing my lunch"
PASSWORD = "a yellow kite over the bay"


@pytest.fixture
def student(chromium: Browser, founded_house: Any) -> Iterator[Callable[[str], Page]]:
    """The page of return, without scripts, after these words were typed."""
    with served(public_site(founded_house.house)) as address:
        pages: list[Page] = []

        def returns(words: str, lang: str = "en") -> Page:
            page = chromium.new_page(
                base_url=address, viewport={"width": 360, "height": 800}, java_script_enabled=False
            )
            pages.append(page)
            page.goto(f"/return?lang={lang}")
            page.locator("[name=receipt]").fill(words)
            page.locator("main form .actions button").first.click()
            return page

        yield returns
        for page in pages:
            page.close()


@pytest.mark.nightly
def test_from_the_link_to_the_students_first_line(
    founded_house: Any, window: Callable[..., Page], student: Callable[..., Page]
) -> None:
    house = founded_house
    words = " ".join(house.tip(LUNCH).words)
    reference = house.threads()[0].reference
    ada = window("administrator", 360)
    ada.goto("/people/invite")
    ada.locator("#f-name").fill("Sol Vega")
    ada.locator("#f-email").fill("sol@elsewhere.example")
    ada.locator("#f-title").fill("Counselor")
    ada.get_by_text("Or: a substitute for some days").click()
    ada.locator("#f-cover").select_option(label="North High counselors")
    ada.locator("#f-until").fill("2026-11-27")
    ada.get_by_role("button", name="Make the link").click()
    link = re.search(r"/join/([\w-]{43})", ada.content())
    assert link

    sol = window("administrator", 360)
    sol.context.clear_cookies()
    sol.goto(f"/join/{link[1]}")
    for field in sol.locator("input[type=password]").all():
        field.fill(PASSWORD)
    sol.locator("form button").last.click()
    key_words = sol.locator("#key-words").inner_text()
    assert len(key_words.split()) == 4

    ada.goto("/people/waiting")
    ada.get_by_role("button", name="Let Sol Vega in").click()
    expect(ada.get_by_text("Only a member of this queue can confirm a substitute.")).to_be_visible()
    ana = window("north", 360)
    ana.goto("/people/waiting")
    expect(ana.locator("[data-words]")).to_have_text(key_words)
    assert ana.evaluate("document.documentElement.scrollWidth") == 360
    ana.get_by_role("button", name="The words are the same: confirm Sol Vega").click()
    ana.goto("/people")
    expect(ana.get_by_text(re.compile("stands in at North High counselors until Fri"))).to_be_visible()

    ana.goto(f"/threads/{reference}")
    ana.get_by_text("Assign", exact=True).first.click()
    ana.get_by_label("Who takes it on").select_option(label="Sol Vega")
    ana.locator("#given").fill("She eats in room 12.")
    ana.locator("#assign").get_by_role("button", name="Assign").click()
    expect(ana.locator("#passed")).to_contain_text("Ana Ruiz gave it to Sol Vega")

    first = student(words)
    line = first.locator("main").locator("h1, p").first
    expect(line).to_have_text("Another counselor is covering until Friday.")
    assert "Vega" not in first.content()
    spanish = student(words, "es").locator("#covering")
    expect(spanish).to_have_text("Otra persona de consejería está en su lugar hasta el viernes.")
