"""Clocks go forward or back on a Sunday night: who comes at eight comes at eight on the wall, and is rung from then on."""

import re
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import Connection, delete

from notify import layers, oncall, rotas
from notify.rotation import Rotation
from notify.tables import Layer, Shift
from tests.integration.notify.conftest import DISTRICT, STAFF_NUMBER, TEAM, TEXTS

Fixture = Any

# The Sunday, and how many hours lie between Saturday's and Sunday's handoff.
NIGHTS = [
    ("America/New_York", date(2026, 3, 8), 23),
    ("America/New_York", date(2026, 11, 1), 25),
    ("America/Phoenix", date(2026, 3, 8), 24),
    ("America/Phoenix", date(2026, 11, 1), 24),
    ("Australia/Sydney", date(2026, 4, 5), 25),
    ("Australia/Sydney", date(2026, 10, 4), 23),
]


def turns(district: Fixture, zone: str, sunday: date) -> None:
    """Ana and Ben day by day, at eight; Ana has the Saturday, Ben the Sunday."""

    def unit(conn: Connection) -> None:
        for table in (Layer, Shift):
            conn.execute(delete(table))
        oncall.save_ladder(
            conn,
            district=DISTRICT,
            team=TEAM,
            zone=zone,
            sender=STAFF_NUMBER,
            persons=list(district.persons.values()),
            last_resort=district.persons["Cho"],
            policy=TEXTS,
        )
        pair = (district.persons["Ana"], district.persons["Ben"])
        daily = Rotation(b"days".ljust(16), zone, pair, sunday - timedelta(days=1), 8 * 60, 1)
        layers.save_layer(conn, district=DISTRICT, team=TEAM, layer=daily)
        rotas.refresh(conn, district=DISTRICT, team=TEAM, now=district.at)

    with district.database.engine.begin() as conn:
        unit(conn)


def on_the_wall(zone: str, day: date, hour: int, minute: int = 0) -> datetime:
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=ZoneInfo(zone)).astimezone(UTC)


@pytest.mark.parametrize(("zone", "sunday", "hours"), NIGHTS)
def test_until_eight_the_one_and_from_eight_the_other_is_rung(
    district: Fixture, zone: str, sunday: date, hours: int
) -> None:
    district.at = on_the_wall(zone, sunday - timedelta(days=1), 8)
    turns(district, zone, sunday)
    ana, ben = district.phone("Ana"), district.phone("Ben")
    assert on_the_wall(zone, sunday, 8) - district.at == timedelta(hours=hours)

    district.at += timedelta(hours=hours, seconds=-1)  # the last second of the night, by no clock on a wall
    district.page("LAST22")
    district.work()
    ana.expects("LAST22").replies("ack {code}").expects("you have")
    ben.expects_nothing()

    district.at += timedelta(seconds=1)
    district.page("FRST22")
    district.work()
    ben.expects("FRST22")
    ana.expects_nothing()


@pytest.mark.parametrize(("zone", "sunday", "hours"), NIGHTS)
def test_in_each_hour_of_that_night_somebody_is_rung_and_reads_the_time_on_their_wall(
    district: Fixture, zone: str, sunday: date, hours: int
) -> None:
    district.at = on_the_wall(zone, sunday, 0, 50)
    turns(district, zone, sunday)
    ana = district.phone("Ana")
    for number in range(
        4 + hours - 24
    ):  # until ten to five, the hour that comes twice or not at all included
        district.page(f"HOUR2{number}")
        district.work()
        ana.expects(f"HOUR2{number}")
        (said,) = re.findall(r"at (\d\d:\d\d)", ana.last)
        wall = (district.at + timedelta(seconds=TEXTS.tries[0].answer_s)).astimezone(ZoneInfo(zone))
        assert said == f"{wall:%H:%M}"
        ana.replies("ack {code}").expects("you have")
        district.at += timedelta(hours=1)
    assert district.at == on_the_wall(zone, sunday, 4, 50)
    district.phone("Ben").expects_nothing()
