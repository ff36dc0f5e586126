"""What issue and funders want to see: a message in a browser becomes help that happened, and the funnel of the page and the
funders' pack show one more. Nineteen others were counted before, so that there is something that may be published.

A month is decided ten days after its end: the clock is handed in, and everything else is as people use it, on 360 pixels.
"""

import re
import secrets
from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import Page, expect

from reporting.app.sites import public_site
from reporting.model.measure import Step
from tests.integration.app.conftest import served, staff_app
from tests.integration.insights.test_figures_of_a_month import tally, tick_until_decided
from tests.integration.referrals.conftest import Referred, referred
from tests.integration.referrals.test_one_referral_in_the_pack import BEFORE, WAY
from tests.integration.staff.printed_pages import lines_of
from tests.journeys.test_a_partner_writes_with_a_student import (
    SAID,
    answers,
    come_back,
    keeps,
    reads_and_writes_back,
    says_yes_to_three_fields,
)

pytestmark = [pytest.mark.browser, pytest.mark.nightly]
Open = Callable[..., Page]


@pytest.fixture
def harbor(founded_house: Any) -> Referred:
    return referred(founded_house)


@pytest.fixture
def sites(harbor: Referred) -> Iterator[Any]:
    """The addresses of both sites."""
    house = harbor.house
    with (
        served(public_site(house.house)) as public,
        served(staff_app(house.doors, house.house.foundation)) as staff,
    ):
        yield SimpleNamespace(public=public, staff=staff)


@pytest.fixture
def opened(chromium: Chromium, harbor: Referred, sites: Any) -> Iterator[Open]:
    contexts = []

    def open_(role: str = "", *, scripts: bool = False) -> Page:
        context = chromium.new_context(
            viewport={"width": 360, "height": 740}, java_script_enabled=scripts, base_url=sites.staff
        )
        contexts.append(context)
        context.set_default_timeout(30_000)
        if role:
            harbor.house.cookies.pop(role, None)
            harbor.house.unlock(role)
            context.add_cookies([{"name": "s", "value": harbor.house.cookies[role], "url": sites.staff}])
        return context.new_page()

    yield open_
    for one in contexts:
        one.close()


def tells(student: Page, sites: Any, mark: str) -> str:
    student.goto(sites.public)
    student.fill("#body", f"{mark}: {SAID}")
    student.locator("summary", has_text="Which school?").click()
    student.select_option("#school", index=1)
    student.get_by_role("button", name="Send", exact=True).click()
    return student.locator("#receipt").inner_text()


def proposed(staff: Page, mark: str) -> str:
    staff.goto("/inbox?view=all")
    reference = str(staff.locator("[data-thread]", has_text=mark).get_attribute("data-thread"))
    staff.goto(f"/threads/{reference}/referral")
    staff.select_option("#service", index=1)
    staff.get_by_label("Your words to the student").fill("May I ask them for you?")
    staff.get_by_label("What for, in one plain sentence").fill("A first talk")
    staff.get_by_label("What it is about, as the partner would read it").fill("Lies awake.")
    staff.get_by_role("button", name="Propose it to the student").click()
    expect(staff.get_by_text("Waits for the student")).to_be_visible()
    return reference


def sent(staff: Page, sites: Any, reference: str) -> tuple[str, str]:
    """Link and PIN: no mail server is set here, so the page shows both."""
    staff.goto(f"/threads/{reference}/referral")
    staff.get_by_label("Why it may be sent").fill("Counsel looked at it.")
    staff.get_by_role("button", name="Send what was agreed").click()
    expect(staff.locator("#pin")).to_have_text(re.compile(r"^\d{4} \d{4}$"))
    token = staff.locator("#link").inner_text().rpartition("/")[2]
    return f"{sites.public}/partner/{token}", staff.locator("#pin").inner_text()


def says_i_was_seen(student: Page, sites: Any, words: str) -> None:
    come_back(student, sites, words)
    student.get_by_role("button", name="Look at it").click()
    student.get_by_role("button", name="Yes", exact=True).click()
    expect(student.get_by_text("You told us: you were seen.")).to_be_visible()


def decide(harbor: Referred) -> None:
    """What waits in RAM is written, the month ends, and ten days later its figures are decided."""
    harbor.doors.counter.close()
    tally(harbor.house, 202611, harbor.house.school(0), 60)
    tick_until_decided(harbor.house)


def test_one_more_who_was_seen_moves_the_funnel_and_the_funders_pack(
    harbor: Referred, sites: Any, opened: Open
) -> None:
    house = harbor.house
    for _ in range(BEFORE):
        harbor.doors.counter.count(house.clock(), house.school(0), "", (*WAY, Step.CONFIRMED))
    student, staff, partner = opened(), opened("north"), opened()
    mark = f"qs-avocet-{secrets.token_hex(3)}"
    words = tells(student, sites, mark)
    reference = proposed(staff, mark)
    says_yes_to_three_fields(student, sites, words)
    link, pin = sent(staff, sites, reference)
    answers(partner, link, pin)
    reads_and_writes_back(student, sites, words)
    partner.get_by_role("button", name="Back to the referral").click()
    keeps(partner, "attended", "came")
    says_i_was_seen(student, sites, words)
    decide(harbor)

    desk = opened("north", scripts=True)
    desk.goto("/insights?year=2026")
    funnel = desk.locator("section", has=desk.locator("#referrals-h"))
    expect(funnel).to_contain_text("sent: 20 to 29")
    seen = funnel.get_by_role("row").filter(has_text="Seen, the student says")
    expect(seen).to_contain_text("over")
    share = seen.locator("td").first.inner_text()
    assert desk.evaluate("document.documentElement.scrollWidth") <= 360
    paper = " ".join(lines_of(desk.request.get("/insights/pack.pdf?year=2026").body()))
    assert "20 to 29" in paper
    # The same on paper: who was seen, as the student says it.
    assert f"Seen, the student says {share}" in paper
    assert mark not in paper
