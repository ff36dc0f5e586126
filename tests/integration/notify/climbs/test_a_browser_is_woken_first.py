"""Who allowed it is woken by their browser first. It counts as delivered only when the browser says that it showed it."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import select

from notify import callbacks
from notify.contacts import remove_contact
from notify.push_devices import HOSTS, NoSubscription, devices, drop_gone, save_device, subscription
from notify.tables import Outbox
from notify.web_push import WebPusher
from reporting.vault.push_key import make_push_key
from tests.integration.notify.push_service import Browser, PushService, push_service

DISTRICT = b"northside distri"
KEY = make_push_key()
Fixture = Any


@pytest.fixture
def service() -> Iterator[PushService]:
    with push_service() as running:
        yield running


@pytest.fixture
def woken(shipped: Fixture, service: PushService) -> Fixture:
    """The shipped district, with push services."""

    def forget(gone: Any) -> None:
        shipped.database.write(lambda conn: drop_gone(conn, marks=gone))

    shipped.dispatcher.pusher = WebPusher(key=lambda: KEY.private, contact="https://q.example", forget=forget)
    return shipped


def allow(district: Fixture, name: str, browser: Browser) -> None:
    kept = subscription(browser.subscription(), {"localhost"})
    with district.database.engine.begin() as conn:
        save_device(
            conn,
            district=DISTRICT,
            person=district.persons[name],
            device=browser.endpoint[-16:].encode().rjust(16),
            kept=kept,
            label="Firefox, Android",
            sealer=district.service,
            now=district.at,
        )


def shows(district: Fixture, said: dict[str, str]) -> bool:
    """The browser's worker tells that the notification stands on the screen."""
    with district.database.engine.begin() as conn:
        return callbacks.shown(conn, district=DISTRICT, reference=said["seen"], now=district.at)


def kept(district: Fixture, name: str) -> int:
    with district.database.read() as conn:
        return len(devices(conn, district=DISTRICT, person=district.persons[name]))


def test_a_notification_leaves_at_once_says_nothing_and_its_button_takes_the_page(
    woken: Fixture, service: PushService
) -> None:
    browser = service.browser("ana")
    allow(woken, "Ana", browser)
    woken.page("7KQ2XX")
    woken.work()
    (taken,) = service.taken
    claims = taken.claims(KEY.public)
    assert (claims["sub"], claims["aud"]) == ("https://q.example", service.base)
    assert (taken.headers["urgency"], int(taken.headers["ttl"])) == ("high", 10)
    assert b"7KQ2XX" not in taken.body
    said = browser.opens(taken.body)
    assert said["title"] == "Quietline: somebody is needed"
    assert "7KQ2XX" not in json.dumps(said), "a screen shows the title; a log may keep the address"
    assert woken.phone("Ana").inbox() == []
    assert shows(woken, said)
    woken.presses_button(woken.button_of(said["url"]))
    woken.pass_(300, step=30)
    assert not [text for name in ("Ana", "Ben") for text in woken.phone(name).inbox() if "ACK" in text]


def test_a_browser_that_shows_nothing_costs_a_quarter_of_a_minute(
    woken: Fixture, service: PushService
) -> None:
    allow(woken, "Ana", service.browser("ana"))
    began = woken.at
    woken.page()
    woken.pass_(40, step=5)
    assert woken.story(began) == ["0:15 sms Ana"]


def test_one_that_shows_it_to_somebody_who_sleeps_costs_half_a_minute(
    woken: Fixture, service: PushService
) -> None:
    browser = service.browser("ana")
    allow(woken, "Ana", browser)
    began = woken.at
    woken.page()
    woken.work()
    assert shows(woken, browser.opens(service.taken[-1].body))
    woken.pass_(40, step=5)
    assert woken.story(began) == ["0:30 sms Ana"]


def test_a_browser_that_is_gone_is_forgotten_and_the_text_goes_at_once(
    woken: Fixture, service: PushService
) -> None:
    allow(woken, "Ana", service.browser("ana"))
    service.answers["/ana"] = 410
    began = woken.at
    woken.page()
    woken.pass_(4, step=1)
    assert woken.story(began)[:1] == ["0:01 sms Ana"]
    assert kept(woken, "Ana") == 0


@pytest.mark.parametrize("status", [307, 403, 413])
def test_what_a_push_service_refuses_moves_on_at_once_and_a_redirect_is_not_followed(
    woken: Fixture, service: PushService, status: int
) -> None:
    allow(woken, "Ana", service.browser("ana"))
    service.answers["/ana"] = status
    began = woken.at
    woken.page()
    woken.pass_(16, step=1)
    assert woken.story(began)[0] == "0:01 sms Ana"
    assert {each.path for each in service.taken} == {"/ana"}
    assert kept(woken, "Ana") == 1


def test_of_two_browsers_one_is_enough(woken: Fixture, service: PushService) -> None:
    phone, desk = service.browser("phone"), service.browser("desk")
    allow(woken, "Ana", phone)
    allow(woken, "Ana", desk)
    service.answers["/desk"] = 410
    woken.page()
    woken.work()
    by_path = {each.path: each for each in service.taken}
    assert shows(woken, phone.opens(by_path["/phone"].body))
    assert kept(woken, "Ana") == 1
    woken.pass_(25, step=5)
    assert woken.phone("Ana").inbox() == []


def test_a_receipt_that_is_made_up_or_of_a_text_marks_nothing(woken: Fixture) -> None:
    began = woken.at
    woken.page()
    woken.work()
    assert woken.story(began) == ["0:00 sms Ana"]
    with woken.database.read() as conn:
        (row,) = conn.execute(select(Outbox.row, Outbox.fence)).all()
    text = {"seen": f"{DISTRICT.hex()}.{row.row.hex()}.{row.fence}"}
    assert not shows(woken, text)
    assert not shows(woken, {"seen": "x"})
    assert not shows(woken, {"seen": f"{DISTRICT.hex()}.{'ab' * 16}.1"})


def test_who_leaves_is_woken_no_more(woken: Fixture, service: PushService) -> None:
    allow(woken, "Ana", service.browser("ana"))
    with woken.database.engine.begin() as conn:
        remove_contact(conn, district=DISTRICT, person=woken.persons["Ana"])
    assert kept(woken, "Ana") == 0


@pytest.mark.parametrize(
    ("endpoint", "known"),
    [
        ("https://fcm.googleapis.com.evil.example/x", True),
        ("https://169.254.169.254/latest/meta-data", True),
        ("http://fcm.googleapis.com/x", True),
        ("https://localhost/x", True),
        ("https://user@evil.example/fcm.googleapis.com", True),
        ("file:///etc/passwd", True),
        ("x" * 2000, False),
        ("https://[", False),
    ],
)
def test_an_address_that_is_no_push_service_is_never_called(endpoint: str, known: bool) -> None:  # noqa: FBT001 -- a table
    handed = json.dumps({"endpoint": endpoint, "keys": {"p256dh": "a", "auth": "b"}})
    with pytest.raises(NoSubscription) as refused:
        subscription(handed, HOSTS)
    assert refused.value.known is known


@pytest.mark.parametrize(
    "handed", ["", "[]", "{}", '{"endpoint": 7, "keys": {"p256dh": 1, "auth": 2}}', "null"]
)
def test_what_is_no_subscription_is_refused(handed: str) -> None:
    with pytest.raises(NoSubscription):
        subscription(handed, {"localhost"})
