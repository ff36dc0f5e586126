"""Who is on call: now, next, and the hours nobody covers."""

import re
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from reporting.staff.people_view import OnCallPerson, Stretch
from reporting.staff.week import HALF_HOURS, week_of

ANA = OnCallPerson("Ana Ruiz", reachable=True, holds_key=True)


def test_it_says_who_is_on_call_now_and_next_for_each_team(ana: Any) -> None:
    page = ana.get("/on-call").text
    card = re.search(r'data-team="Northside on-call".*?</section>', page, re.DOTALL)[0]
    assert card.index("Now") < card.index("Ana Ruiz") < card.index("Next") < card.index("Ben Osei")
    assert "until 16:00" in card


def test_a_gap_is_a_word_in_plain_sight(ana: Any) -> None:
    page = ana.get("/on-call").text
    assert "GAP: nobody" in re.search(r'data-team="Southside on-call".*?</section>', page, re.DOTALL)[0]
    assert re.search("Wed 11 Mar, 00:00 . 07:00: nobody is on call", page)
    assert "Ben Osei: no verified phone" in page
    assert "they prove their phone on their account page." in page


def test_it_answers_who_at_a_day_and_hour(ana: Any) -> None:
    page = ana.get("/on-call?day=2026-03-10&clock=17:00").text
    assert "Ana Ruiz → Ben Osei</b>" in page


@pytest.mark.parametrize(
    "strange",
    [
        "week=x",
        "week=9999-12-31",
        "week=0001-01-01",
        "day=2026-03-10&clock=25:00",
        "day=2026-03-10&clock=10:00%2B01:00",
    ],
)
def test_a_strange_date_shows_the_days_from_today(ana: Any, strange: str) -> None:
    assert "Seven days from Mon 9 Mar" in ana.get(f"/on-call?{strange}").text


@pytest.mark.parametrize(("monday", "hours"), [(date(2026, 3, 2), 168 - 1), (date(2026, 10, 26), 168 + 1)])
def test_the_week_of_a_clock_change_has_no_hole_and_no_overlap(monday: date, hours: int) -> None:
    """Clocks change on Sunday 8 March and Sunday 1 November 2026 in Chicago."""
    zone = "America/Chicago"
    start = datetime(monday.year, monday.month, monday.day, 6 if hours < 168 else 5, tzinfo=UTC)
    stretches = [
        Stretch(start + timedelta(hours=n), start + timedelta(hours=n + 1), (ANA,), None)
        for n in range(hours)
    ]
    for lane in week_of(stretches, monday, zone):
        assert lane.blocks[0].column == 1
        last = lane.blocks[-1]
        assert last.column + last.width == HALF_HOURS + 1
        for one, following in zip(lane.blocks, lane.blocks[1:], strict=False):
            assert one.column + one.width <= following.column


def test_a_turn_over_midnight_stands_in_both_days() -> None:
    starts = datetime(2026, 3, 11, 3, tzinfo=UTC)  # Tuesday 22:00 in Chicago
    week = week_of(
        [Stretch(starts, starts + timedelta(hours=8), (ANA,), None)], date(2026, 3, 9), "America/Chicago"
    )
    tuesday, wednesday = week[1].blocks, week[2].blocks
    assert [(one.column, one.width) for one in tuesday] == [(45, 4)]
    assert [(one.column, one.width) for one in wednesday] == [(1, 12)]
