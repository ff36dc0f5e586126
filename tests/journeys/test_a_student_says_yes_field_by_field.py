"""A counselor proposes help in the thread; the student ticks two fields on a phone, sees them sent, and takes them back."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.town import Town

pytestmark = pytest.mark.browser
MARK = "qr-heron"
SAID = f"{MARK}: nothing is fun any more and I lie awake"


@pytest.fixture
def pages(chromium: Browser) -> Iterator[tuple[Page, Page]]:
    """The student's and the counselor's, 360 pixels wide each."""
    contexts = [chromium.new_context(viewport={"width": 360, "height": 740}) for _ in range(2)]
    for one in contexts:
        one.set_default_timeout(30_000)
    yield contexts[0].new_page(), contexts[1].new_page()
    for one in contexts:
        one.close()


def look_at_it(student: Page, town: Town, words: str) -> None:
    student.goto(f"{town.public}/return")
    student.fill("#receipt", words)
    student.press("#receipt", "Enter")
    student.get_by_role("button", name="Look at it").click()


# By day tests/integration/referrals goes the same way through the doors, and axe through its pages.
@pytest.mark.nightly
def test_a_yes_to_two_fields_is_sent_and_taken_back(pages: tuple[Page, Page], town: Town) -> None:
    student, staff = pages
    student.goto(town.public)
    student.fill("#body", SAID)
    student.click("summary:has-text('Which school?')")
    student.select_option("#school", town.northside)
    student.click("#write .actions button")
    expect(student.locator("#receipt")).to_have_text(re.compile(r"^[a-z]+( [a-z]+){5}$"))
    words = student.locator("#receipt").inner_text()
    person = town.person("Ana")
    staff.goto(f"{town.staff}/sign-in")
    staff.get_by_label("E-mail").fill(person.email)
    staff.get_by_label("Password", exact=True).fill(person.password)
    staff.get_by_role("button", name="Sign in").click()
    staff.wait_for_url("**/inbox*")
    staff.goto(f"{town.staff}/inbox?view=all")
    reference = staff.locator("[data-thread]", has_text=MARK).get_attribute("data-thread")
    staff.goto(f"{town.staff}/threads/{reference}")
    staff.get_by_role("link", name="Referral to a partner").click()
    staff.select_option("#service", index=1)
    staff.get_by_label("Your words to the student").fill("May I ask them for you?")
    staff.get_by_label("What for, in one plain sentence").fill("A first talk")
    staff.get_by_label("What it is about, as the partner would read it").fill("Lies awake.")
    staff.get_by_role("button", name="Propose it to the student").click()
    expect(staff.get_by_text("Waits for the student")).to_be_visible()

    look_at_it(student, town, words)
    assert student.locator("input[name=field]:checked").count() == 0
    assert student.evaluate("document.documentElement.scrollWidth") <= 360
    student.get_by_label("First name").first.check()
    student.get_by_role("button", name="Yes, send what I ticked").click()
    expect(student.get_by_role("alert")).to_contain_text("nothing is in it")
    student.fill("input[name=first_name]", "Robin")
    student.get_by_label("What it is about").first.check()
    student.get_by_role("button", name="Yes, send what I ticked").click()
    expect(student.get_by_role("status")).to_contain_text("You said yes.")

    staff.reload()
    expect(staff.locator("[data-referral] ul")).to_contain_text("Robin")
    assert staff.evaluate("document.documentElement.scrollWidth") <= 360
    staff.get_by_label("Why it may be sent").fill("Counsel looked at it.")
    staff.get_by_role("button", name="Send what was agreed").click()
    expect(staff.locator("#pin")).to_have_text(re.compile(r"^\d{4} \d{4}$"))

    look_at_it(student, town, words)
    expect(student.get_by_role("status")).to_contain_text("They have not opened it yet")
    student.get_by_label("Yes, take it back").check()
    student.get_by_role("button", name="Take it back").click()
    expect(student.get_by_role("status")).to_contain_text("They can't open it any more")
    staff.goto(f"{town.staff}/threads/{reference}/referral")
    expect(staff.get_by_text("Taken back by the student")).to_be_visible()
