"""`make up` on an empty home, by people with browsers alone: from the printed link to an open line and a first message."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.journeys.patience import until
from tests.journeys.service import Service
from tests.journeys.visitor import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]
PATIENCE_MS = 30_000
ADMINISTRATOR = ("Ada Stone", "ada@oakfield.example", "lantern orbit velvet thirty")
PEOPLE = (
    ("Ana Ruiz", "ana@oakfield.example", "Counselor", "meadow copper tunnel fifty"),
    ("Ben Okafor", "ben@oakfield.example", "Social worker", "harbor pencil winter seventy"),
)


@pytest.fixture
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    folder = tmp_path_factory.mktemp("up")
    service = Service("up", folder / "home", folder / "said").start()
    yield service
    service.stop()


@pytest.fixture
def desk(chromium: Browser) -> Iterator[Callable[[], Page]]:
    """A new person's browser."""
    contexts: list[BrowserContext] = []

    def open_() -> Page:
        context = chromium.new_context()
        contexts.append(context)
        context.set_default_timeout(PATIENCE_MS)
        return context.new_page()

    yield open_
    for context in contexts:
        context.close()


def go_on(page: Page) -> None:
    page.get_by_role("button", name="Keep and go on").click()


def fill_in(page: Page) -> list[str]:
    """The seven pages of the set-up; returns the links that the others are handed."""
    page.fill("#f-district", "Oakfield Schools")
    page.fill("#f-line_name", "Oakfield Line")
    page.select_option("#f-zone", "America/Chicago")
    go_on(page)
    page.fill("#f-schools", "North High")
    go_on(page)
    name, email, password = ADMINISTRATOR
    page.fill("#f-name", name)
    page.fill("#f-email", email)
    page.fill("#f-password", password)
    page.fill("#f-again", password)
    go_on(page)
    for number, (name, email, title, _) in enumerate(PEOPLE, 1):
        # The page before may still stand; a fold that is open would be closed by a click.
        fold = page.locator("details", has=page.locator(f"#f-p{number}_name"))
        expect(fold).to_have_count(1)
        if fold.get_attribute("open") is None:
            fold.locator("summary").click()
        page.fill(f"#f-p{number}_name", name)
        page.fill(f"#f-p{number}_email", email)
        page.fill(f"#f-p{number}_title", title)
        page.fill(f"#f-p{number}_phone", f"+1202555010{number}")
        page.select_option(f"#f-p{number}_school", "North High")
        for right in ("everyday", "crisis", "designee"):
            page.check(f"#f-p{number}_{right}")
    page.check("#f-p1_registrar")
    go_on(page)
    go_on(page)  # no carrier: messages by web only
    expect(page.locator("h1")).to_have_text("On call")
    teams = page.locator("#f-t1_team option").all_inner_texts()
    for number, team in enumerate(teams, 1):
        page.select_option(f"#f-t{number}_team", team)
        page.select_option(f"#f-t{number}_email", PEOPLE[0][1])
    go_on(page)
    page.check("#f-understood")
    page.get_by_role("button", name="Make the district").click()
    expect(page.locator("body")).to_contain_text("The district stands")
    return page.locator(".link-once").all_inner_texts()


def join(page: Page, link: str, password: str) -> None:
    page.goto(link)
    page.get_by_label("New password").fill(password)
    page.get_by_label("The same again").fill(password)
    page.get_by_role("button", name="Join").click()
    expect(page.locator("body")).to_contain_text("Your keys are made")


def sign_in(page: Page, base: str, email: str, password: str) -> None:
    page.goto(f"{base}/sign-in")
    page.get_by_label("E-mail").fill(email)
    page.get_by_label("Password", exact=True).fill(password)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(re.compile(r"/(inbox|getting-ready)"))


def press(page: Page, where: str, name: str | re.Pattern[str], password: str) -> None:
    """An act on the page `where`, which may ask for the password again before it is done."""
    for _ in range(2):
        page.goto(where)
        page.get_by_role("button", name=name).first.click()
        page.wait_for_url(re.compile("/step-up|done="))
        if "/step-up" not in page.url:
            return
        page.get_by_label("Password", exact=True).fill(password)
        page.get_by_role("button", name="Go on").click()
        page.wait_for_url(lambda address: "/step-up" not in address)
    pytest.fail(f"{where} asked for the password twice")


@pytest.mark.nightly
def test_from_the_printed_link_to_an_open_line_and_a_message_that_a_counselor_reads(
    service: Service, desk: Callable[[], Page]
) -> None:
    found = until(
        lambda: re.search(r"http://\S+/set-up/\S+", service.said()), "the link of the set-up page", 90
    )
    assert found
    before = Visitor(service.public).get("/")
    assert "We are not open yet." in before.plain
    assert Visitor(service.staff).get("/simulator").status == 404

    administrator = desk()
    administrator.goto(found[0])
    links = fill_in(administrator)
    assert len(links) == len(PEOPLE)
    for link, (_, _, _, password) in zip(links, PEOPLE, strict=True):
        join(desk(), link, password)

    _, email, password = ADMINISTRATOR
    sign_in(administrator, service.staff, email, password)
    ready = f"{service.staff}/getting-ready"
    for _ in PEOPLE:
        press(administrator, f"{service.staff}/people/waiting", re.compile("^Let .* in$"), password)
    press(administrator, ready, "Make the keys", password)
    press(administrator, ready, "Open the line", password)
    administrator.goto(ready)
    expect(administrator.locator("body")).to_contain_text("The line is open")

    student = desk()
    student.goto(f"{service.public}/")
    student.fill("#body", "someone keeps stealing my lunch")
    student.click("#write .actions button")
    expect(student.locator("#receipt")).to_have_text(re.compile(r"^[a-z]+( [a-z]+){5}$"))

    counselor = desk()
    sign_in(counselor, service.staff, PEOPLE[0][1], PEOPLE[0][3])
    counselor.goto(f"{service.staff}/inbox?view=all")
    counselor.locator("[data-thread] a").first.click()
    expect(counselor.locator('article[data-from="reporter"]')).to_contain_text("stealing my lunch")
