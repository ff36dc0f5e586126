"""When an answer is promised, in the district's own hours."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from reporting.cases.promise import answer_due
from reporting.cases.school_time import SchoolTime
from reporting.model.timetable import OpenHours, Timetable
from triage.decision import Severity
from triage.routing import Hours

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


SAME_DAY = {
    # of a matter that must not wait: written at, promised
    "a Tuesday before school": ("2026-11-24 06:00", "2026-11-24 10:00"),
    "a Tuesday in school": ("2026-11-24 08:30", "2026-11-24 15:00"),
    "a Tuesday with an hour of school left": ("2026-11-24 14:00", "2026-11-24 15:00"),
    "a Tuesday with less than an hour left": ("2026-11-24 14:01", "2026-11-25 10:00"),
    "a Tuesday night": ("2026-11-24 22:00", "2026-11-25 10:00"),
    "a Friday night": ("2026-11-27 22:00", "2026-11-30 10:00"),
    "a Saturday": ("2026-11-28 12:00", "2026-11-30 10:00"),
}


@pytest.mark.parametrize("when", SAME_DAY)
def test_what_must_not_wait_is_answered_on_the_same_school_day(when: str) -> None:
    written, promised = (datetime.fromisoformat(one).replace(tzinfo=CHICAGO) for one in SAME_DAY[when])
    assert answer_due(written.astimezone(UTC), CHICAGO, soon=True) == promised


EARLY = Timetable(
    {0: OpenHours(450, 840), 1: OpenHours(450, 840), 2: OpenHours(450, 840), 3: OpenHours(450, 840)},
    off=frozenset({date(2026, 11, 25), date(2026, 11, 26)}),
)  # 07:30 to 14:00, no school on Fridays, two days off before Thanksgiving


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=CHICAGO)


def test_a_promise_keeps_to_the_schools_own_hours_and_days_off() -> None:
    assert answer_due(at("2026-11-24 13:00"), CHICAGO, EARLY, soon=True) == at("2026-11-24 14:00")
    assert answer_due(at("2026-11-24 13:30"), CHICAGO, EARLY, soon=True) == at("2026-11-30 09:30")
    assert answer_due(at("2026-11-24 09:00"), CHICAGO, EARLY) == at("2026-11-30 09:30")
    assert answer_due(at("2026-11-25 06:00"), CHICAGO, EARLY) == at("2026-11-30 09:30")


def test_what_must_not_wait_is_never_promised_later_than_what_may_and_never_in_the_past() -> None:
    for timetable in (EARLY, Timetable({6: OpenHours(0, 30)}), Timetable({})):
        moment = at("2026-10-30 00:00")
        while moment < at("2026-12-02 00:00"):
            soon, routine = (answer_due(moment, CHICAGO, timetable, soon=one) for one in (True, False))
            assert moment < soon <= routine
            moment += timedelta(minutes=47)


def test_where_no_school_is_named_the_latest_of_all_schools_is_promised() -> None:
    several = SchoolTime(CHICAGO, (EARLY, None))
    assert several.due(at("2026-11-24 09:00")) == at("2026-11-30 09:30")
    assert several.due(at("2026-11-24 09:00"), Severity.SOON) == at("2026-11-24 15:00")
    assert SchoolTime(CHICAGO, ()).due(at("2026-11-24 09:00")) == at("2026-11-25 10:00")


@pytest.mark.parametrize(
    ("timetables", "moment", "expected"),
    [
        ((EARLY,), "2026-11-24 07:29", Hours.OUT),
        ((EARLY,), "2026-11-24 07:30", Hours.IN),
        ((EARLY,), "2026-11-24 13:59", Hours.IN),
        ((EARLY,), "2026-11-24 14:00", Hours.OUT),
        ((EARLY,), "2026-11-25 10:00", Hours.OUT),
        ((EARLY,), "2026-11-27 10:00", Hours.OUT),
        ((None,), "2026-11-24 10:00", Hours.UNKNOWN),
        ((EARLY, EARLY), "2026-11-24 10:00", Hours.IN),
        ((EARLY, None), "2026-11-24 10:00", Hours.UNKNOWN),
        ((), "2026-11-24 10:00", Hours.UNKNOWN),
    ],
)
def test_school_is_on_when_all_schools_that_it_may_be_say_so(
    timetables: tuple[Timetable | None, ...], moment: str, expected: Hours
) -> None:
    assert SchoolTime(CHICAGO, timetables).hours(at(moment).astimezone(UTC)) is expected
