"""A student texts, goes on in a browser by WEB, and has the number forgotten; on a screen of 360 pixels."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.journeys.patience import until
from tests.journeys.town import Town

pytestmark = pytest.mark.browser
PATIENCE_MS = 30_000
NUMBER = "+15005550190"
GYM = "bridgemark: somebody wrote my name on the wall of the gym"
ASKED = "Which wall is it?"

Open = Callable[..., Page]


@pytest.fixture
def open_page(chromium: Browser) -> Iterator[Open]:
    """A page in a profile of its own, 360 pixels wide."""
    contexts: list[BrowserContext] = []

    def open_(address: str, **options: object) -> Page:
        context = chromium.new_context(viewport={"width": 360, "height": 740}, **options)  # type: ignore[arg-type]  # Playwright's own options
        contexts.append(context)
        context.set_default_timeout(PATIENCE_MS)
        page = context.new_page()
        page.goto(address)
        return page

    yield open_
    for context in contexts:
        context.close()


def fits(page: Page) -> None:
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def come_back(page: Page, town: Town, words: str) -> None:
    page.goto(f"{town.public}/return")
    page.get_by_label("Your six words").fill(words)
    page.get_by_role("button", name="Open").click()
    expect(page.locator("#status-h")).to_be_visible()


# By day tests/integration/cases goes on by web and forgets, and tests/integration/web crosses by the pages.
@pytest.mark.nightly
def test_texts_go_on_in_a_browser_without_scripts_and_then_the_number_is_forgotten(
    town: Town, open_page: Open
) -> None:
    phone = town.student_phone(NUMBER)
    assert phone.writes(GYM) == 200
    phone.expects("988")
    ana = town.person("Ana")
    (reference,) = [one for one in ana.looks().rows() if GYM in ana.looks(f"/threads/{one}").plain][:1]
    ana.looks(f"/threads/{reference}").post(f"/threads/{reference}/reply", {"body": ASKED})
    phone.expects(ASKED)

    phone.writes("WEB")
    link = re.search(r"https?://\S+/go/\S+", phone.expects("/go/")["body"])
    assert link
    student = open_page(link[0], java_script_enabled=False)
    fits(student)
    assert GYM not in student.content()
    student.get_by_role("button", name="Open it").click()
    receipt = student.locator("#receipt")
    expect(receipt).to_have_text(re.compile(r"^[a-z]+( [a-z]+){5}$"))
    words = receipt.inner_text()
    fits(student)

    # Ana looks into her inbox: what she can open is brought over.
    def brought_over() -> bool:
        ana.looks()
        come_back(student, town, words)
        return student.locator("article").count() >= 3

    until(brought_over, "the earlier texts on the student's page")
    expect(student.locator("article[data-from=staff]")).to_contain_text(ASKED)
    student.locator("summary", has_text="Show what I wrote").first.click()
    fits(student)
    student.get_by_label("Write back").fill("The one behind the stage.")
    student.get_by_role("button", name="Send", exact=True).click()
    expect(student.locator("h1")).to_have_text("We have your message.")

    old = ana.looks(f"/threads/{reference}")
    later = re.search(r'id="goes-on".*?href="/threads/([A-Z0-9]+)"', old.text, re.DOTALL)
    assert later
    new = ana.looks(f"/threads/{later[1]}")
    assert reference in new.plain
    assert GYM in new.plain
    assert "The one behind the stage." in new.plain

    phone.writes("FORGET")
    code = re.search(r"\b\d{6}\b", phone.expects("text back")["body"])
    assert code
    phone.writes(code[0])
    phone.expects("no longer have this number")
    forgotten = ana.looks(f"/threads/{reference}")
    assert "The student asked us to forget the number." in forgotten.plain
    assert forgotten.by_id("reply") is None

    used = open_page(link[0], java_script_enabled=False)
    used.get_by_role("button", name="Open it").click()
    expect(used.locator("h1")).to_have_text("This link does not work any more.")
