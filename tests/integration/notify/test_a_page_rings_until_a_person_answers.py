"""Promises of the ladder, told with simulated phones and a clock."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from notify import oncall, pages, rotas
from notify.pages.notices import tell_others
from notify.policy import Policy, Try
from notify.ports import Channel
from notify.simulator import Phone as Manners
from notify.troubles import NOBODY_REACHABLE, troubles

DISTRICT = b"northside distri"
TEXTS = Policy(tries=(Try(Channel.SMS),), everyone=(Try(Channel.SMS),), fallback=())
Fixture = Any


def test_the_person_on_call_is_paged_and_an_ack_with_the_code_stops_it(both: Fixture) -> None:
    both.page("7KQ2XX")
    both.work()
    ana = both.phone("Ana").expects(
        "Quietline: urgent page 7KQ2XX. Reply ACK 4821 or open https://q.example/7KQ2XX."
    )
    assert "If not, we go on calling at 21:13." in ana.last
    ana.replies("ack {code}")
    ana.expects("Quietline: you have 7KQ2XX. Open https://q.example/7KQ2XX")
    both.pass_(3600, step=60)
    ana.expects_nothing()
    both.phone("Ben").expects_nothing()


def test_nobody_answers_so_the_next_the_last_resort_and_everyone_are_paged_and_then_again(
    district: Fixture,
) -> None:
    district.page()
    ana, ben, cho, dee = (district.phone(name) for name in ("Ana", "Ben", "Cho", "Dee"))
    district.pass_(175)
    ana.expects("urgent page 7KQ2XX")
    ben.expects_nothing()
    district.pass_(10)
    ben.expects("aviso urgente 7KQ2XX. Responde ACK")
    cho.expects_nothing()
    district.pass_(180)
    cho.expects("urgent page")
    dee.expects_nothing()
    district.pass_(180)
    dee.expects("urgent page")
    ana.expects("urgent page")
    district.pass_(1200, step=30)
    assert len(ana.inbox()) >= 4
    cho.expects("urgent page")
    cho.replies("ACK")
    cho.read = len(cho.inbox())
    district.work()
    before = len(ana.inbox())
    assert "taken over by Cho" in ana.inbox()[-1]
    assert "Cho se ocupa de 7KQ2XX" in district.phone("Ben").inbox()[-1]
    district.pass_(1800, step=60)
    assert len(ana.inbox()) == before


def test_a_phone_that_cannot_be_reached_moves_the_ladder_on_at_once(district: Fixture) -> None:
    district.simulator.behaviour.set_phone(district.phone("Ana").number, Manners(error=30005))
    district.page()
    district.work()
    district.at += timedelta(seconds=1)
    district.work()
    district.phone("Ben").expects("aviso urgente")


def test_a_page_that_the_carrier_does_not_confirm_moves_on_after_90_seconds(district: Fixture) -> None:
    district.simulator.behaviour.set_phone(district.phone("Ana").number, Manners(off=True))
    district.page()
    district.pass_(85)
    district.phone("Ben").expects_nothing()
    district.pass_(10)
    district.phone("Ben").expects("aviso urgente")


def test_the_others_are_told_who_took_it_over_and_nobody_else_is(district: Fixture) -> None:
    district.page()
    district.pass_(185)
    ana, ben = district.phone("Ana").expects("urgent page"), district.phone("Ben").expects("aviso")
    ben.replies("ack {code}").expects("te ocupas de 7KQ2XX")
    district.work()
    ana.expects("Quietline: 7KQ2XX taken over by Ben.")
    district.pass_(600)
    ana.expects_nothing()
    ben.expects_nothing()
    district.phone("Cho").expects_nothing()


def test_a_page_that_is_gone_before_the_others_are_told_stops_no_worker(district: Fixture) -> None:
    # A test of the line takes its page away again, perhaps between the look for what is due and the telling.
    with district.database.engine.begin() as conn:
        desk = district.ladders.desk(conn, DISTRICT, int(district.at.timestamp()))
        assert tell_others(desk, b"a climb that went") == 0


def test_later_pages_join_the_open_climb_and_one_person_gets_one_text_in_three_minutes(
    district: Fixture,
) -> None:
    district.page("AAAAAA")
    district.work()
    ana = district.phone("Ana").expects("urgent page AAAAAA")
    for reference in ("BBBBBB", "CCCCCC", "DDDDDD"):
        district.at += timedelta(seconds=20)
        district.page(reference)
        district.work()
    ana.expects_nothing()
    district.pass_(125)
    ana.expects("Quietline: 4 urgent pages, DDDDDD and 3 more.")
    ana.expects_nothing()


def test_an_ack_covers_only_what_existed_then_and_a_new_page_rings_somebody_at_once(
    district: Fixture,
) -> None:
    district.page("AAAAAA")
    district.work()
    district.phone("Ana").expects("AAAAAA").replies("ack {code}").expects("you have AAAAAA")
    district.at += timedelta(seconds=5)
    district.page("BBBBBB")
    district.work()
    # Ana was rung five seconds ago; the next person is free.
    district.phone("Ben").expects("aviso urgente BBBBBB")
    district.pass_(400)
    assert "BBBBBB" in district.phone("Ana").inbox()[2]


def test_bare_ack_takes_the_only_open_page_and_with_two_it_asks_which(district: Fixture) -> None:
    district.page("AAAAAA")
    district.page("BBBBBB")
    district.work()
    ana = district.phone("Ana").expects("2 urgent pages, AAAAAA and 1 more")
    code = ana.code
    ana.replies("ACK").expects("2 pages are open: AAAAAA, BBBBBB")
    ana.replies(f"ACK {code}").expects("you have AAAAAA, BBBBBB")


def test_five_wrong_codes_lock_the_code_and_the_ladder_goes_on(district: Fixture) -> None:
    district.page()
    district.work()
    ana = district.phone("Ana").expects("urgent page")
    code = ana.code
    for _ in range(5):
        ana.replies("ACK 0000").expects("that code is not right")
    ana.replies(f"ACK {code}").expects("too many wrong codes")
    district.pass_(185)
    district.phone("Ben").expects("aviso urgente")
    district.pass_(400)
    ana.expects("urgent page")
    assert ana.code != code
    ana.replies("ack {code}")
    ana.expects("you have 7KQ2XX")


def test_the_code_of_another_phone_acknowledges_nothing(district: Fixture) -> None:
    district.page()
    district.work()
    code = district.phone("Ana").expects("urgent page").code
    ben = district.phone("Ben").replies(f"ACK {code}")
    ben.expects("no hay avisos abiertos")
    district.pass_(185)
    ben.expects("aviso urgente")


def test_a_late_ack_is_told_who_has_it(district: Fixture) -> None:
    district.page()
    district.pass_(185)
    ana, ben = district.phone("Ana").expects("urgent"), district.phone("Ben").expects("aviso")
    ben.replies("ack {code}")
    ana.replies("ack {code}").expects("7KQ2XX already taken over by Ben")


def test_a_code_is_not_used_again_for_the_same_phone_within_30_days(district: Fixture) -> None:
    district.codes = iter([1111] * 3)
    codes = set()
    for _ in range(3):
        district.page()
        district.work()
        ana = district.phone("Ana")
        ana.read = len(ana.inbox()) - 1
        ana.expects("urgent page")
        codes.add(ana.code)
        ana.replies("ack {code}")
        district.at += timedelta(days=1)
        with district.database.engine.begin() as conn:
            rotas.refresh(conn, district=DISTRICT, team=b"crisis team nort", now=district.at)
    assert len(codes) == 3


def test_whoever_hands_it_back_is_not_rung_next_and_the_next_person_is_rung_at_once(
    district: Fixture,
) -> None:
    page = district.page()
    district.work()
    district.phone("Ana").expects("urgent page").replies("ack {code}").expects("you have")
    district.at += timedelta(seconds=30)
    with district.database.engine.begin() as conn:
        pages.hand_back(
            conn, district=DISTRICT, page_id=page, person=district.persons["Ana"], now=district.at
        )
    district.work()
    district.phone("Ben").expects("aviso urgente 7KQ2XX")
    district.pass_(170)
    district.phone("Ana").expects("urgent page").expects("you have").expects_nothing()


def test_only_the_holder_can_hand_back(district: Fixture) -> None:
    page = district.page()
    with district.database.engine.begin() as conn, pytest.raises(pages.NotYours):
        pages.hand_back(
            conn, district=DISTRICT, page_id=page, person=district.persons["Ben"], now=district.at
        )


def test_the_inbox_button_takes_one_page_and_the_rest_keeps_ringing(district: Fixture) -> None:
    first = district.page("AAAAAA")
    district.page("BBBBBB")
    district.work()
    with district.database.engine.begin() as conn:
        taken = pages.acknowledge(
            conn, district=DISTRICT, page_id=first, person=district.persons["Dee"], now=district.at
        )
        again = pages.acknowledge(
            conn, district=DISTRICT, page_id=first, person=district.persons["Ben"], now=district.at
        )
    assert taken.references == ("AAAAAA",)
    assert (again.pages, again.holder) == ((), district.persons["Dee"])
    district.pass_(185)
    ana = district.phone("Ana").expects("2 urgent pages").expects("AAAAAA taken over by Dee")
    district.phone("Ben").expects("aviso urgente BBBBBB")
    ana.expects_nothing()


def test_a_ladder_with_nobody_to_ring_is_the_loudest_trouble_and_recovers_by_itself(
    empty_district: Fixture,
) -> None:
    empty_district.page()
    empty_district.work()
    with empty_district.database.read() as conn:
        assert [each.kind for each in troubles(conn, district=DISTRICT)] == [NOBODY_REACHABLE]
    empty_district.furnish()
    empty_district.at += timedelta(seconds=31)
    empty_district.work()
    empty_district.phone("Ana").expects("urgent page")
    with empty_district.database.read() as conn:
        assert not troubles(conn, district=DISTRICT)


def test_where_the_clock_runs_fast_the_ladder_does_and_an_open_page_keeps_its_pace(
    empty_district: Fixture,
) -> None:
    empty_district.furnish(replace(TEXTS, speed=60))
    empty_district.page("AAAAAA")
    empty_district.work()
    with empty_district.database.engine.begin() as conn:  # changed while the page is open
        oncall.save_ladder(
            conn,
            district=DISTRICT,
            team=b"crisis team nort",
            zone="UTC",
            sender="+15550100",
            persons=list(empty_district.persons.values()),
            last_resort=None,
            policy=TEXTS,
        )
    empty_district.pass_(2, step=1)
    empty_district.phone("Ben").expects_nothing()
    empty_district.pass_(1, step=1)
    empty_district.phone("Ben").expects("aviso urgente AAAAAA")
