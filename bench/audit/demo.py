"""The demo, started for those who look at it, and signed in to."""

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

from playwright.sync_api import Browser, Page

ROOT = Path(__file__).resolve().parents[2]
PATIENCE_S = 180  # a busy machine founds a district slowly


@dataclass(frozen=True)
class Demo:
    facts: dict[str, Any]

    @property
    def public(self) -> str:
        return str(self.facts["public"])

    @property
    def staff(self) -> str:
        return str(self.facts["staff"])

    def person(self, first: str) -> dict[str, Any]:
        """By first name: Farid keeps the roster, Carla leads queues, Ana answers."""
        found: dict[str, Any] = next(
            one for one in self.facts["sign_ins"] if str(one["name"]).startswith(first)
        )
        return found


@contextmanager
def demo() -> Iterator[Demo]:
    """Until the block ends. Raises SystemExit with what it said when it does not start."""
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


def chromium() -> str:
    """Raises SystemExit where there is none."""
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if not found:
        raise SystemExit("Chromium is missing. Install it once: sudo apt-get install chromium")
    return found


def opened(browser: Browser, url: str, size: tuple[int, int], scheme: str = "light") -> Page:
    """A page in a fresh profile."""
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]},
        color_scheme="dark" if scheme == "dark" else "light",
        locale="en-US",
    )
    context.set_default_timeout(60_000)
    page = context.new_page()
    page.goto(url)
    return page


def signed_in(browser: Browser, demo: Demo, who: dict[str, Any], size: tuple[int, int]) -> Page:
    """In the inbox, the password just given once more."""
    page = opened(browser, demo.staff + "/sign-in", size)
    page.fill("[name=email]", who["email"])
    page.fill("[name=password]", who["password"])
    page.press("[name=password]", "Enter")
    page.wait_for_url("**/inbox*")
    page.goto(demo.staff + "/step-up")
    page.fill("[name=password]", who["password"])
    page.press("[name=password]", "Enter")
    page.wait_for_load_state()
    return page
