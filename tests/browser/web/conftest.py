from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import cast

import pytest
import waitress
from playwright.sync_api import (
    Browser,
    BrowserContext,
    Error,
    Page,
    Request,
)

from reporting.app.serving import Listeners, serve
from reporting.families.answering import StudentGuardians
from reporting.families.inviting import GuardianLinks
from reporting.guard.visitors import visitors
from reporting.referrals.deciding import StudentReferrals
from reporting.referrals.partner_visit import PartnerVisits
from reporting.referrals.partners.entering import PartnerEntering
from reporting.referrals.partners.inbox import PartnerInbox
from reporting.referrals.side_student import StudentSides
from reporting.web.parts import PublicParts
from reporting.web.site import create_public_app
from tests.integration.web.conftest import SteppingClock
from tests.integration.web.fake_doors import FakeDoors
from tests.integration.web.made_up_families import MadeUpGuardianLinks, MadeUpStudentGuardians
from tests.integration.web.made_up_partner_list import MadeUpEntering, MadeUpPartnerInbox
from tests.integration.web.made_up_referrals import MadeUpPartnerVisits, made_up_deciding
from tests.integration.web.made_up_sides import MadeUpSides

EXIT = "http://localhost:9/gone"  # nothing listens there, and nothing leaves the machine


@dataclass
class Site:
    """The students' site on a loopback port, with doors in RAM behind it."""

    doors: FakeDoors
    clock: SteppingClock
    serving: list[Listeners] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.deciding = made_up_deciding(self.doors)
        self.sides = MadeUpSides(self.doors)
        self.guardians = MadeUpStudentGuardians(self.doors)
        self.links = MadeUpGuardianLinks(self.doors)

    def serve(self, tips_per_hour: int = 60, returns_per_hour: int = 60) -> str:
        limits = visitors(
            limit_key=b"l" * 32,
            form_key=b"f" * 32,
            clock=self.clock,
            tips_per_hour=tips_per_hour,
            returns_per_hour=returns_per_hour,
        )
        parts = PublicParts(
            intake=self.doors,
            visits=self.doors,
            files=self.doors,
            going_on=self.doors,
            phones=self.doors,
            visitors=limits,
            clock=self.clock,
            ready=dict,
            monitored=lambda: True,
            hosts=frozenset({"localhost"}),
            directory=lambda: self.doors.directory,
            referrals=cast("StudentReferrals", self.deciding),
            partners=cast("PartnerVisits", MadeUpPartnerVisits()),
            sides=cast("StudentSides", self.sides),
            guardians=cast("StudentGuardians", self.guardians),
            guardian_links=cast("GuardianLinks", self.links),
            entering=cast("PartnerEntering", MadeUpEntering()),
            inbox=cast("PartnerInbox", MadeUpPartnerInbox()),
            exit_url=EXIT,
        )
        # Bodies stay in RAM, as the service itself is started.
        server = waitress.create_server(
            create_public_app(parts), host="127.0.0.1", port=0, threads=4, inbuf_overflow=40 * 2**20
        )
        self.serving.append(serve([server]))
        return f"http://localhost:{server.effective_port}"

    def stop(self) -> None:
        for listeners in self.serving:
            listeners.stop()
        self.serving.clear()


@pytest.fixture
def site() -> Iterator[Site]:
    site = Site(FakeDoors(), SteppingClock())
    yield site
    site.stop()


Open = Callable[..., Page]


@pytest.fixture
def notes() -> dict[Page, "Notes"]:
    return {}


@dataclass
class Notes:
    """What a page asked for, and what the browser complained of."""

    requests: list[Request] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)


@pytest.fixture
def open_page(chromium: Browser, notes: dict[Page, Notes]) -> Iterator[Open]:
    """A page in a fresh profile."""
    contexts: list[BrowserContext] = []

    def open_(url: str, **options: object) -> Page:
        context = chromium.new_context(**options)  # type: ignore[arg-type]  # Playwright's own options
        contexts.append(context)
        context.set_default_timeout(20_000)
        page = context.new_page()
        notes[page] = Notes()

        def requested(request: Request) -> None:
            notes[page].requests.append(request)

        def complained(error: Error) -> None:
            notes[page].complaints.append(str(error))

        page.on("request", requested)
        page.on("pageerror", complained)
        page.goto(url)
        return page

    yield open_
    for context in contexts:
        context.close()
