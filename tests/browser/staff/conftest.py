"""The staff site over the made-up house, on a loopback port, in a real Chromium."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import pytest
import waitress
from playwright.sync_api import Browser, ConsoleMessage, Page

from reporting.app.serving import serve
from reporting.staff.app import create_staff_app
from reporting.staff.simulator_pages import SimulatorSettings, simulator_pages
from reporting.staff.simulator_view import Phone
from tests.integration.staff.conftest import COMPILED, settings_for
from tests.integration.staff.made_up_ground import PASSWORD
from tests.integration.staff.made_up_house import MadeUpHouse
from tests.integration.staff.test_simulator import ANA, HOTLINE, Phones

# Chromium knows no such feature; the header names it for browsers that do.
EXPECTED = "Unrecognized feature: 'bluetooth'"


@dataclass
class Site:
    house: MadeUpHouse
    phones: Phones
    address: str


@dataclass
class Windows:
    """Pages of the browser. What a page complains about on its console (a refused style, an error) is kept."""

    browser: Browser
    site: Site
    complaints: list[str] = field(default_factory=list)

    def open(self, width: int = 1280, height: int = 800, **more: Any) -> Page:
        context = self.browser.new_context(
            viewport={"width": width, "height": height}, base_url=self.site.address, **more
        )
        context.set_default_timeout(40_000)
        page = context.new_page()
        page.on("console", self._heard)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        return page

    def signed_in(self, width: int = 1280, height: int = 800, **more: Any) -> Page:
        page = self.open(width, height, **more)
        page.goto("/sign-in")
        page.get_by_label("E-mail").fill("ana@oak.example")
        page.get_by_label("Password", exact=True).fill(PASSWORD)
        page.get_by_role("button", name="Sign in").click()
        page.wait_for_url("**/inbox")
        return page

    def _heard(self, message: ConsoleMessage) -> None:
        if message.type == "error" and EXPECTED not in message.text:
            self.complaints.append(message.text)


@pytest.fixture
def site() -> Iterator[Site]:
    house, phones = MadeUpHouse(), Phones()
    demo = simulator_pages(
        phones,
        SimulatorSettings(
            phones=lambda: [Phone(ANA, "Ana Ruiz", staff=True, on_call=True)],
            hotline=HOTLINE,
            zone="America/Chicago",
            clock=lambda: datetime.now(UTC),
        ),
    )
    app = create_staff_app(house.doors(), settings_for(house), demo)
    app.jinja_env.bytecode_cache = COMPILED
    server = waitress.create_server(app, host="127.0.0.1", port=0, threads=6)
    listeners = serve([server])
    yield Site(house, phones, f"http://localhost:{server.effective_port}")
    listeners.stop()


@pytest.fixture
def windows(chromium: Browser, site: Site) -> Iterator[Windows]:
    windows = Windows(chromium, site)
    yield windows
    for context in chromium.contexts:
        context.close()


@pytest.fixture
def calm() -> Callable[[Windows], None]:
    """Nothing was refused by the policy and no script failed."""

    def check(windows: Windows) -> None:
        assert windows.complaints == []

    return check
