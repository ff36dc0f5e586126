"""Unannounced drills: one in each period, at a drawn minute of the hours that were allowed; at night once in a quarter."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from notify import layers, rotas
from notify.drill_moments import Habit
from notify.drill_tables import Drill
from notify.drills import planned, report
from notify.drills.planned import DrillRefused
from notify.pages.drilled import HAND, call_off
from notify.wall import WEEK
from notify.weekly import Slot, WeeklyLayer

DISTRICT, TEAM = b"northside distri", b"crisis team nort"
ZONE = ZoneInfo("America/New_York")
DAYS = Habit(1, time(9), time(17))
Fixture = Any


def keep(district: Fixture, habit: Habit | None) -> None:
    with district.database.engine.begin() as conn:
        planned.save_habit(conn, district=DISTRICT, team=TEAM, habit=habit)


def moments(district: Fixture, state: str = "planned") -> list[datetime]:
    with district.database.read() as conn:
        rows = conn.execute(select(Drill.starts).where(Drill.state == state).order_by(Drill.starts)).scalars()
        return [datetime.fromtimestamp(at, UTC).astimezone(ZONE) for at in rows]


def off(district: Fixture) -> int:
    """Somebody calls off what is on."""
    with district.database.engine.begin() as conn:
        return call_off(conn, district=DISTRICT, now=district.at, because=HAND)


def test_one_is_drawn_for_the_month_nobody_is_told_and_it_begins_at_its_minute(both: Fixture) -> None:
    keep(both, DAYS)
    for _ in range(3):
        both.drills.plan()
    (moment,) = moments(both)
    assert moment.strftime("%Y-%m") == "2026-03"
    assert time(9) <= moment.time() < time(17)
    both.at = moment.astimezone(UTC) - timedelta(seconds=30)
    both.drills.plan()
    both.pass_(20, step=10)
    assert both.phone("Ana").inbox() == []
    both.pass_(30, step=10)
    assert "urgent page DRILL-" in both.phone("Ana").inbox()[0]
    both.drills.plan()
    assert moments(both) == []
    both.at = datetime(2026, 4, 1, 12, tzinfo=UTC)
    both.drills.plan()
    assert [each.month for each in moments(both)] == [4]


def test_the_moment_is_nobodys_to_read(district: Fixture) -> None:
    keep(district, DAYS)
    district.drills.plan()
    with district.database.read() as conn:
        reference = conn.execute(select(Drill.reference)).scalar_one()
        assert report.of_team(conn, district=DISTRICT, team=TEAM) == ()
        assert report.named(conn, district=DISTRICT, reference=reference) is None
        assert planned.announced(conn, district=DISTRICT) == ()


def test_one_that_gives_way_to_a_real_page_is_drawn_anew_and_one_called_off_by_hand_is_not(
    district: Fixture,
) -> None:
    keep(district, DAYS)
    district.drills.plan()
    (moment,) = moments(district)
    district.page()
    district.at = moment.astimezone(UTC)
    district.work()
    assert district.phone("Ana").inbox()[0].startswith("Quietline: urgent page 7KQ2XX")
    district.drills.plan()
    (again,) = moments(district)
    assert moment < again
    assert again.month == moment.month
    district.phone("Ana").replies("ACK")
    district.at = again.astimezone(UTC)
    district.work()
    assert off(district) == 1
    district.drills.plan()
    assert moments(district) == []


def test_another_habit_draws_anew_and_none_takes_the_drawn_one_back(district: Fixture) -> None:
    keep(district, DAYS)
    district.drills.plan()
    keep(district, Habit(1, time(20), time(22)))
    district.drills.plan()
    (moment,) = moments(district)
    assert moment.hour in {20, 21}
    keep(district, None)
    district.drills.plan()
    assert moments(district) == []


def test_at_night_at_most_once_in_a_quarter(district: Fixture) -> None:
    """`below` of this district draws the middle; here the first, so that each draw that may be of the night is."""
    district.drills = replace(district.drills, below=lambda _: 0)
    district.at = datetime(2026, 1, 1, 6, tzinfo=UTC)
    keep(district, Habit(1, time(9), time(17), nights=True))
    seen = []
    for month in (1, 2, 3, 4, 5):
        district.at = datetime(2026, month, 1, 6, tzinfo=UTC)
        district.drills.plan()
        (moment,) = moments(district)
        seen.append(moment.hour >= 22 or moment.hour < 6)
        district.at = moment.astimezone(UTC)
        district.drills.look()
        off(district)
    assert seen == [True, False, False, False, True]


def test_an_announced_drill_at_night_is_refused_within_a_quarter_of_another(district: Fixture) -> None:
    night = datetime(2026, 3, 4, 3, tzinfo=UTC)  # 22:00 in New York
    district.announce(night)
    with district.database.engine.begin() as conn:
        planned.withdraw(conn, district=DISTRICT, team=TEAM, now=district.at)
    district.announce(night)  # what was called off before it began woke nobody
    district.at = night
    district.work()
    off(district)
    with pytest.raises(DrillRefused) as refusal:
        district.announce(night + timedelta(days=30))
    assert refusal.value.code == "night"
    district.announce(night + timedelta(days=30, hours=12))


@pytest.mark.parametrize(
    ("starts", "code"),
    [(timedelta(minutes=4), "soon"), (timedelta(days=-1), "soon"), (timedelta(days=61), "far")],
)
def test_a_time_of_which_nobody_could_be_told_is_refused(
    district: Fixture, starts: timedelta, code: str
) -> None:
    with pytest.raises(DrillRefused) as refusal:
        district.announce(district.at + starts)
    assert refusal.value.code == code


def test_a_team_has_one_announced_drill_ahead(district: Fixture) -> None:
    district.announce()
    with pytest.raises(DrillRefused) as refusal:
        district.announce()
    assert refusal.value.code == "planned"


@pytest.mark.parametrize(
    ("opens", "closes"), [(time(5), time(9)), (time(9), time(22, 30)), (time(9), time(9))]
)
def test_hours_of_the_night_are_no_window(district: Fixture, opens: time, closes: time) -> None:
    with pytest.raises(DrillRefused) as refusal:
        keep(district, Habit(1, opens, closes))
    assert refusal.value.code == "window"


def test_announced_in_the_evening_for_the_next_day_wakes_nobody_with_the_notice(district: Fixture) -> None:
    district.announce(datetime(2026, 3, 3, 15, tzinfo=UTC))  # it is 21:10; the drill comes at ten
    district.pass_(3600, step=600)
    assert district.phone("Ana").inbox() == []
    district.at = datetime(2026, 3, 3, 12, 1, tzinfo=UTC)
    district.work()
    assert district.phone("Ana").inbox()[0].startswith("DRILL ahead: a practice page comes Tue 3 Mar 10:00.")


def test_whoever_comes_on_call_meanwhile_is_told_too(district: Fixture) -> None:
    district.announce(district.at + timedelta(hours=20))
    with district.database.engine.begin() as conn:
        layer = WeeklyLayer(
            b"Ana".ljust(16), "America/New_York", (Slot(0, WEEK, district.persons["Dee"]),), 0
        )
        layers.save_layer(conn, district=DISTRICT, team=TEAM, layer=layer)
        rotas.refresh(conn, district=DISTRICT, team=TEAM, now=district.at)
    district.drills.plan()
    district.at += timedelta(hours=15)
    district.work()
    for name in ("Ana", "Dee"):
        (text,) = district.phone(name).inbox()
        assert text.startswith("DRILL ahead")


def test_a_year_later_drills_are_forgotten(district: Fixture) -> None:
    district.drill()
    district.drills.forget()
    assert district.drilled()
    district.at += timedelta(days=401)
    district.drills.forget()
    with district.database.read() as conn:
        assert report.of_team(conn, district=DISTRICT, team=TEAM) == ()
        assert conn.exec_driver_sql("SELECT count(*) FROM notify_drill_person").scalar_one() == 0
