"""The main job as people do it: a student's browser, the counselor's browser, the phones beside them."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.journeys.patience import until
from tests.journeys.town import GUN, LUNCH, Town

pytestmark = pytest.mark.browser
PATIENCE_MS = 30_000
ANSWER = "Thank you for telling us. Are you safe where you are?"

Open = Callable[..., Page]


@pytest.fixture
def open_page(chromium: Browser) -> Iterator[Open]:
    """A page in a profile of its own."""
    contexts: list[BrowserContext] = []

    def open_(address: str, **options: object) -> Page:
        context = chromium.new_context(**options)  # type: ignore[arg-type]  # Playwright's own options
        contexts.append(context)
        context.set_default_timeout(PATIENCE_MS)
        page = context.new_page()
        page.goto(address)
        return page

    yield open_
    for context in contexts:
        context.close()


def write(page: Page, body: str, school: str) -> str:
    """Fill the form as a student would, and return the six words."""
    page.fill("#body", body)
    page.click("summary:has-text('Which school?')")
    page.select_option("#school", school)
    page.click("#write .actions button")
    words = page.locator("#receipt")
    expect(words).to_have_text(re.compile(r"^[a-z]+( [a-z]+){5}$"), timeout=PATIENCE_MS)
    return words.inner_text()


def sign_in(page: Page, email: str, password: str) -> None:
    page.get_by_label("E-mail").fill(email)
    page.get_by_label("Password", exact=True).fill(password)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/inbox*")


def test_from_a_students_words_to_a_persons_answer_with_phones_beside(town: Town, open_page: Open) -> None:
    phones = open_page(f"{town.staff}/simulator")
    student = open_page(f"{town.public}/")
    words = write(student, GUN, town.northside)

    page = town.when_paged(town.northside)
    on_call = town.owner(page)
    reference = town.reference_in(page)
    screen = phones.locator(f'[data-phone="{on_call.number}"]')
    expect(screen).to_contain_text(reference, timeout=PATIENCE_MS)
    assert "gun" not in screen.inner_text()
    screen.get_by_role("button", name="ACK").click()
    on_call.phone.hears_that_it_is_theirs()
    expect(screen).to_contain_text("you have", timeout=PATIENCE_MS)

    counselor = open_page(f"{town.staff}/inbox")
    sign_in(counselor, on_call.email, on_call.password)
    row = counselor.locator(f'[data-thread="{reference}"]')
    expect(row).to_have_attribute("data-severity", "urgent")
    row.locator("a").click()
    expect(counselor.locator('article[data-from="reporter"]')).to_contain_text(GUN)
    expect(counselor.locator("#because")).to_contain_text("gun in his backpack")
    counselor.get_by_label("Your answer").fill(ANSWER)
    counselor.get_by_role("button", name="Send answer").click()
    expect(counselor.locator('article[data-from="staff"]')).to_contain_text(ANSWER, timeout=PATIENCE_MS)

    student.goto(f"{town.public}/return")
    student.get_by_label("Your six words").fill(words.title())
    student.get_by_role("button", name="Open").click()
    expect(student.locator("article.newest")).to_contain_text(ANSWER, timeout=PATIENCE_MS)
    expect(student.locator("body")).to_contain_text("A counselor read this")
    student.locator("summary", has_text="Show what I wrote").click()
    expect(student.locator('article[data-from="reporter"]')).to_contain_text(GUN)
    assert not student.context.cookies()


@pytest.mark.nightly
def test_a_new_message_appears_in_the_open_inbox_without_a_reload(town: Town, open_page: Open) -> None:
    ana = town.person("Ana")
    inbox = open_page(f"{town.staff}/inbox")
    sign_in(inbox, ana.email, ana.password)
    before = set(ana.looks().rows())
    town.tells(LUNCH, school=town.northside)
    reference = until(lambda: set(ana.looks().rows()) - before, "the row of the new message").pop()

    inbox.locator("#new-rows:visible, " + f'[data-thread="{reference}"]').first.wait_for()
    if inbox.locator("#new-rows").is_visible():
        inbox.locator("#new-rows").click()
    expect(inbox.locator(f'[data-thread="{reference}"]')).to_be_visible(timeout=PATIENCE_MS)
    assert not town.paged()


# By day test_a_spanish_browser_is_answered_in_spanish asks it over plain HTTP.
@pytest.mark.nightly
def test_a_spanish_browser_sees_spanish_from_the_first_word(town: Town, open_page: Open) -> None:
    page = open_page(f"{town.public}/", locale="es-MX")
    expect(page.locator("html")).to_have_attribute("lang", "es")
    page.fill("#body", "alguien me roba el almuerzo todos los días")
    page.click("#write .actions button")
    expect(page.locator("#receipt")).to_have_text(re.compile(r"^[a-z]+( [a-z]+){5}$"))
    expect(page.locator("h1")).to_have_text("Tenemos tu mensaje.")
