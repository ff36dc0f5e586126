"""Another system is told that something changed: signed, without content, later by chance, and never of one student."""

import json
import re
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest
import standardwebhooks.webhooks
from sqlalchemy import insert, select, update
from standardwebhooks import Webhook, WebhookVerificationError

from reporting.app.hooking import hooking
from reporting.app.staff_doors import staff_doors
from reporting.model.help.organization import Organization
from reporting.model.help.service import Service
from reporting.model.ids import OrganizationId, ServiceId
from reporting.people.hook_post import ENDED_AFTER_S, WAITS_S
from reporting.people.refused import Refused
from reporting.store import alarms, help_entries, hooks
from reporting.store.hooks import HOOK, MESSAGE
from reporting.store.packets import PACKET
from tests.integration.app.conftest import Browser, staff_app

ORGANIZATION = OrganizationId(b"o" * 16)
SERVICE = Service(ServiceId(b"s" * 16), ORGANIZATION, "Counseling")
EVENTS = ("directory", "figures", "referrals")


@dataclass
class Receiver:
    address: str = ""
    status: int = 204
    got: list[tuple[dict[str, str], bytes]] = field(default_factory=list)


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    kept = Receiver()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            kept.got.append((dict(self.headers.items()), body))
            self.send_response(kept.status)
            self.send_header("Location", f"{kept.address}/elsewhere")
            self.end_headers()

        def log_message(self, *said: object) -> None: ...

    server = HTTPServer(("127.0.0.1", 0), Handler)
    kept.address = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    yield kept
    server.shutdown()
    thread.join()
    server.server_close()


@dataclass
class Told:
    house: Any
    page: Browser

    def work(self) -> None:
        self.house.house.hooking.watch.look()
        self.house.house.hooking.post.send()

    def rows(self) -> list[Any]:
        with self.house.house.foundation.database.read() as conn:
            return list(conn.execute(select(MESSAGE)).all())

    def later(self, **time: int) -> None:
        self.house.clock.advance(**time)
        self.work()

    def hook(self) -> Any:
        with self.house.house.foundation.database.read() as conn:
            return conn.execute(select(HOOK)).one()

    def change_directory(self, name: str) -> None:
        house = self.house.house
        house.help._ground.database.write(
            lambda conn: help_entries.put_organization(
                conn, house.ground.district, Organization(ORGANIZATION, name, services=(SERVICE,))
            )
        )
        house.help._kept = None


@pytest.fixture
def told(founded_house: Any) -> Told:
    """A house in which addresses of this machine are allowed."""
    house = founded_house.house
    people = house.people
    made = hooking(people.ground, people.service, people.alarms, house.help, inside=True)
    founded_house.house = replace(house, hooking=made)
    founded_house.doors = staff_doors(founded_house.house)
    app = staff_app(founded_house.doors, house.foundation)
    return Told(founded_house, Browser(app, founded_house.cookies["administrator"]))


@pytest.fixture
def verify(told: Told, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Any]:
    """The specification's library, at the house's time."""

    class HouseTime(datetime):
        @classmethod
        def now(cls, tz: Any = None) -> Any:
            return told.house.clock().astimezone(tz)

    monkeypatch.setattr(standardwebhooks.webhooks, "datetime", HouseTime)
    return lambda secret, headers, body: Webhook(secret).verify(body, headers)


def make(told: Told, address: str, *events: str) -> Browser:
    told.page.get("/interfaces")
    return told.page.post("/interfaces/hooks", target=address, event=list(events or EVENTS))


def secret_of(page: Browser) -> str:
    return re.search(r'id="hook-secret">([^<]+)<', page.text)[1]  # type: ignore[index]


def test_a_test_message_is_signed_as_the_specification_says(
    told: Told, receiver: Receiver, verify: Callable[..., Any]
) -> None:
    page = make(told, f"{receiver.address}/in?key=canary-key")
    secret = secret_of(page)
    shown = told.page.get("/interfaces").text
    assert secret not in shown
    assert "canary-key" not in shown
    value = re.search(r"/interfaces/hooks/([0-9a-f]+)/ping", shown)[1]  # type: ignore[index]
    assert "A test is on its way." in told.page.post(f"/interfaces/hooks/{value}/ping").text
    told.work()
    ((headers, body),) = receiver.got
    assert verify(secret, headers, body) == {
        "type": "ping",
        "timestamp": f"{told.house.clock().date().isoformat()}T00:00:00Z",
        "data": {},
    }
    with pytest.raises(WebhookVerificationError):
        verify(secret, headers, body + b" ")
    assert "Last message taken" in told.page.get("/interfaces").text
    assert told.rows() == []


def test_a_changed_directory_is_said_later_by_chance_and_once(told: Told, receiver: Receiver) -> None:
    make(told, receiver.address)
    told.work()
    told.change_directory("Harbor House")
    told.later(seconds=1)
    assert receiver.got == []  # not at the moment of the change
    (row,) = told.rows()
    assert 600 <= row.due - int(told.house.clock().timestamp()) <= 3600
    told.later(hours=1, seconds=1)
    told.later(hours=2)
    ((_, body),) = receiver.got
    assert json.loads(body)["type"] == "directory.changed"
    assert json.loads(body)["data"] == {}
    assert b"Harbor" not in body


