"""`make audit`: the Nu HTML checker over every page, Lighthouse, and an old phone. Needs Node and a Java; says what it found.

Ends with 1 when a page has an error of markup, a score below 95, or the first page is heavier than it may be.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, sync_playwright

from bench.audit import lighthouse, nu, old_phone
from bench.audit.demo import ROOT, Demo, chromium, demo, opened, signed_in
from bench.audit.every_page import WHO, WIDE, staff_pages
from bench.audit.student import walk

TOOLS = ROOT / "var" / "audit"
HERE = Path(__file__).parent
LEAST = 95
HEAVIEST, MOST_REQUESTS = 60_000, 3
STAFF = ("/inbox", "/on-call", "/people", "/places", "/account", "/campaigns", "/rules", "/self-test")


def tools() -> Path:
    """Lighthouse and the checker, of exactly the versions of the lock, without their scripts of installation."""
    TOOLS.mkdir(parents=True, exist_ok=True)
    for name in ("package.json", "package-lock.json"):
        shutil.copy(HERE / name, TOOLS)
    subprocess.run(
        ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent"], cwd=TOOLS, check=True
    )
    return TOOLS


def sources(browser: Browser, demo: Demo, folder: Path) -> int:
    """Every page of both sites in both languages, as the service sends it; a student's after a form, as it stands."""
    pages: list[tuple[str, str]] = []
    for lang in ("en", "es"):
        for name, page in walk(browser, demo, lang):
            asked = page.request.get(page.url)
            pages.append(
                (
                    f"student-{name}-{lang}",
                    asked.text() if name in {"first", "return", "error", "help"} else page.content(),
                )
            )
    found = list(staff_pages(browser, demo))
    for who in WHO:
        page = signed_in(browser, demo, demo.person(who), WIDE)
        for lang in ("en", "es"):
            page.request.get(f"{demo.staff}/language/{lang}", max_redirects=0)
            pages += [
                (f"staff-{one.route}-{lang}", page.request.get(demo.staff + one.address).text())
                for one in found
                if one.who == who
            ]
        page.context.close()
    page = opened(browser, "about:blank", WIDE)
    pages += [
        (f"staff-sign-in-{lang}", page.request.get(f"{demo.staff}/sign-in?lang={lang}").text())
        for lang in ("en", "es")
    ]
    page.context.close()
    for number, (name, text) in enumerate(pages):
        (folder / f"{number:03}-{re.sub(r'[^a-z]+', '-', name)}.html").write_text(text, encoding="utf-8")
    return len(pages)


def judged(browser: Browser, demo: Demo, at: Path, say: Callable[[str], None]) -> list[str]:
    """What is below the mark."""
    low = []
    for _ in walk(browser, demo, "en"):
        pass  # so that there is a message to look at
    for path in ("/", "/?lang=es", "/return", "/help"):
        found = lighthouse.scores(at, demo.public + path, performance=True)
        say(f"{path}  {_line(found)}")
        low += [
            f"{path} {name} {found[name]}"
            for name in ("accessibility", "best-practices", "performance")
            if found[name] < LEAST
        ]
    page = signed_in(browser, demo, demo.person("Carla"), WIDE)
    page.goto(demo.staff + "/inbox?view=all")
    reference = page.locator("[data-thread]").first.get_attribute("data-thread")
    cookie = "; ".join(f"{one['name']}={one['value']}" for one in page.context.cookies())
    for path in ("/sign-in", *STAFF, f"/threads/{reference}"):
        found = lighthouse.scores(at, demo.staff + path, None if path == "/sign-in" else cookie)
        say(f"{path}  {_line(found)}")
        low += [
            f"{path} {name} {found[name]}"
            for name in ("accessibility", "best-practices")
            if found[name] < LEAST
        ]
    page.context.close()
    return low


def _line(found: dict[str, Any]) -> str:
    return "  ".join(f"{name} {value}" for name, value in found.items() if name != "shown")


def main() -> None:
    wanted = set(sys.argv[1:]) or {"nu", "lighthouse", "phone"}
    at = tools() if wanted & {"nu", "lighthouse"} else TOOLS
    wrong: list[str] = []
    with demo() as running, sync_playwright() as playwright, tempfile.TemporaryDirectory() as scratch:
        browser = playwright.chromium.launch(
            executable_path=chromium(),
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        print(f"load {os.getloadavg()[0]:.1f}", flush=True)
        if "phone" in wanted:
            found = old_phone.measured(browser, running.public + "/")
            print(f"an old phone over slow 3G: {json.dumps(found)}", flush=True)
            if found["bytes"] > HEAVIEST or found["requests"] > MOST_REQUESTS:
                wrong.append(f"the first page: {found}")
        if "nu" in wanted:
            pages = sources(browser, running, Path(scratch))
            errors = nu.checked(at, Path(scratch))
            for one in errors:
                print(
                    f"{one['url']}:{one.get('lastLine')}: {one['message']}\n    {one.get('extract', '')[:200]}"
                )
            print(f"Nu HTML checker: {pages} pages, {len(errors)} errors", flush=True)
            wrong += [one["url"] for one in errors]
        if "lighthouse" in wanted:
            wrong += judged(browser, running, at, lambda line: print(line, flush=True))
        browser.close()
    if wrong:
        raise SystemExit("Below the mark:\n" + "\n".join(wrong))


if __name__ == "__main__":
    main()
