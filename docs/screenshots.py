"""Take the pictures of the documentation from the running demo.

    make screenshots

Starts the demo on free ports with a temporary home, drives it in Chromium as a student and as a counselor, and
writes docs/pictures/*.png, then every page of both sites as docs/pictures/pages/*.webp and docs/pages.md around them.
Nothing is drawn or edited: what a picture shows is what the service answered.
"""

import io
import re
from collections.abc import Iterator
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, expect, sync_playwright

from bench.audit.demo import Demo, chromium, demo, opened, signed_in
from bench.audit.every_page import EXEMPT, WHO, Found, staff_pages
from bench.audit.every_page import WIDE as DESK
from bench.audit.student import walk

ROOT = Path(__file__).resolve().parent.parent
PICTURES = Path(__file__).resolve().parent / "pictures"
PAGES = PICTURES / "pages"
SHOWN = Path(__file__).resolve().parent / "pages.md"
LARGEST = 200 * 1024
SHOWN_WIDTH = 720  # of a page of 1280: small enough for a repository, large enough to see what is where
STUDENT = "+15005550123"
GUN = "my friend has a gun in his backpack and says tomorrow is the day"
KNIFE = "theres a fight planned at lunch and someone has a knife"
ANSWER = "Thank you for telling us. We are acting on it now. Are you somewhere you feel OK right now?"
NARROW, WIDE, PHONES = (360, 1100), (1280, 800), (1360, 850)
STUDENTS = {
    "first": "`GET /`: the first page",
    "receipt": "six words after sending, and two of them typed again",
    "kept": "after the gate: what happens next",
    "return": "`GET /return`: coming back",
    "wrong": "words that open nothing",
    "thread": "the thread, as its writer sees it",
    "error": "an address that is no page",
    "help": "`GET /help`: who else helps",
}


def keep(page: Page, name: str, *, whole: bool = False) -> None:
    """Raises SystemExit when a picture would be too large for a repository."""
    path = PICTURES / f"{name}.png"
    page.screenshot(path=path, full_page=whole, animations="disabled", caret="hide")
    size = path.stat().st_size
    if size > LARGEST:
        raise SystemExit(f"{path.name} has {size:,} bytes, more than {LARGEST:,}: show less of the page")
    print(f"{path.relative_to(ROOT)}  {size:,} bytes")


def student_writes(browser: Browser, demo: Demo) -> str:
    """The first page and the page with the six words; gives the words."""
    page = opened(browser, demo.public + "/?lang=en", NARROW)
    keep(page, "student-first-page", whole=True)
    page.locator("details:has(#school) > summary").click()
    page.select_option("#school", demo.facts["schools"][0])
    page.fill("#body", GUN)
    page.click("form .actions button[type=submit]")
    words = page.inner_text("#receipt")
    keep(page, "student-receipt")
    page.context.close()
    return words


def student_returns(browser: Browser, demo: Demo, words: str) -> None:
    page = opened(browser, demo.public + "/return?lang=en", NARROW)
    page.fill("#receipt", words)
    page.click(".actions button")
    expect(page.locator("article[data-from=staff]")).to_have_count(1)
    keep(page, "student-return", whole=True)
    page.context.close()


def phones_ring(browser: Browser, demo: Demo) -> str:
    """A page rings and is answered with ACK; then a student texts. Gives the number of the one who answered."""
    page = opened(browser, demo.staff + "/simulator", PHONES)
    ringing = page.locator("section.phone:has(.bubble-page)").first
    ringing.wait_for()
    number = str(ringing.get_attribute("data-phone"))
    answering = page.locator(f"section[data-phone='{number}']")
    answering.locator("button[value=ACK]").click()
    expect(answering.locator(".bubble-in")).to_have_count(2)  # the page, and that it is theirs
    page.request.post(
        demo.staff + "/simulator/text",
        form={"from": STUDENT, "to": demo.facts["hotline"], "body": KNIFE},
    )
    expect(page.locator(f"section[data-phone='{STUDENT}'] .bubble-in")).to_have_count(1)
    expect(page.locator(".bubble-page")).to_have_count(2)
    keep(page, "phones")
    page.context.close()
    return number


def counselor_answers(browser: Browser, demo: Demo, number: str) -> None:
    """The thread with its reasons, the inbox, who is on call."""
    who = next(person for person in demo.facts["sign_ins"] if person["phone"] == number)
    page = opened(browser, demo.staff + "/sign-in", WIDE)
    page.fill("[name=email]", who["email"])
    page.fill("[name=password]", who["password"])
    page.press("[name=password]", "Enter")
    page.wait_for_url("**/inbox*")
    reference = page.locator("[data-thread]", has_text=GUN).get_attribute("data-thread")
    page.goto(f"{demo.staff}/threads/{reference}")
    keep(page, "thread-with-reasons")
    page.locator("textarea[name=body]").first.fill(ANSWER)
    page.get_by_role("button", name="Send answer").first.click()
    expect(page.locator("article[data-from=staff]")).to_have_count(1)
    page.goto(f"{demo.staff}/inbox?view=all&thread={reference}")
    keep(page, "inbox")
    page.goto(demo.staff + "/on-call")
    keep(page, "on-call")
    page.context.close()


