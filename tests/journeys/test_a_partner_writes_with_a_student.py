"""From a message to help that happens: a yes to three fields, a partner on a phone who accepts, sets a time, writes and
offers a video room, and a student who says that they were seen. All on 360 pixels; student and partner without scripts.
"""

import re
import secrets
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.partner_links import mailed, mailed_since
from tests.journeys.town import Town

pytestmark = pytest.mark.browser
SAID = "nothing is fun any more and I lie awake"
HELLO = "Hello, I am Dr. Vega. How are the nights now?"
BACK = "A bit better since Monday."
ROOM = "https://video.example/room-of-vega"


@pytest.fixture
def pages(chromium: Browser) -> Iterator[tuple[Page, Page, Page]]:
    """The student's, the counselor's and the partner's; the student's and the partner's without scripts."""
    narrow = {"width": 360, "height": 740}
    contexts = [
        chromium.new_context(viewport=narrow, java_script_enabled=script) for script in (False, True, False)
    ]
    for one in contexts:
        one.set_default_timeout(60_000)
    yield contexts[0].new_page(), contexts[1].new_page(), contexts[2].new_page()
    for one in contexts:
        one.close()


def come_back(student: Page, town: Town, words: str) -> None:
    student.goto(f"{town.public}/return")
    student.fill("#receipt", words)
    student.press("#receipt", "Enter")


def narrow(page: Page) -> bool:
    """Nothing stands beyond the edge of the phone."""
    return bool(page.locator("html").evaluate("one => one.scrollWidth <= 360"))


def proposed(staff: Page, town: Town, mark: str) -> str:
    """The counselor answers, and proposes help."""
    person = town.person("Ana")
    staff.goto(f"{town.staff}/sign-in")
    staff.get_by_label("E-mail").fill(person.email)
    staff.get_by_label("Password", exact=True).fill(person.password)
    staff.get_by_role("button", name="Sign in").click()
    staff.wait_for_url("**/inbox*")
    staff.goto(f"{town.staff}/inbox?view=all")
    reference = staff.locator("[data-thread]", has_text=mark).get_attribute("data-thread")
    staff.goto(f"{town.staff}/threads/{reference}/referral")
    staff.select_option("#service", index=1)
    staff.get_by_label("Your words to the student").fill("May I ask them for you?")
    staff.get_by_label("What for, in one plain sentence").fill("A first talk")
    staff.get_by_label("What it is about, as the partner would read it").fill("Lies awake.")
    staff.get_by_role("button", name="Propose it to the student").click()
    expect(staff.get_by_text("Waits for the student")).to_be_visible()
    return str(reference)


def keeps(partner: Page, step: str, state: str) -> None:
    """The page that answers names the state: the one before is still there for a moment."""
    partner.select_option("#step", step)
    partner.get_by_role("button", name="Keep this").click()
    expect(partner.locator("label[for=step]")).to_contain_text(f"({state})")


def says_yes_to_three_fields(student: Page, town: Town, words: str) -> None:
    come_back(student, town, words)
    student.get_by_role("button", name="Look at it").click()
    for name, value in (("First name", "Robin"), ("Language you want to speak", "English")):
        student.get_by_label(name).first.check()
        student.get_by_role("textbox", name=name).fill(value)
    student.get_by_label("What it is about").first.check()
    student.get_by_label("They may write to me here.").check()
    student.get_by_role("button", name="Yes, send what I ticked").click()
    expect(student.get_by_role("status")).to_contain_text("You said yes.")


def answers(partner: Page, link: str, pin: str) -> None:
    """Accepts, sets a time, writes, and offers a video room."""
    partner.goto(link)
    partner.fill("#pin", pin)
    partner.get_by_role("button", name="Open").click()
    expect(partner.get_by_text("Robin")).to_be_visible()
    assert narrow(partner)
    keeps(partner, "accepted", "accepted")
    partner.fill("#when", "Tuesday at four")
    keeps(partner, "scheduled", "a time is set")
    partner.get_by_role("button", name="Write with the student").click()
    partner.fill("#body", f"{HELLO} {ROOM}")
    partner.get_by_role("button", name="Send").click()
    expect(partner.get_by_role("alert")).to_contain_text("a link can't stand in a message")
    partner.fill("#body", HELLO)
    partner.get_by_role("button", name="Send").click()
    expect(partner.locator(".said", has_text=HELLO)).to_be_visible()
    partner.fill("#address", ROOM)
    partner.get_by_role("button", name="Offer it").click()
    expect(partner.get_by_text("The student has not asked to see it yet.")).to_be_visible()
    assert narrow(partner)


def reads_and_writes_back(student: Page, town: Town, words: str) -> None:
    come_back(student, town, words)
    expect(student.get_by_text("They wrote something new to you.")).to_be_visible()
    student.get_by_role("button", name="Look at it").click()
    expect(student.get_by_text("Tuesday at four")).to_be_visible()
    student.get_by_role("button", name="Write with them").click()
    expect(student.get_by_text(HELLO)).to_be_visible()
    expect(student.get_by_text("wake the people on call at your school")).to_be_visible()
    expect(student.locator(f"a[href='{ROOM}']")).to_have_count(0)
    student.get_by_role("button", name="I want to see it").click()
    expect(student.locator(f"a[href='{ROOM}']")).to_be_visible()
    student.fill("#body", BACK)
    student.get_by_role("button", name="Send").click()
    expect(student.get_by_text(BACK)).to_be_visible()
    assert narrow(student)


@pytest.mark.nightly
def test_from_a_yes_to_three_fields_to_i_was_seen(pages: tuple[Page, Page, Page], town: Town) -> None:
    student, staff, partner = pages
    mark = f"qs-egret-{secrets.token_hex(3)}"  # so that a second try finds its own
    words = " ".join(town.tells(f"{mark}: {SAID}", school=town.northside))
    reference = proposed(staff, town, mark)
    says_yes_to_three_fields(student, town, words)
    before = mailed(town)
    staff.reload()
    staff.get_by_label("Why it may be sent").fill("Counsel looked at it.")
    staff.get_by_role("button", name="Send what was agreed").click()
    expect(staff.locator("#pin")).to_have_text(re.compile(r"^\d{4} \d{4}$"))
    answers(partner, mailed_since(town, before), staff.locator("#pin").inner_text())
    reads_and_writes_back(student, town, words)

    staff.goto(f"{town.staff}/threads/{reference}/referral")
    expect(staff.get_by_text("The student and the partner write to each other.")).to_be_visible()
    read = staff.locator("body").inner_text()
    assert not [word for word in (HELLO, BACK, ROOM) if word in read]

    come_back(student, town, words)
    student.get_by_role("button", name="Look at it").click()
    student.get_by_role("button", name="Yes", exact=True).click()
    expect(student.get_by_text("You told us: you were seen.")).to_be_visible()
    staff.reload()
    expect(staff.get_by_text("The student says: I was seen.")).to_be_visible()
