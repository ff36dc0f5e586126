"""The composer of a text on a phone: ask a silent phone first, wait for the morning, take back what waits."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import expect

from reporting.cases.staff_view import HeldView, PhoneView
from reporting.model.held import Held, Holding
from reporting.model.thread import Channel

pytestmark = pytest.mark.browser
THREAD = "/threads/7KQ2BC"
OPENER = "Hi. Is now a good time to text?"


@pytest.fixture
def composer(site: Any, windows: Any) -> Any:
    """The thread of a phone, 360 wide; called with how the phone stands and what waits."""
    site.house.add("7KQ2BC", "routine", channel=Channel.SMS)
    page = windows.signed_in(width=360, height=740)
    now = site.house.clock()

    def shown(*held: HeldView, **phone: Any) -> Any:
        facts = {"heard": now, "silent": False, "asked": None, "leaves": None, "opener": OPENER, **phone}
        thread = replace(site.house.threads["7KQ2BC"], texting=PhoneView(**facts), held=held)
        site.house.threads["7KQ2BC"] = thread
        page.goto(THREAD)
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
        return page

    return shown


def test_a_silent_phone_is_asked_first(site: Any, composer: Any) -> None:
    page = composer(silent=True, heard=site.house.clock() - timedelta(days=3))
    expect(page.locator("#phone-note")).to_contain_text("Whoever holds this phone")
    page.locator("#reply").fill("I can meet you tomorrow.")
    expect(page.locator("#ask-first")).to_contain_text(OPENER)
    page.get_by_role("button", name="Ask now, and keep my answer").click()
    page.wait_for_load_state()
    expect(page.locator("#reply")).to_have_value("")
    assert [act[0] for act in site.house.acts].count("reply") == 1


def test_by_night_the_button_says_when_it_leaves_and_what_waits_is_taken_back(
    site: Any, composer: Any
) -> None:
    now = site.house.clock()
    page = composer(leaves=now + timedelta(hours=8))
    expect(page.locator("#by-night button").first).to_contain_text("Send at")
    held = HeldView(
        id="ab" * 16,
        state=Held.NIGHT,
        why=Holding.RULE,
        text="I can meet you.",
        name="Ana Ruiz",
        mine=True,
        opener=False,
        leaves=now + timedelta(hours=8),
        written=now,
    )
    page = composer(held, leaves=now + timedelta(hours=8))
    expect(page.locator("[data-held]")).to_contain_text("Goes out at")
    with page.expect_response("**/held/**"):
        page.get_by_role("button", name="Take it back").click()
    assert site.house.held.acts == [("take_back", "7KQ2BC", "ab" * 16)]
