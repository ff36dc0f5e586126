"""Somebody has a page and the student hears nothing: the holder is reminded once, then the next person is called."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from notify import pages
from notify.policy import Policy, Try
from notify.ports import Channel

DISTRICT, THREAD = b"northside distri", b"thread of a tip!"
TEXTS = Policy(tries=(Try(Channel.SMS),), everyone=(Try(Channel.SMS),), fallback=())
Fixture = Any


def replied(district: Fixture) -> None:
    district.database.write(
        lambda conn: pages.replied(conn, district=DISTRICT, about=THREAD, now=district.at)
    )


def taken(district: Fixture, *references: str) -> Any:
    district.answers = False
    for reference in references or ("7KQ2XX",):
        district.page(reference, about=THREAD)
    district.work()
    return district.phone("Ana").expects("urgent page").replies("ack {code}").expects("you have")


def test_the_reminder_comes_in_the_policys_time_and_then_the_next_person_is_paged(both: Fixture) -> None:
    ana, ben = taken(both), both.phone("Ben")
    both.pass_(590, step=118)
    ana.expects_nothing()
    both.pass_(10)
    ana.expects("Quietline: 7KQ2XX is yours and waits for a first reply. Open https://q.example/7KQ2XX.")
    assert "Without one by 21:25, we call somebody else." in ana.last
    ana.expects_nothing()
    both.pass_(290, step=58)
    ben.expects_nothing()
    both.pass_(10)
    ben.expects("aviso urgente 7KQ2XX").replies("ack {code}").expects("te ocupas de 7KQ2XX")
    both.work()
    ana.expects("7KQ2XX taken over by Ben").expects_nothing()


def test_after_a_first_reply_nobody_is_reminded_and_nobody_paged(both: Fixture) -> None:
    ana = taken(both)
    both.pass_(300, step=100)
    replied(both)
    both.pass_(3600, step=600)
    ana.expects_nothing()
    both.phone("Ben").expects_nothing()


def test_a_reply_between_reminder_and_page_ends_it(district: Fixture) -> None:
    ana = taken(district)
    district.pass_(610, step=61)
    ana.expects("first reply")
    replied(district)
    district.pass_(3600, step=600)
    ana.expects_nothing()
    district.phone("Ben").expects_nothing()


def test_whoever_has_several_is_reminded_of_all_in_one_text(district: Fixture) -> None:
    ana = taken(district, "AAAAAA", "BBBBBB", "CCCCCC")
    district.pass_(620, step=62)
    ana.expects("Quietline: 3 are yours and wait for a first reply, AAAAAA and 2 more.").expects_nothing()


def test_a_reminder_that_is_no_longer_true_when_the_carrier_takes_it_is_not_sent(district: Fixture) -> None:
    ana = taken(district)
    district.at += timedelta(seconds=600)
    district.ladders.tick()
    replied(district)
    district.ladders.tick()
    district.dispatcher.run_once()
    ana.expects_nothing()


def test_the_waits_are_the_policys(empty_district: Fixture) -> None:
    empty_district.furnish(replace(TEXTS, reply_s=120, again_s=60))
    ana = taken(empty_district)
    empty_district.pass_(170, step=85)
    ana.expects_nothing()  # rung less than three minutes ago
    empty_district.pass_(10)
    ana.expects("waits for a first reply")
    empty_district.pass_(60)
    empty_district.phone("Ben").expects("aviso urgente")


def test_where_nobody_else_can_be_called_the_holder_is_called_again(empty_district: Fixture) -> None:
    empty_district.furnish(TEXTS)
    with empty_district.database.engine.begin() as conn:
        for name in ("Ben", "Cho", "Dee"):
            pages_gone(conn, empty_district.persons[name])
    ana = taken(empty_district)
    empty_district.pass_(960, step=60)
    ana.expects("first reply").expects("urgent page 7KQ2XX")


def pages_gone(conn: Any, person: bytes) -> None:
    from notify.contacts import remove_contact

    remove_contact(conn, district=DISTRICT, person=person)


def test_a_closed_matter_asks_for_nothing(district: Fixture) -> None:
    ana = taken(district)
    district.database.write(lambda conn: pages.close(conn, district=DISTRICT, about=THREAD))
    assert not district.database.write(
        lambda conn: pages.news(conn, district=DISTRICT, about=THREAD, now=district.at)
    )
    district.pass_(3600, step=600)
    ana.expects_nothing()
