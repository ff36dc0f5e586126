"""Take the pictures of the documentation from the running demo.

    make screenshots

Starts the demo on free ports with a temporary home, drives it in Chromium as a student and as a counselor, and
writes docs/pictures/*.png. Nothing is drawn or edited: what a picture shows is what the service answered.
"""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, expect, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
PICTURES = Path(__file__).resolve().parent / "pictures"
LARGEST = 200 * 1024
PATIENCE_S = 180  # a busy machine founds a district slowly
STUDENT = "+15005550123"
GUN = "my friend has a gun in his backpack and says tomorrow is the day"
KNIFE = "theres a fight planned at lunch and someone has a knife"
ANSWER = "Thank you for telling us. We are acting on it now. Are you somewhere you feel OK right now?"
NARROW, WIDE, PHONES = (360, 1100), (1280, 800), (1360, 850)


@dataclass(frozen=True)
class Demo:
    facts: dict[str, Any]

    @property
    def public(self) -> str:
        return str(self.facts["public"])

    @property
    def staff(self) -> str:
        return str(self.facts["staff"])


@contextmanager
def demo() -> Iterator[Demo]:
    """The demo, until the pictures are taken. Raises SystemExit with what it said when it does not start."""
    with ExitStack() as stack:
        home = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="quietline-pictures-")))
        public, staff = free_ports()
        named = {"QUIETLINE_HOME": str(home), "PUBLIC_PORT": str(public), "STAFF_PORT": str(staff)}
        said = stack.enter_context((home.parent / f"{home.name}.out").open("w+"))
        stack.callback(Path(said.name).unlink)
        service = subprocess.Popen(
            [sys.executable, "-m", "reporting.cli", "demo"],
            cwd=ROOT,
            env={**os.environ, **named, "PYTHONPATH": str(ROOT)},
            stdout=said,
            stderr=subprocess.STDOUT,
        )
        stack.callback(service.wait, timeout=30)
        stack.callback(service.send_signal, signal.SIGTERM)
        ready = home / "demo.json"
        last = time.monotonic() + PATIENCE_S
        while not ready.exists():
            if service.poll() is not None or time.monotonic() > last:
                said.seek(0)
                raise SystemExit(f"The demo did not start:\n{said.read()}")
            time.sleep(0.2)
        yield Demo(json.loads(ready.read_text(encoding="utf-8")))


def free_ports() -> tuple[int, int]:
    """Two ports of loopback that nobody listens on. Both are held until both are known."""
    with socket.socket() as one, socket.socket() as other:
        for sock in (one, other):
            sock.bind(("127.0.0.1", 0))
        return one.getsockname()[1], other.getsockname()[1]


def keep(page: Page, name: str, *, whole: bool = False) -> None:
    """Raises SystemExit when a picture would be too large for a repository."""
    path = PICTURES / f"{name}.png"
    page.screenshot(path=path, full_page=whole, animations="disabled", caret="hide")
    size = path.stat().st_size
    if size > LARGEST:
        raise SystemExit(f"{path.name} has {size:,} bytes, more than {LARGEST:,}: show less of the page")
    print(f"{path.relative_to(ROOT)}  {size:,} bytes")


def opened(browser: Browser, url: str, size: tuple[int, int]) -> Page:
    """A page in a fresh profile, in light colours."""
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]}, color_scheme="light", locale="en-US"
    )
    context.set_default_timeout(60_000)
    page = context.new_page()
    page.goto(url)
    return page


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


def main() -> None:
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if not found:
        raise SystemExit("Chromium is missing. Install it once: sudo apt-get install chromium")
    PICTURES.mkdir(exist_ok=True)
    with demo() as running, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=found, args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        )
        words = student_writes(browser, running)
        number = phones_ring(browser, running)
        counselor_answers(browser, running, number)
        student_returns(browser, running, words)
        browser.close()


if __name__ == "__main__":
    main()
