"""A partner declines for want of room; the counselor's list names who has room; the student says yes once more, and is seen."""

import re
import secrets
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.partner_links import mailed, mailed_since
from tests.journeys.town import Town

pytestmark = [pytest.mark.browser, pytest.mark.nightly]
SAID = "nothing is fun any more and I lie awake"


@pytest.fixture
def pages(chromium: Browser) -> Iterator[tuple[Page, Page, Page]]:
    """The student's, the counselor's and the partner's, 360 pixels wide each."""
    contexts = [chromium.new_context(viewport={"width": 360, "height": 740}) for _ in range(3)]
    for one in contexts:
        one.set_default_timeout(60_000)
    yield contexts[0].new_page(), contexts[1].new_page(), contexts[2].new_page()
    for one in contexts:
        one.close()


def fits(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth") <= 360)


def look_at_it(student: Page, town: Town, words: str) -> None:
    """The newest proposal."""
    student.goto(f"{town.public}/return")
    student.fill("#receipt", words)
    student.press("#receipt", "Enter")
    student.get_by_role("button", name="Look at it").last.click()


def agree(student: Page, town: Town, words: str) -> None:
    look_at_it(student, town, words)
    student.get_by_label("First name").first.check()
    student.fill("input[name=first_name]", "Robin")
    student.get_by_label("Getting there").check()
    student.get_by_role("button", name="Yes, send what I ticked").click()
    expect(student.get_by_role("status").first).to_contain_text("You said yes.")


def send(staff: Page, town: Town, reference: str) -> tuple[str, str]:
    """The link, as it was mailed, and the PIN, as the counselor reads it."""
    before = mailed(town)
    staff.goto(f"{town.staff}/threads/{reference}/referral")
    staff.get_by_label("Why it may be sent").fill("Counsel looked at it.")
    staff.get_by_role("button", name="Send what was agreed").click()
    expect(staff.locator("#pin")).to_have_text(re.compile(r"^\d{4} \d{4}$"))
    return mailed_since(town, before), staff.locator("#pin").inner_text()


def opened(partner: Page, link: str, pin: str) -> None:
    partner.goto(link)
    partner.fill("#pin", pin)
    partner.get_by_role("button", name="Open").click()
    expect(partner.locator("main")).to_contain_text("Robin")
    expect(partner.locator("main")).to_contain_text("Getting there")
    assert fits(partner)


SHOWN = {"declined": "declined", "accepted": "accepted", "scheduled": "a time is set", "attended": "came"}


def says(partner: Page, step: str, why: str = "", when: str = "") -> None:
    """The page that answers names the state: the one before is still there for a moment."""
    partner.select_option("#step", step)
    if why:
        partner.select_option("#declined", why)
    partner.fill("#when", when)
    partner.get_by_role("button", name="Keep this").click()
    expect(partner.locator("label[for=step]")).to_contain_text(f"({SHOWN[step]})")


def begun(student: Page, staff: Page, town: Town) -> tuple[str, str]:
    """The student's six words, and the reference by which Ana finds what they wrote."""
    mark = f"qr-plover-{secrets.token_hex(3)}"  # so that a second try finds its own
    student.goto(town.public)
    student.fill("#body", f"{mark}: {SAID}")
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
    reference = str(staff.locator("[data-thread]", has_text=mark).get_attribute("data-thread"))
    return words, reference


def propose_to_oak(staff: Page, town: Town, reference: str) -> str:
    """The value of its service."""
    staff.goto(f"{town.staff}/threads/{reference}/referral")
    oak = staff.locator("#service option", has_text="Oak Clinic").get_attribute("value")
    staff.select_option("#service", oak)
    staff.get_by_label("The way there").check()
    staff.locator("summary", has_text="What each of them has against it").click()
    expect(staff.get_by_role("row").filter(has_text="Oak Clinic")).to_contain_text("comes into a school")
    assert fits(staff)
    staff.get_by_label("Your words to the student").fill("May I ask them for you?")
    staff.get_by_label("What for, in one plain sentence").fill("A first talk")
    staff.get_by_role("button", name="Propose it to the student").click()
    expect(staff.get_by_text("Waits for the student")).to_be_visible()
    return str(oak)


def test_declined_for_capacity_then_somebody_with_room_then_seen(
    pages: tuple[Page, Page, Page], town: Town
) -> None:
    student, staff, partner = pages
    words, reference = begun(student, staff, town)
    oak = propose_to_oak(staff, town, reference)
    agree(student, town, words)
    opened(partner, *send(staff, town, reference))
    says(partner, "declined", why="no_capacity")

    staff.goto(f"{town.staff}/referrals?anew=1")
    mine = staff.locator("[data-stalled]", has_text=reference)
    expect(mine).to_contain_text("Declined: no room")
    expect(mine).to_contain_text("Propose somebody else who has room")
    expect(mine).to_contain_text("has room")
    assert fits(staff)
    mine.get_by_role("link", name="Propose this instead").first.click()
    expect(staff.get_by_label("Your words to the student")).to_have_value("May I ask them for you?")
    expect(staff.get_by_label("What for, in one plain sentence")).to_have_value("A first talk")
    assert staff.locator("#service").input_value() not in {"", oak}
    expect(staff.get_by_label("The way there")).to_be_checked()
    staff.get_by_role("button", name="Propose it to the student").click()
    expect(staff.get_by_text("Waits for the student")).to_be_visible()
    # A yes to one partner is none to another: there is nothing to send yet.
    assert staff.get_by_role("button", name="Send what was agreed").count() == 0

    agree(student, town, words)
    opened(partner, *send(staff, town, reference))
    says(partner, "accepted")
    says(partner, "scheduled", when="Tuesday at four, room 12")
    look_at_it(student, town, words)
    expect(student.locator("main")).to_contain_text("Tuesday at four, room 12")
    says(partner, "attended")
    look_at_it(student, town, words)
    expect(student.get_by_role("status").first).to_contain_text("They say that you were seen.")
    student.get_by_role("button", name="Yes", exact=True).click()
    expect(student.locator("main")).to_contain_text("You told us: you were seen.")
    staff.goto(f"{town.staff}/referrals?anew=1")
    expect(staff.get_by_role("heading", name="Referrals that stand still")).to_be_visible()
    assert staff.locator("[data-stalled]", has_text=reference).count() == 0
