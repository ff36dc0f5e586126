"""A student adds a photo with a place in it; the counselor looks at it, and where it must be it stays covered."""

import re
from collections.abc import Callable, Iterator
from io import BytesIO
from urllib.parse import urlsplit

import pytest
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.journeys.town import Town

pytestmark = pytest.mark.browser
PATIENCE_MS = 30_000
PLACE = "Canary Street 7"
PRESSED = "{mark}: a guy online has naked pictures of me and says he will send them to everyone if i dont pay"
WALL = "{mark}: somebody wrote my name on the wall of the gym"

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


@pytest.fixture
def photo() -> dict[str, object]:
    exif = Image.Exif()
    exif[0x010E] = PLACE
    out = BytesIO()
    Image.effect_noise((900, 600), 60).convert("RGB").save(out, "JPEG", exif=exif)
    return {"name": f"{PLACE}.jpg", "mimeType": "image/jpeg", "buffer": out.getvalue()}


def tell(page: Page, town: Town, body: str) -> str:
    page.fill("#body", body)
    page.click("summary:has-text('Which school?')")
    page.select_option("#school", town.northside)
    page.click("#write .actions button")
    words = page.locator("#receipt")
    expect(words).to_have_text(re.compile(r"^[a-z]+( [a-z]+){5}$"))
    return words.inner_text()


def add(page: Page, photo: dict[str, object]) -> None:
    page.set_input_files("#files", photo)  # type: ignore[arg-type]  # Playwright's own shape
    page.get_by_role("button", name="Send this file").click()
    expect(page.locator("[data-filed]")).to_be_visible()


def counselor(open_page: Open, town: Town, mark: str) -> Page:
    """At the thread whose message carries this mark."""
    person = town.person("Ana")
    page = open_page(f"{town.staff}/sign-in")
    page.get_by_label("E-mail").fill(person.email)
    page.get_by_label("Password", exact=True).fill(person.password)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/inbox*")
    page.goto(f"{town.staff}/inbox?view=all")
    row = page.locator("[data-thread]", has_text=mark)
    page.goto(f"{town.staff}/threads/{row.get_attribute('data-thread')}")
    return page


def test_a_photo_follows_the_words_and_says_nothing_but_what_it_shows(
    town: Town, open_page: Open, photo: dict[str, object]
) -> None:
    student = open_page(f"{town.public}/")
    words = tell(student, town, WALL.format(mark="wallmark"))
    student.locator("[name^=word_]").first.fill("typed")
    add(student, photo)
    # The words stay on the page, and what was typed beside them.
    expect(student.locator("#receipt")).to_have_text(words)
    expect(student.locator("[name^=word_]").first).to_have_value("typed")

    staff = counselor(open_page, town, "wallmark")
    staff.locator("[data-file=photo]").click()
    image = staff.locator("#shown img")
    expect(image).to_be_visible()
    staff.wait_for_function("document.querySelector('#shown img').naturalWidth === 900")
    with staff.expect_download() as saved:
        staff.get_by_role("link", name="Save a copy").click()
    data = saved.value.path().read_bytes()
    assert data.startswith(b"\xff\xd8\xff")
    assert PLACE.encode() not in data
    assert PLACE not in saved.value.suggested_filename
    assert staff.evaluate("document.documentElement.scrollWidth") <= 360


@pytest.mark.nightly
def test_without_scripts_it_is_a_plain_form(town: Town, open_page: Open, photo: dict[str, object]) -> None:
    student = open_page(f"{town.public}/", java_script_enabled=False)
    words = tell(student, town, WALL.format(mark="plainmark"))
    add(student, photo)
    expect(student.locator("#receipt")).to_have_text(words)
    student.goto(f"{town.public}/return")
    student.get_by_label("Your six words").fill(words)
    student.get_by_role("button", name="Open").click()
    add(student, photo)
    student.locator("summary", has_text="Show what I wrote").first.click()
    expect(student.locator("article", has_text="You sent a photo.")).to_have_count(2)


@pytest.mark.nightly
def test_a_broken_connection_is_tried_again_and_stores_one(
    town: Town, open_page: Open, photo: dict[str, object]
) -> None:
    student = open_page(f"{town.public}/")
    words = tell(student, town, WALL.format(mark="brokenmark"))
    tries: list[int] = []

    def break_twice(route: object) -> None:
        tries.append(1)
        if len(tries) == 1:
            route.abort()  # type: ignore[attr-defined]  # Playwright's route
        elif len(tries) == 2:
            # Stored, but the answer is lost on the way.
            route.fetch()  # type: ignore[attr-defined]
            route.abort()  # type: ignore[attr-defined]
        else:
            route.continue_()  # type: ignore[attr-defined]

    student.route("**/return/file*", break_twice)
    add(student, photo)
    assert len(tries) == 3
    student.goto(f"{town.public}/return")
    student.get_by_label("Your six words").fill(words)
    student.get_by_role("button", name="Open").click()
    expect(student.locator("article", has_text="You sent a photo.")).to_have_count(1)


@pytest.mark.nightly
def test_in_a_thread_about_pictures_it_stays_covered(
    town: Town, open_page: Open, photo: dict[str, object]
) -> None:
    student = open_page(f"{town.public}/")
    tell(student, town, PRESSED.format(mark="pressedmark"))
    expect(student.locator("[data-files]")).to_contain_text(
        "Don't send or share nude pictures, not even as proof"
    )
    add(student, photo)
    staff = counselor(open_page, town, "pressedmark")
    staff.locator("[data-file=photo]").click()
    expect(staff.locator("#covered li").first).to_be_visible()
    assert staff.locator("main img").count() == 0
    staff.get_by_role("button", name="Uncover it").click()
    image = staff.locator("#shown img")
    expect(image).to_be_visible()
    staff.emulate_media(media="print")
    expect(image).to_be_hidden()
    staff.emulate_media(media="screen")
    assert staff.get_by_role("link", name="Save a copy").count() == 0
    # Not in a tab of its own either.
    answer = staff.request.get(f"{town.staff}{urlsplit(image.get_attribute('src') or '').path}")
    assert answer.status == 403
    assert staff.goto(f"{town.staff}{image.get_attribute('src')}").status == 403  # type: ignore[union-attr]