def packets(told: Told, number: int, state: str, start: int = 0) -> None:
    def unit(conn: Any) -> None:
        for n in range(start, start + number):
            conn.execute(
                insert(PACKET).values(
                    district=told.house.house.ground.district, id=n.to_bytes(16, "big"), organization=ORGANIZATION,
                    service=SERVICE.id, state=state, opened=False, month=24322, nudges=0, until_day=30_000,
                    core=b"c", recipients=b"r",
                )
            )  # fmt: skip

    told.house.house.foundation.database.write(unit)


def move(told: Told, number: int, state: str) -> None:
    ids = [n.to_bytes(16, "big") for n in range(number)]
    told.house.house.foundation.database.write(
        lambda conn: conn.execute(update(PACKET).where(PACKET.c.id.in_(ids)).values(state=state))
    )


def test_referrals_are_said_to_have_moved_only_ten_together_and_hours_later(
    told: Told, receiver: Receiver
) -> None:
    told.change_directory("Harbor House")
    packets(told, 12, "sent")
    make(told, receiver.address, "referrals")
    told.work()
    told.later(days=1)
    move(told, 9, "accepted")
    told.later(hours=1)
    assert told.rows() == []
    move(told, 10, "accepted")
    told.later(hours=1)
    (row,) = told.rows()
    wait = row.due - int(told.house.clock().timestamp())
    assert 6 * 3600 <= wait <= 30 * 3600
    told.later(seconds=wait - 1)
    assert receiver.got == []
    told.later(seconds=2)
    ((_, body),) = receiver.got
    assert json.loads(body) == {
        "type": "referrals.changed",
        "timestamp": f"{told.house.clock().date().isoformat()}T00:00:00Z",
        "data": {},
    }


def test_a_message_of_a_student_tells_nobody(told: Told, receiver: Receiver) -> None:
    make(told, receiver.address)
    told.work()
    told.house.tip("canary Nothing is fun any more")
    told.later(days=2)
    assert (receiver.got, told.rows()) == ([], [])


def ping(told: Told) -> None:
    hook, house = told.hook(), told.house.house
    one = hooks.HookMessage(b"m" * 16, hook.id, hooks.HookEvent.PING, 20_000, house.people.ground.second())
    house.foundation.database.write(lambda conn: hooks.add(conn, house.ground.district, [one]))


def test_what_is_not_taken_is_tried_again_later_with_the_same_id(
    told: Told, receiver: Receiver, verify: Callable[..., Any]
) -> None:
    secret = secret_of(make(told, receiver.address))
    receiver.status = 302  # and no redirect is followed
    ping(told)
    told.work()
    for wait in WAITS_S[:2]:
        told.later(seconds=wait - 1)
        before = len(receiver.got)
        told.later(seconds=1)
        assert len(receiver.got) == before + 1
    assert len({headers["webhook-id"] for headers, _ in receiver.got}) == 1
    assert "takes nothing now" in told.page.get("/interfaces").text
    receiver.status = 200
    told.later(seconds=WAITS_S[2])
    verify(secret, *receiver.got[-1])
    assert told.hook().failing_since is None
    assert told.rows() == []


def test_who_takes_nothing_for_five_days_is_told_no_more_and_an_alarm_says_so(
    told: Told, receiver: Receiver
) -> None:
    make(told, receiver.address)
    receiver.status = 500
    ping(told)
    told.work()
    for wait in WAITS_S:
        told.later(seconds=wait)
    assert told.hook().ended is None
    told.later(seconds=ENDED_AFTER_S)
    ping(told)
    told.work()
    assert (told.hook().why, told.rows()) == ("failed", [])


def test_who_says_to_be_gone_is_believed_at_once(told: Told, receiver: Receiver) -> None:
    make(told, receiver.address)
    receiver.status = 410
    ping(told)
    told.work()
    assert (told.hook().why, told.rows()) == ("gone", [])
    told.later(days=1)
    assert len(receiver.got) == 1
    with told.house.house.foundation.database.read() as conn:
        standing = alarms.standing(conn, told.house.house.ground.district)
    assert "hook_ended" in {one.kind for one in standing}


@pytest.mark.parametrize(
    "address",
    ["http://hooks.example/x", "https://user:word@hooks.example/", "ftp://hooks.example", "https://[::1"],
)
def test_an_address_that_is_none_is_refused(founded_house: Any, address: str) -> None:
    post = founded_house.house.hooking.post
    with pytest.raises(Refused) as refused:
        replace(post, resolve=lambda host, port: ("203.0.113.9",)).check(address)
    assert refused.value.code == "hook_address"


@pytest.mark.parametrize(
    "found", ["127.0.0.1", "10.0.0.7", "169.254.169.254", "::1", "::ffff:192.168.1.1", "fd00::1", "224.0.0.1"]
)
def test_an_address_inside_a_network_is_refused_when_kept_and_when_sent_to(
    founded_house: Any, found: str
) -> None:
    post = replace(founded_house.house.hooking.post, resolve=lambda host, port: ("8.8.8.8", found))
    with pytest.raises(Refused) as refused:
        post.check("https://hooks.example/in")
    assert refused.value.code == "hook_inside"
    hook = hooks.Hook(b"h" * 16, post.service.seal(b"https://hooks.example/in", b"h" * 16),
                      post.service.seal(b"s" * 32, b"h" * 16), "directory", 1)  # fmt: skip
    one = hooks.HookMessage(b"m" * 16, hook.id, hooks.HookEvent.PING, 1, 1)
    assert post._sent(hook, one) == 0  # no socket is opened: the tests would refuse it loudly