def small(page: Page, name: str, width: int) -> None:
    """What fits the window, as WebP."""
    with Image.open(io.BytesIO(page.screenshot(animations="disabled", caret="hide"))) as taken:
        size = (width, round(taken.height * width / taken.width))
        taken.convert("RGB").resize(size, Image.Resampling.LANCZOS).save(
            PAGES / f"{name}.webp", quality=60, method=6
        )


def every_page(browser: Browser, demo: Demo) -> None:
    """docs/pages.md, and a picture for each line of it."""
    PAGES.mkdir(exist_ok=True)
    for old in PAGES.iterdir():
        old.unlink()
    lines = [HEAD]
    for look, lang, scheme in (("light, in English", "en", "light"), ("dark, in Spanish", "es", "dark")):
        lines.append(f"\n## Students, {look}\n")
        for name, page in walk(browser, demo, lang, scheme=scheme):
            small(page, f"student-{name}-{lang}", 360)
            lines.append(_shown(STUDENTS[name], f"student-{name}-{lang}"))
    begin_a_campaign(browser, demo)
    found = sorted(staff_pages(browser, demo), key=lambda one: one.route)
    lines.append("\n## Staff\n")
    lines += staff_pictures(browser, demo, found)
    lines += pictures_without_a_session(browser, demo)
    lines.append("\n## Not shown\n")
    lines += [f"- `GET {route}`: {reason}\n" for route, reason in sorted(EXEMPT.items())]
    SHOWN.write_text("".join(lines), encoding="utf-8")
    print(
        f"{SHOWN.relative_to(ROOT)}  {sum(one.stat().st_size for one in PAGES.iterdir()):,} bytes of pictures"
    )


HEAD = """# Every page

Written by `make screenshots` from the running demo; a law test holds it against the table of routes. Pages of staff are shown as they are 1280 wide, students' as they are on a phone.
"""


def begin_a_campaign(browser: Browser, demo: Demo) -> None:
    page = signed_in(browser, demo, demo.person("Farid"), DESK)
    page.goto(demo.staff + "/campaigns")
    page.fill("#name", "Gym doors, fall")
    page.get_by_role("button", name="Begin").click()
    page.wait_for_url("**/campaigns/*")
    for _ in range(23):
        page.request.get(f"{demo.public}/?p={page.url.rpartition('/')[2]}")
    page.context.close()


def staff_pictures(browser: Browser, demo: Demo, found: list[Found]) -> Iterator[str]:
    pages = {name: signed_in(browser, demo, demo.person(name), DESK) for name in WHO}
    for one in found:
        page = pages[one.who]
        page.goto(demo.staff + one.address)
        name = _name(one.route)
        small(page, name, SHOWN_WIDTH)
        heading = page.locator("h1").first
        title = heading.inner_text() if heading.count() else page.title()
        yield _shown(f"`GET {one.route}`: {title}", name)


def pictures_without_a_session(browser: Browser, demo: Demo) -> Iterator[str]:
    for address, route in (
        (
            f"{demo.public}/adult/{'A' * 43}",
            "/adult/<token>",
        ),  # one that opens nothing, as each does in the end
        (f"{demo.public}/partners", "/partners"),
        (f"{demo.staff}/sign-in", "/sign-in"),
        (f"{demo.staff}/simulator", "/simulator"),
    ):
        page, name = opened(browser, address, DESK), _name(route)
        small(page, name, SHOWN_WIDTH)
        yield _shown(f"`GET {route}`: {page.locator('h1').first.inner_text()}", name)
        page.context.close()


def _name(route: str) -> str:
    """Of its picture."""
    return re.sub(r"[^a-z]+", "-", route.lower()).strip("-") or "start"


def _shown(words: str, name: str) -> str:
    plain = words.replace("`", "").replace("[", "(").replace("]", ")")
    return f"\n{words}\n\n![{plain}](pictures/pages/{name}.webp)\n"


def main() -> None:
    PICTURES.mkdir(exist_ok=True)
    with demo() as running, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium(),
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        words = student_writes(browser, running)
        number = phones_ring(browser, running)
        counselor_answers(browser, running, number)
        student_returns(browser, running, words)
        every_page(browser, running)
        browser.close()


if __name__ == "__main__":
    main()
