"""A locked phone's browser: its worker shows the page, tells that it did, and a tap leads to the button."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.staff.conftest import Windows
from tests.journeys.patience import until

pytestmark = pytest.mark.browser
SHOWN = """async () => (await (await navigator.serviceWorker.ready).getNotifications())
  .map(one => [one.title, one.data.url, one.requireInteraction])"""


def with_worker(windows: Any, site: Any) -> tuple[Page, Any, str]:
    """A page that may show notifications, the protocol's session, and the worker's registration."""
    page = windows.signed_in(width=360, color_scheme="dark")
    page.context.grant_permissions(["notifications"], origin=site.address)
    protocol = page.context.new_cdp_session(page)
    registrations: list[str] = []
    protocol.on(
        "ServiceWorker.workerRegistrationUpdated",
        lambda said: registrations.extend(one["registrationId"] for one in said["registrations"]),
    )
    protocol.send("ServiceWorker.enable")
    page.goto("/account/browsers")
    page.evaluate(
        "navigator.serviceWorker.register('/push-worker.js').then(() => navigator.serviceWorker.ready)"
    )
    until(lambda: page.evaluate("true") and registrations, "the worker is registered")
    return page, protocol, registrations[-1]


@pytest.fixture
def screen(chromium_with_window: Browser, site: Any) -> Iterator[Windows]:
    """Windows of a browser that shows what is pushed."""
    yield Windows(chromium_with_window, site)
    for context in chromium_with_window.contexts:
        context.close()


@pytest.mark.nightly
def test_what_is_pushed_stands_on_the_screen_and_is_told_as_shown(screen: Windows, site: Any) -> None:
    page, protocol, registration = with_worker(screen, site)
    said = {"title": "Quietline: somebody is needed", "url": f"{site.address}/ack/123", "seen": "a.b.1"}

    def pushed() -> Any:
        """What stands on the screen. Pushed anew until something does: a push service tries again, too."""
        protocol.send(
            "ServiceWorker.deliverPushMessage",
            {"origin": site.address, "registrationId": registration, "data": json.dumps(said)},
        )
        page.wait_for_timeout(1000)
        return page.evaluate(SHOWN)

    until(pushed, "the notification")
    # One tag: what is pushed twice stands there once.
    assert page.evaluate(SHOWN) == [[said["title"], said["url"], True]]
    until(lambda: page.evaluate("true") and site.house.browsers.shown, "its receipt")
    assert set(site.house.browsers.shown) == {"a.b.1"}


def test_without_leave_the_page_says_where_to_give_it_and_keeps_nothing(windows: Any, site: Any) -> None:
    page = windows.signed_in(width=360)
    page.goto("/account/browsers")
    page.evaluate("Notification.requestPermission = async () => 'denied'")
    page.get_by_role("button", name="Wake me in this browser").click()
    expect(page.locator("#push-trouble")).to_contain_text("Notifications are blocked for this site.")
    assert site.house.browsers.handed == []


def test_what_the_browser_gives_goes_to_the_service_with_the_districts_key(windows: Any, site: Any) -> None:
    page = windows.signed_in(width=360)
    page.goto("/account/browsers")
    # The makers' push services are not reached from here: what they would answer is put in their place.
    page.evaluate(
        """() => {
          Notification.requestPermission = async () => 'granted';
          PushManager.prototype.getSubscription = async () => null;
          PushManager.prototype.subscribe = async (asked) =>
            ({ endpoint: 'https://fcm.googleapis.com/x', length: asked.applicationServerKey.length });
        }"""
    )
    page.get_by_role("button", name="Wake me in this browser").click()
    expect(page.locator("main")).to_contain_text("This browser is woken from now on.")
    (handed,) = site.house.browsers.handed
    assert json.loads(handed) == {"endpoint": "https://fcm.googleapis.com/x", "length": 65}
