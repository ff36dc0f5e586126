"""A student leaves a phone on their page: first for a nudge that says nothing, then for answers by text as well."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from reporting.demo.cast import NUDGE_LINE
from tests.journeys.patience import until
from tests.journeys.town import GUN, Phone, Town

pytestmark = pytest.mark.browser
PATIENCE_MS = 30_000
NUMBER = "+15005550191"
WORDS = "Pizza on Friday?"
FIRST, SECOND = "Where is he now?", "Thank you. Somebody is on the way."


@pytest.fixture
def student(chromium: Browser) -> Iterator[Page]:
    """A page in a profile of its own, 360 pixels wide, without scripts."""
    context = chromium.new_context(viewport={"width": 360, "height": 740}, java_script_enabled=False)
    context.set_default_timeout(PATIENCE_MS)
    yield context.new_page()
    context.close()


def come_back(page: Page, town: Town, words: tuple[str, ...]) -> None:
    page.goto(f"{town.public}/return")
    page.get_by_label("Your six words").fill(" ".join(words))
    page.get_by_role("button", name="Open").click()
    expect(page.locator("#status-h")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def prove(page: Page, phone: Phone, codes: int) -> None:
    """Types the code that came as the `codes`th."""
    expect(page.locator("h1")).to_have_text("Type the code from the phone")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360

    def came() -> list[str]:
        found = [one["body"] for one in phone.texts() if one["body"].endswith(" is your code.")]
        return found if len(found) == codes else []

    page.get_by_label("Code of six numbers").fill(until(came, "a code on the phone")[-1][:6])
    page.get_by_role("button", name="Check").click()


@pytest.mark.nightly
def test_words_that_say_nothing_come_and_then_answers_come_by_text_as_well(town: Town, student: Page) -> None:
    phone = town.student_phone(NUMBER)
    # Where life is at stake a nudge does not wait for half an hour.
    words = town.tells(GUN, school=town.northside)
    come_back(student, town, words)
    offer = student.locator("details", has_text="Get a nudge by text")
    offer.locator("summary").click()
    expect(offer).to_contain_text("Does someone at home read that phone?")
    offer.get_by_label("Phone number").fill("500 555 0191")
    offer.get_by_label("Or your own words").fill("The counselor wrote")
    for hour in ("Only after", "And before"):
        offer.get_by_label(hour).select_option("0")
    offer.get_by_role("button", name="Text me a code").click()
    expect(student.locator("#problem")).to_contain_text("These words could give away")
    assert not phone.texts()

    offer.locator("summary").click()
    offer.get_by_label("Phone number").fill("500 555 0191")
    offer.get_by_label("Or your own words").fill(WORDS)
    for hour in ("Only after", "And before"):
        offer.get_by_label(hour).select_option("0")
    offer.get_by_role("button", name="Text me a code").click()
    prove(student, phone, 1)
    expect(student.get_by_role("status")).to_have_text("The nudge is on.")

    on_call = town.owner(town.when_paged(town.northside))
    on_call.phone.replies("ACK")
    reference = town.reference_in(town.when_paged(town.northside))
    on_call.looks(f"/threads/{reference}").post(f"/threads/{reference}/reply", {"body": FIRST})
    nudge = phone.expects(WORDS)
    assert (nudge["body"], nudge["from"]) == (WORDS, NUDGE_LINE)
    phone.writes("who is this?", NUDGE_LINE)
    phone.expects("No one reads texts to this number.")

    come_back(student, town, words)
    student.locator("summary", has_text="A nudge is on").click()
    student.get_by_role("button", name="End the nudge").click()
    expect(student.get_by_role("status")).to_contain_text("The nudge is over.")
    student.locator("summary", has_text="Get answers by text too").click()
    student.locator("#texts-phone").fill("500 555 0191")
    student.locator("form[action^='/return/texts'] button", has_text="Text me a code").click()
    prove(student, phone, 2)
    expect(student.get_by_role("status")).to_contain_text("Answers come by text too")
    thread = on_call.looks(f"/threads/{reference}")
    assert "goes to a phone by text" in thread.plain
    thread.post(f"/threads/{reference}/reply", {"body": SECOND})
    answer = phone.expects(SECOND)
    assert answer["from"] == town.hotline
