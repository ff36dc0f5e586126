"""02:10: a page on a locked phone, one link, one passkey, and the message is there to read and to answer."""

from typing import Any

import pytest
from playwright.sync_api import Browser, CDPSession, Page, expect

from tests.journeys.town import GUN, Town

pytestmark = pytest.mark.browser

PATIENCE = 60_000


def device(page: Page) -> CDPSession:
    """A phone's own authenticator, as the browser sees it: it verifies its owner, and derives by the prf extension."""
    cdp = page.context.new_cdp_session(page)
    cdp.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "ctap2Version": "ctap2_1",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "hasPrf": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    cdp.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    return cdp


def tap(page: Page, taps: list[str], name: str) -> None:
    taps.append(name)
    page.get_by_role("button", name=name).click()


@pytest.fixture
def phone(chromium: Browser, town: Town) -> Any:
    """In the hand of nobody yet."""
    context = chromium.new_context(
        viewport={"width": 360, "height": 740}, base_url=town.staff, color_scheme="dark", locale="en-US"
    )
    context.set_default_timeout(PATIENCE)
    yield context.new_page()
    context.close()


def sign_in(page: Page, person: Any) -> None:
    page.goto("/sign-in")
    page.get_by_label("E-mail").fill(person.email)
    page.get_by_label("Password", exact=True).fill(person.password)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url("**/inbox")


@pytest.mark.nightly
def test_from_the_link_to_the_readable_message_are_two_taps_and_to_the_answer_three_more(
    town: Town, phone: Page
) -> None:
    # One day, at a desk: the device is added with the password.
    town.tells(GUN, school=town.northside)
    rung = town.when_paged(town.northside)
    person = town.owner(rung)
    device(phone)
    sign_in(phone, person)
    phone.goto("/account/passkeys")
    phone.get_by_label("What you call it").fill("my phone")
    phone.get_by_label("Your password").fill(person.password)
    phone.get_by_role("button", name="Make a passkey").click()
    expect(phone.get_by_text("This device opens your keys from now on.")).to_be_visible()
    phone.context.clear_cookies()

    # At night, from the link of the text.
    taps: list[str] = ["the link in the text"]
    phone.goto(f"/threads/{town.reference_in(rung)}/now")
    tap(phone, taps, "Use a passkey")
    message = phone.locator("article[data-from=reporter] .words")
    expect(message).to_have_text(GUN)
    assert len(taps) == 2

    tap(phone, taps, "I have it")
    expect(phone.get_by_text("You have it. Nobody else is called.")).to_be_visible()
    taps.append("the first of three first replies")
    phone.locator(".now-say").first.click()
    expect(phone.get_by_label("Your answer")).not_to_have_value("")
    tap(phone, taps, "Send answer")
    expect(phone.get_by_text("First answer at")).to_be_visible()
    assert len(taps) == 5

    # It lies on the table with half a line in it, and locks as it does by itself after the minutes of the setting.
    phone.get_by_label("Your answer").fill("One more thing.")
    phone.evaluate("lockNow()")
    taps.clear()
    tap(phone, taps, "Use a passkey")
    expect(phone.get_by_label("Your answer")).to_have_value("One more thing.")
    assert len(taps) == 1
