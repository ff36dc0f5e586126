"""Pages and false pages a person and week, by the district's own calendar."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from notify.pages.tally import Woken
from reporting.cases.pages_counted import PersonCount, WeekCount, counted, mondays_until

NEW_YORK = ZoneInfo("America/New_York")
MONDAYS = mondays_until(date(2026, 3, 5))
NAMES = {b"ana": "Ana", b"ben": "Ben"}


def rung(person: bytes, day: int, hour: int, *abouts: bytes) -> Woken:
    return Woken(person, datetime(2026, 3, day, hour, tzinfo=UTC), frozenset(abouts))


def test_four_weeks_end_with_the_running_one() -> None:
    assert (date(2026, 2, 9), date(2026, 2, 16), date(2026, 2, 23), date(2026, 3, 2)) == MONDAYS


def test_a_page_belongs_to_the_week_of_the_districts_clock() -> None:
    sunday_evening, monday = rung(b"ana", 2, 3, b"a"), rung(b"ana", 2, 6, b"b")
    (ana,) = counted([sunday_evening, monday], (), MONDAYS, NEW_YORK, NAMES)
    assert [week.pages for week in ana.weeks] == [0, 0, 1, 1]


def test_a_page_is_false_only_if_all_that_it_was_about_need_not_have_paged() -> None:
    found = [
        rung(b"ben", 3, 12, b"needless"),
        rung(b"ben", 3, 13, b"needless", b"right"),
        rung(b"ben", 3, 14),  # handed to another climb: nothing is said of it
        rung(b"ana", 3, 12, b"needless"),
    ]
    assert counted(found, {b"needless"}, MONDAYS, NEW_YORK, NAMES) == (
        PersonCount("Ana", (*(WeekCount(0, 0),) * 3, WeekCount(1, 1))),
        PersonCount("Ben", (*(WeekCount(0, 0),) * 3, WeekCount(3, 1))),
    )
