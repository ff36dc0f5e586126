"""Now, next and the week, with the hours on which nobody can rely."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import Any

import notify.contacts
from reporting.staff.people_view import OnCallView, TeamOnCall

SATURDAY_8 = datetime(2026, 11, 28, 14, 0, tzinfo=UTC)
MONDAY_8 = datetime(2026, 11, 30, 14, 0, tzinfo=UTC)


def team(house: Any, name: str, first: date | None = None, at: datetime | None = None) -> TeamOnCall:
    view: OnCallView = house.doors.on_calls.view(house.sessions["administrator"], first, at)
    return next(one for one in view.teams if one.name == name)


def test_it_shows_who_is_on_call_until_when_and_who_follows(founded_house: Any) -> None:
    north = team(founded_house, "North on call")
    assert north.now is not None
    assert north.following is not None
    assert [one.name for one in north.now.people] == ["Ana Ruiz"]
    assert (north.now.ends, north.following.starts) == (MONDAY_8, MONDAY_8)
    assert [one.name for one in north.following.people] == ["Ana Ruiz"]
    assert north.now.gap is None


def test_a_weekend_that_nobody_covers_is_a_gap(founded_house: Any) -> None:
    south = team(founded_house, "South on call", date(2026, 11, 30))
    assert [(one.gap, one.starts) for one in south.week if one.gap] == [
        ("uncovered", datetime(2026, 11, 30, 6, 0, tzinfo=UTC)),
        ("uncovered", datetime(2026, 12, 5, 14, 0, tzinfo=UTC)),
    ]
    assert south.following is not None
    assert (south.following.gap, south.following.starts) == ("uncovered", SATURDAY_8)


def test_the_week_has_no_holes_between_its_stretches(founded_house: Any) -> None:
    south = team(founded_house, "South on call", date(2026, 11, 30))
    edges = [(one.starts, one.ends) for one in south.week]
    assert edges[0][0] == datetime(2026, 11, 30, 6, 0, tzinfo=UTC)
    assert edges[-1][1] == datetime(2026, 12, 7, 6, 0, tzinfo=UTC)
    assert all(one[1] == other[0] for one, other in pairwise(edges))


def test_weeks_far_ahead_show_what_the_rota_says(founded_house: Any) -> None:
    march = team(founded_house, "South on call", date(2027, 3, 15))
    assert [one.gap for one in march.week] == ["uncovered", None, "uncovered"]


def test_somebody_who_texted_stop_covers_nobody(founded_house: Any) -> None:
    ground = founded_house.house.people.ground
    ana = founded_house.house.people.phone_hash("+12025550101")
    ground.database.write(
        lambda conn: notify.contacts.opt_out(conn, district=ground.district, phone=ana, now=ground.clock())
    )
    north = team(founded_house, "North on call")
    assert north.now is not None
    assert north.now.gap == "unreachable"
    assert [(one.name, one.reachable, one.holds_key) for one in north.now.people] == [
        ("Ana Ruiz", False, True)
    ]


def test_somebody_who_lost_the_key_covers_nobody(founded_house: Any) -> None:
    founded_house.doors.roll.leave_queue(
        founded_house.sessions["south"],
        founded_house.member("south").hex(),
        founded_house.queue("South Middle crisis").hex(),
    )
    south = team(founded_house, "South on call")
    assert south.now is not None
    assert (south.now.gap, south.now.people[0].holds_key) == ("unreachable", False)


def test_it_answers_who_is_on_call_at_a_given_time(founded_house: Any) -> None:
    asked = team(founded_house, "South on call", at=SATURDAY_8 - timedelta(minutes=1)).asked
    assert asked is not None
    assert [one.name for one in asked.people] == ["Carla Nguyen"]
    asked = team(founded_house, "South on call", at=SATURDAY_8).asked
    assert asked is not None
    assert asked.gap == "uncovered"
