"""Something new in what somebody has: its holder hears of it, and five minutes unopened it pages."""

from typing import Any

from notify import pages

DISTRICT, THREAD, OTHER = b"northside distri", b"thread of a tip!", b"another thread!!"
Fixture = Any


def said(district: Fixture, act: Any, about: bytes = THREAD, **more: Any) -> Any:
    return district.database.write(
        lambda conn: act(conn, district=DISTRICT, about=about, now=district.at, **more)
    )


def held(district: Fixture) -> Any:
    """Ana has it and has answered the student."""
    district.page(about=THREAD)
    district.work()
    ana = district.phone("Ana").expects("urgent page").replies("ack {code}").expects("you have")
    district.pass_(600, step=200)
    return ana.expects_nothing()


def test_its_holder_hears_of_it_at_once_and_the_next_person_after_five_minutes(both: Fixture) -> None:
    ana = held(both)
    assert said(both, pages.news)
    both.work()
    ana.expects("Quietline: something new in 7KQ2XX, which is yours. Open https://q.example/7KQ2XX.")
    assert "If you do not by 21:25, we call somebody else." in ana.last
    both.pass_(290, step=58)
    both.phone("Ben").expects_nothing()
    both.pass_(10)
    both.phone("Ben").expects("aviso urgente 7KQ2XX")
    ana.expects_nothing()


def test_opened_by_its_holder_it_pages_nobody(both: Fixture) -> None:
    ana = held(both)
    said(both, pages.news)
    both.work()
    ana.expects("something new")
    said(both, pages.opened, person=both.persons["Ana"])
    both.pass_(3600, step=600)
    ana.expects_nothing()
    both.phone("Ben").expects_nothing()


def test_another_persons_look_silences_nothing(district: Fixture) -> None:
    held(district)
    said(district, pages.news)
    said(district, pages.opened, person=district.persons["Dee"])
    district.pass_(310, step=62)
    district.phone("Ben").expects("aviso urgente 7KQ2XX")


def test_several_messages_are_one_alert_and_the_first_one_counts(district: Fixture) -> None:
    ana = held(district)
    for _ in range(5):
        said(district, pages.news)
        district.pass_(50, step=50)
    ana.expects("something new").expects_nothing()
    district.pass_(60)
    district.phone("Ben").expects("aviso urgente")


def test_news_of_several_is_one_text_with_a_count(district: Fixture) -> None:
    ana = held(district)
    district.page("BBBBBB", about=OTHER)
    district.work()
    ana.expects("urgent page BBBBBB").replies("ack {code}").expects("you have BBBBBB")
    said(district, pages.news)
    said(district, pages.news, OTHER)
    district.pass_(170, step=85)
    ana.expects_nothing()  # rung less than three minutes ago
    district.pass_(10)
    ana.expects("something new in 2 that are yours, ").expects_nothing()


def test_while_a_page_rings_about_it_nobody_is_told_twice(district: Fixture) -> None:
    ana = held(district)
    district.page("7KQ2XX", about=THREAD)
    assert not said(district, pages.news)
    district.work()
    ana.expects("urgent page 7KQ2XX").expects_nothing()


def test_whoever_took_it_last_is_told(district: Fixture) -> None:
    ana = held(district)
    district.page("7KQ2XX", about=THREAD)
    district.pass_(190, step=95)
    ana.expects("urgent page")
    district.phone("Ben").expects("aviso").replies("ack {code}").expects("te ocupas")
    district.work()
    ana.expects("taken over by Ben")
    district.pass_(300, step=100)
    said(district, pages.news)
    district.work()
    assert "algo nuevo en 7KQ2XX" in district.phone("Ben").inbox()[-1]
    ana.expects_nothing()


def test_what_nobody_has_alerts_nobody(district: Fixture) -> None:
    assert not said(district, pages.news)
