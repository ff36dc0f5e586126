"""Somebody leaves the team while a page is theirs, or while it rings them: the next person is called at once."""

from typing import Any

import pytest

from notify import pages
from notify.contacts import remove_contact

DISTRICT, THREAD = b"northside distri", b"thread of a tip!"
Fixture = Any


@pytest.fixture
def silent(both: Fixture) -> Fixture:
    """Nobody writes to the student by themselves."""
    both.answers = False
    both.page(about=THREAD)
    both.work()
    return both


def leaves(district: Fixture, name: str, *, keeps: bool = False) -> None:
    """Works here no more; with `keeps`, reads one queue less and can still open this."""
    person = district.persons[name]

    def unit(conn: Any) -> None:
        pages.let_go(conn, district=DISTRICT, person=person, now=district.at, keeps=lambda _: keeps)
        if not keeps:
            remove_contact(conn, district=DISTRICT, person=person)

    district.database.write(unit)


def test_whoever_had_it_leaves_and_the_next_person_is_called_at_once(silent: Fixture) -> None:
    silent.phone("Ana").expects("urgent page").replies("ack {code}").expects("you have")
    silent.pass_(20)
    leaves(silent, "Ana")
    silent.work()
    silent.phone("Ben").expects("aviso urgente 7KQ2XX").replies("ack {code}").expects("te ocupas de 7KQ2XX")


def test_whoever_is_rung_leaves_and_nobody_waits_for_their_answer(silent: Fixture) -> None:
    silent.pass_(20)
    silent.phone("Ben").expects_nothing()
    leaves(silent, "Ana")
    silent.work()
    silent.phone("Ben").expects("aviso urgente 7KQ2XX")


def test_an_answer_of_whoever_has_left_takes_nothing(silent: Fixture) -> None:
    ana = silent.phone("Ana").expects("urgent page")
    leaves(silent, "Ana")
    ana.replies("ack {code}").expects("no page is open for this phone")
    silent.work()
    silent.phone("Ben").expects("aviso urgente 7KQ2XX")


def test_what_they_answered_already_rings_nobody_until_the_student_writes_again(silent: Fixture) -> None:
    silent.phone("Ana").expects("urgent page").replies("ack {code}").expects("you have")
    silent.database.write(lambda conn: pages.replied(conn, district=DISTRICT, about=THREAD, now=silent.at))
    leaves(silent, "Ana")
    silent.pass_(900, step=300)
    silent.phone("Ben").expects_nothing()
    assert silent.database.write(
        lambda conn: pages.news(conn, district=DISTRICT, about=THREAD, now=silent.at)
    )
    silent.work()
    silent.phone("Ben").expects("aviso urgente 7KQ2XX")


def test_whoever_can_still_open_it_keeps_it(silent: Fixture) -> None:
    silent.phone("Ana").expects("urgent page").replies("ack {code}").expects("you have")
    leaves(silent, "Ana", keeps=True)
    silent.work()
    silent.phone("Ben").expects_nothing()
