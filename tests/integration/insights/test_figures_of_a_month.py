"""From messages to published figures: counted together, closed, decided once, and of nothing that is kept from somebody."""

import secrets
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import func, select

from reporting.model.ids import SchoolId
from reporting.model.measure import Band
from reporting.store import measure_tallies, releases, tallies
from reporting.store.tallies import TALLY, Tally

LUNCH = "Someone keeps stealing my lunch"
DECEMBER = datetime(2026, 12, 11, 6, tzinfo=UTC)


def counted(house: Any) -> int:
    with house.house.foundation.database.read() as conn:
        return int(conn.execute(select(func.coalesce(func.sum(TALLY.c.n), 0))).scalar_one())


def tick_until_decided(house: Any, now: datetime = DECEMBER) -> None:
    house.clock.now = now
    house.house.releases.look()
    house.clock.advance(hours=1)
    house.house.releases.look()


def tally(house: Any, month: int, school: SchoolId, n: int, category: str = "bullying") -> None:
    rows = [Tally(month, school, category, n)]
    house.house.foundation.database.write(lambda conn: tallies.add(conn, house.house.ground.district, rows))


def figure(house: Any, period: int, place: str = "district", name: str = "all") -> Any:
    with house.house.foundation.database.read() as conn:
        found = releases.figures(conn, house.house.ground.district, [period])
    return next((one.low for one in found if (one.place, one.figure) == (place, name)), "missing")


def test_counts_of_a_school_are_written_five_together(founded_house: Any) -> None:
    house = founded_house
    for _ in range(4):
        house.tip(LUNCH)
    house.house.tallies.flush()
    assert counted(house) == 0
    house.tip(LUNCH)
    house.house.tallies.flush()
    assert counted(house) == 5


def test_when_the_service_stops_what_is_left_of_schools_is_written_for_none(founded_house: Any) -> None:
    house = founded_house
    counter, now = house.house.tallies, house.clock()
    for place in (0, 0, 0, 1, 1):
        counter.count(now, house.school(place), "bullying")
    counter.close()
    with house.house.foundation.database.read() as conn:
        rows = tallies.of_months(conn, house.house.ground.district, 202611, 202611)
    assert [(row.school, row.n) for row in rows] == [(tallies.NO_SCHOOL, 5)]


def test_what_is_kept_from_somebody_is_in_no_count(founded_house: Any) -> None:
    house = founded_house
    for _ in range(6):
        house.tip(f"{house.name('north')} keeps stealing my lunch")
    house.house.tallies.close()
    assert counted(house) == 0
    house.clock.advance(days=9)
    house.house.measures.look()
    with house.house.foundation.database.read() as conn:
        assert measure_tallies.of_month(conn, house.house.ground.district, 202611) == ()


def test_a_month_is_decided_once_and_what_comes_later_counts_for_the_next(founded_house_on_each: Any) -> None:
    house = founded_house_on_each
    tally(house, 202611, house.school(0), 30)
    tally(house, 202611, house.school(1), 20)
    house.clock.now = datetime(2026, 12, 10, 6, tzinfo=UTC)
    house.house.releases.look()
    assert figure(house, 202611) == "missing"
    tick_until_decided(house)
    assert figure(house, 202611) == 50
    late = house.house.tallies
    for _ in range(5):
        late.count(datetime(2026, 11, 30, tzinfo=UTC), house.school(0), "bullying")
    late.flush()
    with house.house.foundation.database.read() as conn:
        rows = tallies.of_months(conn, house.house.ground.district, 202612, 202612)
    assert [row.n for row in rows] == [5]
    house.clock.advance(days=2)
    house.house.releases.look()
    assert figure(house, 202611) == 50


def test_a_school_with_few_is_withheld_and_so_is_what_would_tell(founded_house: Any) -> None:
    house = founded_house
    north, south = house.school(0), house.school(1)
    with_band = {north: Band.HIGH, south: Band.MIDDLE}
    for school, band in with_band.items():
        house.house.foundation.database.write(
            lambda conn, school=school, band=band: releases.put_band(
                conn, house.house.ground.district, school, band
            )
        )
    tally(house, 202611, north, 40)
    tally(house, 202611, south, 3)
    tick_until_decided(house)
    assert figure(house, 202611) == 43
    for place in ("band:high", "band:middle", f"school:{north.hex()}", f"school:{south.hex()}"):
        assert figure(house, 202611, place) is None


def test_a_year_is_decided_after_its_last_month(founded_house: Any) -> None:
    house = founded_house
    for month in (202704, 202705, 202706):
        tally(house, month, house.school(0), 40)
        tally(house, month, house.school(1), 25)
    tick_until_decided(house, datetime(2027, 7, 11, 6, tzinfo=UTC))
    assert figure(house, 2026) == 195
    assert figure(house, 2026, f"school:{house.school(1).hex()}") == 75


def test_what_became_of_messages_is_counted_after_a_week_and_once(founded_house_on_each: Any) -> None:
    house = founded_house_on_each
    for _ in range(2):
        house.tip(LUNCH)
    first = house.threads()[0]
    house.house.desk.reply(
        house.sessions["north"], first.reference, secrets.token_bytes(16), "We read it.", "now"
    )
    house.clock.advance(days=8)
    for _ in range(2):
        house.house.measures.look()
    with house.house.foundation.database.read() as conn:
        found = measure_tallies.of_month(conn, house.house.ground.district, 202611)
    assert {one.event: one.n for one in found} == {
        "arrived": 2,
        "opened": 1,
        "answered": 1,
        "answered_day": 1,
    }
