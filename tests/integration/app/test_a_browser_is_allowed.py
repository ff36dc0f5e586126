"""A person allows pages in their browser, tries it, and takes it out again: over the real house and a push service."""

from collections.abc import Iterator
from typing import Any

import pytest

from reporting.people.push_keys import PushKeys
from reporting.staff.browser_name import browser_name
from tests.integration.notify.push_service import PushService, push_service

PAGE = "/account/browsers"
ANDROID = "Mozilla/5.0 (Android 15; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0"


@pytest.fixture
def service(monkeypatch: pytest.MonkeyPatch) -> Iterator[PushService]:
    monkeypatch.setenv("QUIETLINE_PUSH_HOSTS", "localhost, fcm.googleapis.com")
    with push_service() as running:
        yield running


def key_of(page: str) -> str:
    return page.partition('data-key="')[2].partition('"')[0]


@pytest.mark.nightly
def test_a_browser_is_kept_tried_and_taken_out(service: PushService, founded_house: Any, browse: Any) -> None:
    house, own = founded_house.house, service.browser("own")
    page = browse("north").get("/account").get(PAGE)
    assert "No browser yet." in page.text
    public = key_of(page.text)
    page.post(PAGE, subscription=own.subscription())
    assert "This browser is woken from now on." in page.text

    page.post(f"{PAGE}/test")
    assert "On its way" in page.text
    house.dispatcher.run_once()
    (taken,) = service.taken
    assert taken.claims(public)["sub"] == "mailto:root@localhost"
    said = own.opens(taken.body)
    assert said["title"] == "Quietline: this is a test. Pages come like this."
    assert said["url"].endswith(PAGE)
    seen = browse().post("/push/seen", reference=said["seen"])
    assert (seen.status, seen.text) == (204, "")
    with house.foundation.database.read() as conn:
        states = conn.exec_driver_sql("SELECT state, delivery FROM notify_outbox").all()
    assert ("delivered", "delivered") in [tuple(each) for each in states]

    value = page.get(PAGE).text.partition('name="device" value="')[2].partition('"')[0]
    page.post(f"{PAGE}/drop", device=value)
    assert "Taken out. No page goes there any more." in page.text
    assert "No browser is kept. Allow one first." in page.post(f"{PAGE}/test").text


def test_a_push_service_that_is_not_named_is_never_called(
    service: PushService, founded_house: Any, browse: Any
) -> None:
    stranger = service.browser("own").subscription().replace("localhost", "internal.example")
    page = browse("north").get(PAGE).post(PAGE, subscription=stranger)
    assert page.status == 422
    assert "a push service that is not allowed here" in page.text
    assert "The browser gave no address." in page.post(PAGE, subscription="{}").text
    assert not service.taken


def test_the_districts_key_is_made_once_and_outlives_a_restart(founded_house: Any, browse: Any) -> None:
    first = key_of(browse("north").get(PAGE).text)
    assert len(first) == 87
    assert key_of(browse("south").get(PAGE).text) == first
    assert PushKeys(founded_house.house.people.providers).ready().public == first


def test_the_worker_is_a_script_at_the_root_that_anyone_may_read(browse: Any) -> None:
    page = browse().get("/push-worker.js")
    assert page.status == 200
    assert "showNotification" in page.text


@pytest.mark.parametrize(
    ("user_agent", "name"),
    [
        (ANDROID, "Firefox, Android"),
        (
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/140 Safari/537.36 Edg/140",
            "Edge, Windows",
        ),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605 Version/18.0 Safari/604.1",
            "Safari, iPhone",
        ),
        ("<script>", "Browser"),
        ("", "Browser"),
    ],
)
def test_a_browser_is_called_by_fixed_words(user_agent: str, name: str) -> None:
    assert browser_name(user_agent) == name
