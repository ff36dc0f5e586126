"""A device that verifies its owner but derives nothing: it is told before anything is kept."""

from typing import Any

import pytest
from playwright.sync_api import expect

from tests.integration.staff.made_up_ground import PASSWORD

pytestmark = pytest.mark.browser


def test_a_device_that_cannot_open_keys_says_so_and_nothing_is_kept(
    windows: Any, site: Any, calm: Any
) -> None:
    page = windows.signed_in(360, 740)
    cdp = page.context.new_cdp_session(page)
    cdp.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "hasPrf": False,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    cdp.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    site.house.devices = []
    page.goto("/account/passkeys")
    page.get_by_label("What you call it").fill("an old phone")
    page.get_by_label("Your password").fill(PASSWORD)
    # The made-up house names no real salt or person; a device asks for both to be well formed.
    page.evaluate(
        "Object.assign(document.querySelector('[data-passkey]').dataset, {user: 'YWJj', challenge: 'YWJjZGVmZ2hpamtsbW5vcA'})"
    )
    page.get_by_role("button", name="Make a passkey").click()
    expect(page.get_by_text("cannot open your keys")).to_be_visible(timeout=60_000)
    assert site.house.devices == []
    calm(windows)


def test_a_browser_without_passkeys_shows_the_password_alone(windows: Any) -> None:
    page = windows.open(360, 740)
    page.add_init_script("delete window.PublicKeyCredential")
    page.goto("/sign-in")
    expect(page.get_by_label("Password", exact=True)).to_be_visible()
    expect(page.get_by_role("button", name="Use a passkey")).to_be_hidden()
