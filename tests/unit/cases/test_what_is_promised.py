"""When an answer is promised, in the district's own hours."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from reporting.cases.monitoring import LEASE, MonitoredLease
from reporting.cases.promise import answer_due

CHICAGO, MADRID = ZoneInfo("America/Chicago"), ZoneInfo("Europe/Madrid")
PROMISED = {
    # written at (district's time)          promised
    "a Tuesday before eight": ("2026-11-24 07:59", "2026-11-24 15:00"),
    "a Tuesday at eight": ("2026-11-24 08:00", "2026-11-25 10:00"),
    "a Tuesday night": ("2026-11-24 23:59", "2026-11-25 10:00"),
    "a Friday morning": ("2026-11-27 09:00", "2026-11-30 10:00"),
    "a Friday before eight": ("2026-11-27 06:00", "2026-11-27 15:00"),
    "a Saturday before eight": ("2026-11-28 06:00", "2026-11-30 10:00"),
    "a Sunday night": ("2026-11-29 23:30", "2026-11-30 10:00"),
    "a Monday before eight": ("2026-11-30 07:00", "2026-11-30 15:00"),
    "the Friday before the clocks go forward": ("2027-03-12 12:00", "2027-03-15 10:00"),
    "the Friday before the clocks go back": ("2026-10-30 12:00", "2026-11-02 10:00"),
    "the end of a year": ("2026-12-31 12:00", "2027-01-01 10:00"),
}


@pytest.mark.parametrize("when", PROMISED)
def test_a_person_answers_by_the_next_school_day(when: str) -> None:
    written, promised = (datetime.fromisoformat(one).replace(tzinfo=CHICAGO) for one in PROMISED[when])
    due = answer_due(written.astimezone(UTC), CHICAGO)
    assert due == promised
    assert due.astimezone(CHICAGO).hour in {10, 15}
    assert due > written


def test_the_hour_is_that_of_the_district_whatever_the_clock_of_the_machine() -> None:
    moment = datetime(2026, 11, 24, 6, 30, tzinfo=UTC)  # 00:30 in Chicago, 07:30 in Madrid
    assert answer_due(moment, CHICAGO).isoformat() == "2026-11-24T15:00:00-06:00"
    assert answer_due(moment, MADRID).isoformat() == "2026-11-24T15:00:00+01:00"


def test_watched_means_that_the_watch_was_well_in_the_last_three_minutes() -> None:
    lease, now = MonitoredLease(), datetime(2026, 11, 24, tzinfo=UTC)
    assert not lease.monitored(now)
    lease.extend(now)
    assert lease.monitored(now + LEASE - (LEASE / 100))
    assert not lease.monitored(now + LEASE)  # a worker that died extends nothing
    lease.extend(now)
    lease.withdraw()
    assert not lease.monitored(now)
