"""When an unannounced drill comes: within the allowed hours of any zone, spread over them, and never foreseeable."""

import random
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notify.drill_moments import Habit, draw, is_night, period

ZONES = ("America/New_York", "America/Phoenix", "Australia/Sydney", "UTC")
DAY = Habit(1, time(8), time(20))


@given(
    minutes=st.integers(0, 2 * 365 * 24 * 60),
    zone=st.sampled_from(ZONES),
    habit=st.builds(
        Habit, st.sampled_from((1, 3)), st.just(time(8, 30)), st.just(time(19)), st.booleans(), st.booleans()
    ),
    seed=st.integers(0, 1000),
)
def test_a_drawn_minute_lies_ahead_in_this_period_and_in_the_allowed_hours(
    minutes: int, zone: str, habit: Habit, seed: int
) -> None:
    here = ZoneInfo(zone)
    moment = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
    dice = random.Random(seed)  # noqa: S311 -- dice of a test
    drawn = draw(habit, moment, here, night_is_free=True, below=dice.randrange)
    if drawn is None:
        return
    local = drawn.astimezone(here)
    first, after = period(moment, habit.months, here)
    assert drawn > moment
    night = is_night(drawn, here)
    day = (local - timedelta(hours=6)).date() if night else local.date()
    assert first <= day < after
    assert habit.nights or not night
    if not night:
        assert time(8, 30) <= local.time() < time(19)
    if habit.weekdays:
        assert day.weekday() < 5


def test_draws_spread_over_all_days_and_hours() -> None:
    dice = random.Random(7)  # noqa: S311 -- dice of a test
    now = datetime(2026, 3, 1, tzinfo=UTC)
    drawn = [draw(DAY, now, ZoneInfo("UTC"), night_is_free=True, below=dice.randrange) for _ in range(2000)]
    days = {each.day for each in drawn if each}
    hours = {each.hour for each in drawn if each}
    assert days == set(range(1, 32))
    assert hours == set(range(8, 20))


def test_with_nights_allowed_about_a_third_of_the_draws_fall_into_one_and_none_while_it_is_not_free() -> None:
    dice = random.Random(7)  # noqa: S311 -- dice of a test
    habit = Habit(1, time(8), time(20), nights=True)
    now, zone = datetime(2026, 3, 1, tzinfo=UTC), ZoneInfo("UTC")

    def nights(*, free: bool) -> int:
        drawn = [draw(habit, now, zone, night_is_free=free, below=dice.randrange) for _ in range(600)]
        return sum(is_night(each, zone) for each in drawn if each)

    assert 140 < nights(free=True) < 260
    assert nights(free=False) == 0


def test_at_the_end_of_a_period_the_next_one_is_waited_for() -> None:
    zone = ZoneInfo("UTC")
    early, late = datetime(2026, 3, 20, tzinfo=UTC), datetime(2026, 3, 27, tzinfo=UTC)
    assert draw(DAY, early, zone, night_is_free=True, below=lambda _: 0)
    assert draw(DAY, late, zone, night_is_free=True, below=lambda _: 0) is None


@pytest.mark.parametrize(
    ("moment", "months", "begins", "after"),
    [
        (datetime(2026, 12, 31, 12, tzinfo=UTC), 1, "2026-12-01", "2027-01-01"),
        (datetime(2026, 12, 31, 12, tzinfo=UTC), 3, "2026-10-01", "2027-01-01"),
        (datetime(2026, 1, 1, 2, tzinfo=UTC), 1, "2025-12-01", "2026-01-01"),  # still December in New York
    ],
)
def test_periods_are_calendar_months_of_the_zone(
    moment: datetime, months: int, begins: str, after: str
) -> None:
    found = period(moment, months, ZoneInfo("America/New_York"))
    assert [day.isoformat() for day in found] == [begins, after]


@pytest.mark.parametrize(
    ("clock", "when"), [("21:59", "day"), ("22:00", "night"), ("05:59", "night"), ("06:00", "day")]
)
def test_the_night_is_from_ten_to_six(clock: str, when: str) -> None:
    hour, minute = map(int, clock.split(":"))
    moment = datetime(2026, 3, 3, hour, minute, tzinfo=UTC)
    assert is_night(moment, ZoneInfo("UTC")) is (when == "night")
