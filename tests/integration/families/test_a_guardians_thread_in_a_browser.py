"""From the counselor's proposal to a guardian's answer and the student's change of mind, on screens of 360 pixels.

The student and the guardian have browsers without scripts, but for the button that copies the link.
"""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import Page, expect

from reporting.app.sites import public_site
from tests.integration.app.conftest import served, staff_app
from tests.integration.families.conftest import ADULT, GUARDIAN, QUIET, TELL, WORDS

pytestmark = [pytest.mark.browser, pytest.mark.nightly]
ANSWER = "canary-answer Listen, and let them choose when."
NOTHING = "There is nothing to read here."

Open = Callable[..., Page]


@pytest.fixture
def sites(founded_house: Any) -> Iterator[tuple[str, str]]:
    """The addresses of both sites of one house."""
    house = founded_house
    with (
        served(public_site(house.house)) as public,
        served(staff_app(house.doors, house.house.foundation)) as staff,
    ):
        yield public, staff


@pytest.fixture
def opened(chromium: Chromium, founded_house: Any, sites: tuple[str, str]) -> Iterator[Open]:
    """A page of a browser of its own, of a role of staff where one is named."""
    contexts = []

    def open_(path: str, role: str = "", *, scripts: bool = False) -> Page:
        base = sites[1] if role else sites[0]
        context = chromium.new_context(
            base_url=base,
            viewport={"width": 360, "height": 740},
            java_script_enabled=scripts,
            permissions=["clipboard-read", "clipboard-write"],
        )
        contexts.append(context)
        context.set_default_timeout(30_000)
        if role:
            founded_house.cookies.pop(role, None)
            founded_house.unlock(role)
            context.add_cookies([{"name": "s", "value": founded_house.cookies[role], "url": base}])
        page = context.new_page()
        page.goto(path)
        return page

    yield open_
    for one in contexts:
        one.close()


def fits(page: Page) -> None:
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def comes_back(page: Page, words: str) -> None:
    page.goto("/return")
    page.fill("#receipt", words)
    page.get_by_role("button", name="Open").click()
    expect(page.locator("#status-h")).to_be_visible()
    fits(page)


def proposed(opened: Open, path: str) -> None:
    staff = opened(path, "north")
    fits(staff)
    staff.fill("#adult", ADULT)
    staff.fill("#body", WORDS)
    staff.fill("#tell", TELL)
    staff.get_by_role("button", name="Propose it").click()
    expect(staff.locator("[data-stage=proposed]")).to_contain_text("Not asked yet")
    fits(staff)


def asked_and_agreed(student: Page, clock: Any, words: str) -> None:
    """At a later visit, with no marked."""
    comes_back(student, words)
    expect(student.locator("#guardian-later")).to_be_visible()
    assert student.locator("#guardian").count() == 0
    clock.advance(hours=2)
    comes_back(student, words)
    student.locator("#guardian button").click()
    expect(student.locator("[name=answer][value=no]")).to_be_checked()
    fits(student)
    student.get_by_label("Yes, you may write with them").check()
    student.get_by_role("button", name="Send my answer").click()
    expect(student.get_by_role("status")).to_contain_text("Nobody was told so far.")


def linked(opened: Open, path: str) -> None:
    """After a second person's yes, for the student to give on."""
    second = opened(path, "north_too")
    second.get_by_role("button", name="Say the second yes").click()
    expect(second.locator("[data-stage=confirmed]")).to_be_visible()
    fits(second)
    staff = opened(path, "north")
    staff.get_by_label("The student does: the link stands on their page").check()
    staff.get_by_role("button", name="Make the link").click()
    expect(staff.locator("h1")).to_have_text("A link for one adult")
    assert staff.locator("#link").count() == 0
    fits(staff)


def copied(opened: Open, student: Page, words: str) -> str:
    """Without scripts it is there to be selected, and nothing is offered that does not work."""
    comes_back(student, words)
    student.locator("#guardian button").click()
    link = student.locator("#link").inner_text()
    expect(student.get_by_role("button", name="Copy")).to_be_hidden()
    fits(student)
    scripted = opened("/return", scripts=True)
    comes_back(scripted, words)
    scripted.locator("#guardian button").click()
    scripted.get_by_role("button", name="Copy").click()
    expect(scripted.get_by_role("button", name="Copied")).to_be_visible()
    # Pasted where there is a field: the site allows no page to read what was copied.
    scripted.goto("/return")
    scripted.locator("#receipt").focus()
    scripted.keyboard.press("Control+V")
    expect(scripted.locator("#receipt")).to_have_value(link)
    return "/adult/" + link.rpartition("/")[2]


def written(guardian: Page, link: str) -> str:
    """The guardian's six words."""
    guardian.goto(link)
    expect(guardian.locator("main")).to_contain_text(TELL)
    assert QUIET not in guardian.content()
    fits(guardian)
    guardian.fill("#body", GUARDIAN)
    guardian.get_by_role("button", name="Send", exact=True).click()
    own = guardian.locator("#receipt").inner_text()
    fits(guardian)
    return own


def answered(staff: Page) -> None:
    staff.locator("#beside a").click()
    expect(staff.locator("#writer")).to_have_text("A guardian writes")
    fits(staff)
    staff.locator("#reply").fill(ANSWER)
    staff.get_by_role("button", name="Send answer").first.click()
    expect(staff.locator("article[data-from=staff]")).to_contain_text(ANSWER)


def finds_nothing(guardian: Page, own: str, link: str) -> None:
    guardian.goto("/return")
    guardian.fill("#receipt", own)
    guardian.get_by_role("button", name="Open").click()
    expect(guardian.locator("h1")).to_have_text(NOTHING)
    fits(guardian)
    guardian.goto(link)
    expect(guardian.locator("h1")).to_have_text(NOTHING)


def test_a_guardian_gets_a_thread_of_their_own_and_it_ends_when_the_student_says(
    founded_house: Any, opened: Open
) -> None:
    words = " ".join(founded_house.tip(QUIET).words)
    path = f"/threads/{founded_house.threads()[0].reference}/guardian"
    proposed(opened, path)
    student, guardian = opened("/return"), opened("/return")
    asked_and_agreed(student, founded_house.clock, words)
    linked(opened, path)
    link = copied(opened, student, words)
    own = written(guardian, link)
    assert own != words
    answered(opened(path, "north"))
    comes_back(guardian, own)
    expect(guardian.locator("article[data-from=staff]")).to_contain_text(ANSWER)
    comes_back(student, words)
    assert [one for one in (ANSWER, GUARDIAN) if one in student.content()] == []
    student.locator("#guardian button").click()
    student.get_by_label("Yes, take it back").check()
    student.get_by_role("button", name="Take it back").click()
    expect(student.get_by_role("status")).to_contain_text("You took it back.")
    finds_nothing(guardian, own, link)
