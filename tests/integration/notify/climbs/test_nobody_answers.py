"""Nobody answers: text, call, mail, the next person, everyone, the agency; and from the beginning, for ever."""

from typing import Any

import pytest

from notify import oncall

DISTRICT, TEAM, NUMBER = b"northside distri", b"crisis team nort", "+15550100"
Fixture = Any


def test_each_step_comes_at_its_time_and_nothing_ends_but_by_a_person(shipped: Fixture) -> None:
    shipped.name_agency()
    began = shipped.at
    shipped.page()
    shipped.pass_(780)
    story = shipped.story(began)
    assert story[:16] == [
        "0:00 sms Ana",
        "1:30 voice Ana",
        "2:10 email Ana",  # the call rang out after half a minute: nobody waits for the rest of it
        "2:40 sms Ben",
        "4:10 voice Ben",
        "4:50 email Ben",
        "5:20 sms Cho",
        "6:50 voice Cho",
        "7:30 email Cho",
        "8:00 sms Ana",
        "8:00 sms Ben",
        "8:00 sms Dee",
        "9:30 voice Ana",
        "9:30 voice Ben",
        "9:30 voice Dee",
        "10:10 voice outside",
    ]
    assert story[16:18] == [
        "10:50 sms outside",
        "12:20 sms Cho",
    ]  # Ana was called less than three minutes ago
    late = len(story)
    shipped.pass_(900, step=30)
    assert len(shipped.story(began)) > late + 10
    shipped.phone("Dee").replies("ACK")
    shipped.work()
    quiet = len(shipped.story(began))
    shipped.pass_(1800, step=60)
    assert len(shipped.story(began)) == quiet


@pytest.mark.nightly
def test_an_agency_that_has_heard_is_left_in_peace_and_the_team_is_called_on(shipped: Fixture) -> None:
    county = shipped.name_agency()
    shipped.page()
    shipped.pass_(615)
    assert county.presses("1").startswith("Thank you. We go on calling")
    assert "Press 1 when you have understood" in county.calls()[0]["body"]
    before = len(shipped.phone("Ana").inbox())
    shipped.pass_(2400, step=30)
    assert len(county.calls()) == 1
    assert not county.inbox()
    assert len(shipped.phone("Ana").inbox()) > before
    assert "nobody_reachable" not in shipped.troubles()
    shipped.pass_(2400, step=30)
    assert len(county.calls()) > 1


def test_an_agencys_ack_takes_nothing(shipped: Fixture) -> None:
    county = shipped.name_agency()
    shipped.page()
    shipped.pass_(660)
    county.expects("nobody at the school district answers the urgent page 7KQ2XX")
    county.replies("ack {code}").expects("We go on calling the people of the district")
    before = len(shipped.phone("Ana").inbox())
    shipped.pass_(300)
    assert len(shipped.phone("Ana").inbox()) > before


@pytest.mark.nightly
def test_an_agency_hears_of_no_page_that_is_kept_from_somebody(shipped: Fixture) -> None:
    county = shipped.name_agency()
    shipped.page(excluded=[shipped.persons["Ben"]])
    shipped.pass_(1800, step=30)
    assert not county.calls()
    assert not county.inbox()


def test_where_no_phone_of_the_team_can_ring_the_agency_is_called_at_once_and_the_alarm_stands(
    empty_district: Fixture,
) -> None:
    with empty_district.database.engine.begin() as conn:
        oncall.save_ladder(
            conn, district=DISTRICT, team=TEAM, zone="UTC", sender=NUMBER, persons=(), last_resort=None
        )
    county = empty_district.name_agency()
    empty_district.page()
    empty_district.work()
    assert len(county.calls()) == 1
    assert empty_district.troubles() == ["nobody_reachable"]
