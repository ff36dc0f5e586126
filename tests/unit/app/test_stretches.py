"""A team's time, cut where anything changes."""

from datetime import UTC, datetime, timedelta

from notify.roster import Interval, Slot, WeeklyLayer
from reporting.app.staff_doors.stretches import handoffs_of, stretches
from reporting.staff.people_view import OnCallPerson

ZERO = datetime(2026, 11, 23, tzinfo=UTC)
ANA, BEN = b"a" * 16, b"b" * 16
PEOPLE = {
    ANA: OnCallPerson("Ana", reachable=True, holds_key=True),
    BEN: OnCallPerson("Ben", reachable=False, holds_key=True),
}


def hours(n: int) -> datetime:
    return ZERO + timedelta(hours=n)


def shown(*turns: Interval, handoffs: tuple[datetime, ...] = ()) -> list[tuple[int, int, str, str | None]]:
    return [
        (
            int((one.starts - ZERO).total_seconds()) // 3600,
            int((one.ends - ZERO).total_seconds()) // 3600,
            ", ".join(person.name for person in one.people),
            one.gap,
        )
        for one in stretches(turns, PEOPLE, ZERO, hours(24), handoffs)
    ]


def test_a_day_without_turns_is_one_gap() -> None:
    assert shown() == [(0, 24, "", "uncovered")]


def test_what_lies_before_between_and_after_turns_is_uncovered() -> None:
    assert shown(Interval(hours(2), hours(4), ANA), Interval(hours(6), hours(30), ANA)) == [
        (0, 2, "", "uncovered"),
        (2, 4, "Ana", None),
        (4, 6, "", "uncovered"),
        (6, 24, "Ana", None),
    ]


def test_two_turns_of_one_person_without_a_break_are_one_unless_told_of_the_handoff() -> None:
    turns = (Interval(hours(0), hours(8), ANA), Interval(hours(8), hours(24), ANA))
    assert shown(*turns) == [(0, 24, "Ana", None)]
    assert shown(*turns, handoffs=(hours(8),)) == [(0, 8, "Ana", None), (8, 24, "Ana", None)]


def test_a_backup_who_can_be_rung_closes_the_gap_of_one_who_cannot() -> None:
    first, backup = Interval(hours(0), hours(24), BEN, 0), Interval(hours(12), hours(24), ANA, 1)
    assert shown(first, backup) == [(0, 12, "Ben", "unreachable"), (12, 24, "Ben, Ana", None)]


def test_somebody_who_holds_no_key_covers_nothing() -> None:
    keyless = {ANA: OnCallPerson("Ana", reachable=True, holds_key=False)}
    (one,) = stretches([Interval(hours(0), hours(24), ANA)], keyless, ZERO, hours(24))
    assert one.gap == "unreachable"


def test_handoffs_keep_their_hour_on_the_wall_when_clocks_change() -> None:
    layer = WeeklyLayer(b"l" * 16, "America/Chicago", (Slot(480, 480 + 7 * 1440, ANA),))
    found = handoffs_of([layer], datetime(2026, 10, 25, tzinfo=UTC), datetime(2026, 11, 10, tzinfo=UTC))
    assert sorted(found) == [
        datetime(2026, 10, 26, 13, 0, tzinfo=UTC),
        datetime(2026, 11, 2, 14, 0, tzinfo=UTC),
        datetime(2026, 11, 9, 14, 0, tzinfo=UTC),
    ]
