"""At the width of a phone: a counselor keeps the directory, a partner answers a link, both look at their agreement."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.integration.staff.made_up_asking import TOKEN

pytestmark = pytest.mark.browser
COUNSELING = (b"C" * 16).hex()


def narrow(page: Any) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth") == 360)


@pytest.mark.nightly
def test_an_entry_is_found_noted_and_confirmed_by_its_partner(
    windows: Any, site: Any, calm: Callable[..., None]
) -> None:
    page = windows.signed_in(width=360)
    page.get_by_role("link", name="More").click()
    page.get_by_role("link", name="Who helps").click()
    page.get_by_label("What it helps with").select_option("grief")
    page.get_by_role("button", name="Look").click()
    page.get_by_role("link", name="Oak Clinic").click()
    assert narrow(page)
    page.get_by_label("Room for new people").select_option("full")
    page.get_by_role("button", name="Note it").click()
    expect(page.locator("main")).to_contain_text("Kept. Students see it from now on.")
    page.get_by_role("button", name="Make a link to hand over").click()
    expect(page.locator("#handed-over")).to_contain_text(TOKEN)
    partner = windows.open(width=360)
    partner.goto(f"/partners/entry/{TOKEN}")
    assert narrow(partner)
    assert site.house.asked.acts == []
    partner.get_by_label("Room for new people").select_option("open")
    partner.get_by_role("button", name="Yes, all of it holds").click()
    expect(partner.get_by_role("status")).to_contain_text("you confirmed it today")
    assert site.house.asked.acts == [("confirm", {COUNSELING: "open"})]
    partner.get_by_text("Something is wrong: correct it").click()
    partner.locator(f"#f-{COUNSELING}_opens").fill("09:30")
    partner.locator(f"#f-{COUNSELING}_closes").fill("17:00")
    partner.get_by_role("button", name="Send what I changed").click()
    expect(partner.get_by_role("status")).to_contain_text("looks at what you changed")
    assert site.house.asked.acts[-1][1][f"{COUNSELING}_opens"] == "09:30"
    calm(windows)


@pytest.mark.nightly
def test_an_agreement_says_who_does_what_and_is_reviewed(
    windows: Any, site: Any, calm: Callable[..., None]
) -> None:
    page = windows.signed_in(width=360)
    page.goto("/directory")
    page.get_by_role("link", name="Partnerships").click()
    page.get_by_role("link", name="Oak Clinic").click()
    for side, task in (("School counselor", "Short-term support"), ("Partner's therapist", "Clinical care")):
        expect(page.locator(".panel", has=page.get_by_role("heading", name=side))).to_contain_text(task)
    assert narrow(page)
    page.emulate_media(media="print")
    expect(page.get_by_text("For the partner")).to_be_visible()
    expect(page.get_by_role("button", name="Note it")).to_be_hidden()
    page.emulate_media(media="screen")
    page.get_by_label("It holds. Next review on").fill("2027-06-30")
    page.get_by_role("button", name="Note it").click()
    expect(page.get_by_role("status").first).to_contain_text("Reviewed.")
    page.get_by_role("link", name="Change", exact=True).click()
    page.get_by_label("A referral is answered within (hours)").fill("24")
    page.get_by_label("Whom to call at the partner").fill("Intake, 555-0131")
    page.get_by_role("button", name="Keep").click()
    expect(page.locator("main")).to_contain_text("A referral is answered within 24 hours.")
    calm(windows)
