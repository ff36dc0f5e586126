"""The link of the set-up page: once, for an hour, from this machine."""

import secrets
from datetime import UTC, datetime, timedelta

import pytest

from reporting.people.refused import SetUpRefused
from reporting.people.set_up_link import SetUpLink

HERE = "127.0.0.1"


class Watch:
    def __init__(self) -> None:
        self.now = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def watch() -> Watch:
    return Watch()


@pytest.fixture
def link(watch: Watch) -> SetUpLink:
    return SetUpLink(watch, secrets.token_bytes)


def test_it_opens_the_page_as_often_as_needed_and_is_spent_once(link: SetUpLink) -> None:
    for _ in range(3):
        link.check(link.token, HERE)
    link.use(link.token, HERE)
    for door in (link.check, link.use):
        with pytest.raises(SetUpRefused) as refusal:
            door(link.token, HERE)
        assert refusal.value.code == "link"


def test_after_an_hour_it_is_dead(link: SetUpLink, watch: Watch) -> None:
    watch.now += timedelta(minutes=59)
    link.check(link.token, HERE)
    watch.now += timedelta(minutes=1)
    with pytest.raises(SetUpRefused):
        link.check(link.token, HERE)


@pytest.mark.parametrize(
    "peer", ["10.0.0.7", "203.0.113.9", "", "localhost", "::ffff:10.0.0.7", "2001:db8::1"]
)
def test_it_is_of_no_use_on_another_machine(link: SetUpLink, peer: str) -> None:
    with pytest.raises(SetUpRefused) as refusal:
        link.check(link.token, peer)
    assert refusal.value.code == "not_here"


@pytest.mark.parametrize("peer", ["127.0.0.1", "127.3.2.1", "::1", "::ffff:127.0.0.1"])
def test_every_way_to_write_loopback_is_this_machine(link: SetUpLink, peer: str) -> None:
    link.check(link.token, peer)


def test_another_token_is_refused(link: SetUpLink) -> None:
    for token in ("", link.token[:-1], link.token.upper() + "0", "é"):
        with pytest.raises(SetUpRefused):
            link.check(token, HERE)


def test_a_set_up_that_failed_gives_the_link_back(link: SetUpLink) -> None:
    link.use(link.token, HERE)
    link.give_back()
    link.use(link.token, HERE)
