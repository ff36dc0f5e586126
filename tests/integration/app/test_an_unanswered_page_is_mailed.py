"""Nobody takes an urgent message: those who can open it, and registrars, hear of it by e-mail; nobody else does."""

from dataclasses import replace
from typing import Any

import pytest

from notify.pages.unreached import Unreached
from notify.ports import Delivery, Sent
from reporting.app.unanswered_mail import AGAIN_S, UnansweredMail, is_loud
from reporting.store import listings

GUN = "my friend has a gun in his backpack and says tomorrow is the day"
SUBJECT = "Quietline: nobody answers an urgent message"


class Mailbox:
    def __init__(self) -> None:
        self.mails: list[tuple[str, str, str]] = []

    def send_mail(self, *, to: str, subject: str, body: str, reference: str) -> Sent:
        self.mails.append((to, subject, body))
        return Sent(reference, Delivery.SENT)


@pytest.fixture
def cried(founded_house: Any) -> Any:
    """After so many minutes: what was cried out, by address."""
    house, box = founded_house.house, Mailbox()
    house.dispatcher.mailer = box
    mailing = UnansweredMail(replace(house, wires=replace(house.wires, mailer=box)))

    def look(**span: float) -> dict[str, str]:
        box.mails.clear()
        founded_house.clock.advance(**span)
        founded_house.work()
        mailing.look()
        founded_house.work()
        return {to: body for to, subject, body in box.mails if subject == SUBJECT}

    return look


def test_it_is_cried_out_when_the_student_is_told_and_each_half_hour(founded_house: Any, cried: Any) -> None:
    house = founded_house
    house.tip(GUN)
    reference = house.threads()[0].reference
    assert cried(minutes=9, seconds=59) == {}
    first = cried(seconds=1)
    assert {"ana@oakfield.example", "ada@oakfield.example", "erin@oakfield.example"} <= set(first)
    assert (
        f"Please take {reference} now: http://localhost:8081/threads/{reference}"
        in first["ana@oakfield.example"]
    )
    # A registrar who cannot open it is told that much, and no reference.
    assert reference not in first["ada@oakfield.example"]
    assert "by telephone" in first["ada@oakfield.example"]
    for body in first.values():
        for word in ("gun", "backpack", "North", "weapon"):
            assert word not in body
    assert cried(minutes=29) == {}
    assert set(cried(minutes=1)) == set(first)


def test_what_somebody_has_is_cried_out_no_more(founded_house: Any, cried: Any) -> None:
    house = founded_house
    house.tip(GUN)
    cried(minutes=10)
    house.house.desk.acknowledge(house.sessions["north"], house.threads()[0].reference)
    assert cried(minutes=31) == {}


def test_nobody_from_whom_it_is_kept_hears_of_it_nor_any_registrar_who_cannot_open_it(
    founded_house: Any, cried: Any
) -> None:
    house = founded_house
    house.tip(GUN, excluded=frozenset({house.member("north_too")}))
    told = set(cried(minutes=10, seconds=1))
    roster = house.house.people.book.current
    holders = {
        person.id
        for person in house.house.people.directory.staff()
        if house.house.people.directory.email_of(person) in told
    }
    assert holders
    assert house.member("north_too") not in holders
    for person in holders:
        session = {*roster.queues_of(person), person}
        with house.house.foundation.database.read() as conn:
            assert listings.holders(conn, house.house.ground.district, house.threads()[0].id) & session


@pytest.mark.parametrize(
    ("told", "deaf", "cried_at", "loud"),
    [
        (False, False, None, False),
        (True, False, None, True),
        (False, True, None, True),  # no phone at all can be reached: nobody waits for ten minutes
        (True, True, 1000 - AGAIN_S + 1, False),
        (True, False, 1000 - AGAIN_S, True),
    ],
)
def test_when_it_is_loud(told: bool, deaf: bool, cried_at: int | None, loud: bool) -> None:  # noqa: FBT001
    page = Unreached(b"team", None, "7KQ2XX", 0, told, frozenset(), cried_at=cried_at)
    assert is_loud(page, 1000, deaf=deaf) is loud
