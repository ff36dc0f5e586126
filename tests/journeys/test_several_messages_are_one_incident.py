"""Two students write of one person; a counselor on a phone puts the threads together and answers both at once."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.town import Town
from tests.journeys.visitor import Visitor

pytestmark = pytest.mark.browser
ONE = "Quentin Zorrillo hides my bag every day in the locker room"
OTHER = "yesterday quentin zorrillo pushed a kid in the locker room"
ANSWER = "Thank you for telling us. When did you see it?"


@pytest.fixture
def phone(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(viewport={"width": 360, "height": 740})
    context.set_default_timeout(30_000)
    yield context.new_page()
    context.close()


def told(town: Town, body: str) -> str:
    student = Visitor(town.public).get("/")
    student.post("/", {"body": body, "school": town.northside})
    return student.by_id("receipt") or ""


@pytest.mark.nightly
def test_they_are_put_together_and_answered_at_once_and_each_student_reads_their_own(
    town: Town, phone: Page
) -> None:
    words = [told(town, body) for body in (ONE, OTHER)]
    person = town.person("Ana")
    phone.goto(f"{town.staff}/sign-in")
    phone.get_by_label("E-mail").fill(person.email)
    phone.get_by_label("Password", exact=True).fill(person.password)
    phone.get_by_role("button", name="Sign in").click()
    phone.wait_for_url("**/inbox*")
    phone.goto(f"{town.staff}/inbox?view=all")
    phone.locator("[data-thread]", has_text="pushed a kid").get_by_role("link").click()

    expect(phone.locator(".reports")).to_contain_text("2nd uncorroborated report about this person")
    phone.get_by_role("link", name="1 other thread may belong to it").click()
    expect(phone.locator(".reports")).to_contain_text("Before anyone is searched, removed or confronted")
    phone.locator("[data-alike]", has_text="hides my bag").get_by_role("checkbox").check()
    phone.locator("#name").fill("Locker room")
    phone.get_by_role("button", name="Put them together").first.click()
    expect(phone.get_by_role("heading", name="Locker room")).to_be_visible()
    expect(phone.locator(".together-row[data-thread]")).to_have_count(2)

    phone.get_by_label("Your answer").fill(ANSWER)
    phone.get_by_role("button", name="Send to all of these").click()
    expect(phone.locator("[data-sent=sent]")).to_have_count(2)
    assert phone.evaluate("document.documentElement.scrollWidth") <= 360

    for six in words:
        student = Visitor(town.public).get("/return")
        student.post("/return", {"receipt": six})
        assert ANSWER in student.plain
        assert "Locker room" not in student.plain
        assert ("pushed a kid" in student.plain) != ("hides my bag" in student.plain)
