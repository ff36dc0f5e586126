"""Registrars get a mail when nobody is reached, and one when it is over. A monitor outside hears each minute that all is well."""

import threading
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest

from notify.ports import Busy, Delivery, Sent
from reporting.store import vigils
from reporting.store.errors import StoreError
from reporting.vigil.ping import Ping

REGISTRARS = ["ada@oakfield.example", "erin@oakfield.example"]


@dataclass
class Post:
    """A mail server that takes everything, or nothing from some."""

    sent: list[tuple[str, str, str]] = field(default_factory=list)
    refuses: str | None = None

    def send_mail(self, *, to: str, subject: str, body: str, reference: str) -> Sent:
        if to == self.refuses:
            raise Busy
        self.sent.append((to, subject, body))
        return Sent(reference, Delivery.SENT)

    def subjects(self) -> list[tuple[str, str]]:
        return sorted((to, subject) for to, subject, _ in self.sent)


def keeper_of(house: Any, post: Post) -> Any:
    return replace(house.house.keeper, mailer=post)


def beats(house: Any, *keepers: Any, minutes: int = 0) -> None:
    """Each keeper beats; then for so many minutes again, the worker's other tasks standing still."""
    for _ in range(2 * minutes + 1):
        for keeper in keepers:
            keeper.beat()
        house.clock.advance(seconds=30)


def nobody_sends(house: Any, *keepers: Any) -> None:
    """The sender hangs for as long as it takes to be noticed."""
    house.clock.advance(minutes=3)
    beats(house, *keepers, minutes=3)


def test_each_registrar_is_written_to_once_and_once_again_when_it_is_over(founded_house_on_each: Any) -> None:
    house, post = founded_house_on_each, Post()
    # Two processes keep watch, and people are told once.
    first, second = keeper_of(house, post), keeper_of(house.beside(), post)
    assert house.keep_watch()
    beats(house, first, second)
    assert post.sent == []
    nobody_sends(house, first, second)
    failing = [(to, "Quietline: nobody is reached now") for to in REGISTRARS]
    assert post.subjects() == failing
    body = post.sent[0][2]
    assert "A part of the service that sends messages has stopped." in body
    assert "/self-test" in body
    beats(house, first, second, minutes=2)
    assert post.subjects() == failing
    assert house.keep_watch()
    beats(house, first, second)
    assert post.subjects() == sorted(
        failing + [(to, "Quietline: people are reached again") for to in REGISTRARS]
    )


def test_what_is_over_at_once_is_not_written_about(founded_house: Any) -> None:
    house, post = founded_house, Post()
    keeper = keeper_of(house, post)
    beats(house, keeper)  # no test has passed yet
    assert house.keep_watch()
    beats(house, keeper)
    assert post.sent == []


def test_a_registrar_who_cannot_be_written_to_keeps_no_other_from_hearing(founded_house: Any) -> None:
    house, post = founded_house, Post(refuses=REGISTRARS[0])
    keeper = keeper_of(house, post)
    assert house.keep_watch()
    nobody_sends(house, keeper)
    assert [to for to, _, _ in post.sent] == REGISTRARS[1:]


def test_people_are_told_also_where_nothing_can_be_written_down(founded_house: Any) -> None:
    house, post = founded_house, Post()
    keeper = replace(keeper_of(house, post), database=Unwritable(house.house.ground.database))
    assert house.keep_watch()
    house.clock.advance(minutes=3)
    for _ in range(8):
        with suppress(StoreError):
            keeper.beat()
        house.clock.advance(seconds=30)
    assert post.subjects() == [(to, "Quietline: nobody is reached now") for to in REGISTRARS]
    keeper.database = house.house.ground.database
    assert house.keep_watch()
    keeper.beat()
    assert len(post.sent) == 4


@pytest.fixture
def monitor() -> Iterator[Any]:
    """An outside monitor on loopback: `asked` are the paths, `status` what it answers."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            server.asked.append(self.path)
            self.send_response(server.status)
            self.send_header("Location", "/elsewhere")
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: Any) -> None:
            pass

    server: Any = HTTPServer(("127.0.0.1", 0), Handler)
    server.asked, server.status = [], 200
    server.address = f"http://127.0.0.1:{server.server_port}/ping/a-secret?x=1"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    thread.join(10)
    server.server_close()


def pinged_at(house: Any) -> Any:
    with house.house.ground.database.read() as conn:
        return vigils.told(conn, house.house.ground.district).pinged_at


def test_a_monitor_outside_hears_of_us_only_while_people_are_reached(
    founded_house: Any, monitor: Any
) -> None:
    house = founded_house
    keeper = replace(house.house.keeper, ping=Ping(monitor.address))
    assert not keeper.well()
    assert monitor.asked == []
    assert house.keep_watch()
    assert keeper.well()
    assert monitor.asked == ["/ping/a-secret?x=1"]
    assert pinged_at(house) == house.clock().replace(microsecond=0)
    house.clock.advance(minutes=3)  # the worker is dead
    assert not keeper.well()
    assert len(monitor.asked) == 1


@pytest.mark.parametrize("status", [302, 404, 500])
def test_a_monitor_that_does_not_take_it_has_not_heard_and_no_redirect_is_followed(
    founded_house: Any, monitor: Any, caplog: Any, status: int
) -> None:
    house, monitor.status = founded_house, status
    keeper = replace(house.house.keeper, ping=Ping(monitor.address))
    assert house.keep_watch()
    assert not keeper.well()
    assert monitor.asked == ["/ping/a-secret?x=1"]
    assert pinged_at(house) is None
    assert "a-secret" not in caplog.text
    assert "a-secret" not in repr(keeper)


def test_a_monitor_that_is_not_there_breaks_nothing_and_is_an_alarm_after_a_while(founded_house: Any) -> None:
    house = founded_house
    keeper = house.house.keeper
    keeper.ping = Ping("http://127.0.0.1:1/ping")
    assert house.keep_watch()
    assert not keeper.well()
    told = vigils.Told()
    assert keeper.unheard(told, house.clock())
    assert not keeper.unheard(replace(told, pinged_at=house.clock()), house.clock())


class Unwritable:
    """A database of which everything can be read."""

    def __init__(self, real: Any) -> None:
        self.read = real.read

    def write(self, _unit: Any) -> Any:
        raise StoreError
