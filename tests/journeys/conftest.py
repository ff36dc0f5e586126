"""A demo that runs as people run it. One process for all journeys: each looks only at what left after it began."""

import json
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.journeys.service import Service
from tests.journeys.town import Town

PATIENCE_MS = 60_000
FAST = "60"  # seconds of waiting in paging that pass in one: the next person is called after three


@pytest.fixture(scope="package")
def one_town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    folder = tmp_path_factory.mktemp("town")
    # All of these tests come from one address, and look again and again.
    service = Service(
        "demo",
        folder / "home",
        folder / "said",
        QUIETLINE_DEMO_SPEED=FAST,
        # Five hundred receipts, as by default, take longer to prepare than a journey.
        QUIETLINE_RECEIPT_POOL="16",
        QUIETLINE_RETURNS_PER_HOUR="10000",
        QUIETLINE_TIPS_PER_HOUR="10000",
        # Sessions are kept from one test to the next, and a machine may be slow.
        QUIETLINE_LOCK_MINUTES="15",
        # Chance draws each tip that pages nobody, so that a journey can wait for it.
        QUIETLINE_AUDIT_SAMPLE="1",
        QUIETLINE_AUDIT_WEEKLY="10000",
    )
    service.start()
    try:
        facts = service.home / "demo.json"
        service.until_there(facts)
        yield Town(service, json.loads(facts.read_text(encoding="utf-8")))
    finally:
        service.stop()


@pytest.fixture
def town(one_town: Town) -> Iterator[Town]:
    """Maple Valley, with nobody being called when a test begins."""
    one_town.begin()
    yield one_town
    one_town.settle()


@pytest.fixture
def narrow(chromium: Browser) -> Iterator[Callable[..., Page]]:
    """Pages in profiles of their own, 360 pixels wide."""
    contexts: list[BrowserContext] = []

    def opened(address: str, **options: object) -> Page:
        context = chromium.new_context(viewport={"width": 360, "height": 740}, **options)  # type: ignore[arg-type]  # Playwright's own options
        contexts.append(context)
        context.set_default_timeout(PATIENCE_MS)
        page = context.new_page()
        page.goto(address)
        return page

    yield opened
    for context in contexts:
        context.close()
