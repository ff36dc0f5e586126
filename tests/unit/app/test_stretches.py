"""A team's time, cut where anything changes."""

from datetime import UTC, datetime, timedelta

from notify.coverage import Why
from notify.reliance import Reliance
from notify.roster import Interval
from notify.weekly import Slot, WeeklyLayer
from reporting.app.staff_doors.stretches import handoffs_of, stretches
from reporting.staff.people_view import OnCallPerson

ZERO = datetime(2026, 11, 23, tzinfo=UTC)
ANA, BEN = b"a" * 16, b"b" * 16
PEOPLE = {
    ANA: OnCallPerson("Ana", reachable=True, holds_key=True),
    BEN: OnCallPerson("Ben", reachable=False, holds_key=True),
}
KNOWN = Reliance(frozenset(PEOPLE), {BEN: Why.NO_PHONE})


def hours(n: int) -> datetime:
    return ZERO + timedelta(hours=n)


def shown(
    *turns: Interval, handoffs: tuple[datetime, ...] = (), reliable: Reliance = KNOWN
) -> list[tuple[int, int, str, str | None]]:
    return [
        (
            int((one.starts - ZERO).total_seconds()) // 3600,
            int((one.ends - ZERO).total_seconds()) // 3600,
            ", ".join(person.name for person in one.people),
            one.gap,
        )
        for one in stretches(turns, PEOPLE, ZERO, hours(24), handoffs, reliable=reliable)
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


def test_whoever_is_away_covers_nothing_meanwhile_and_the_page_says_so() -> None:
    away = Reliance(frozenset(PEOPLE), {}, {ANA: ((hours(6), hours(9)),)})
    turn = Interval(hours(0), hours(24), ANA)
    assert shown(turn, reliable=away) == [
        (0, 6, "Ana", None),
        (6, 9, "Ana", "unreachable"),
        (9, 24, "Ana", None),
    ]
    found = stretches([turn], PEOPLE, ZERO, hours(24), reliable=away)
    assert [one.people[0].why for one in found] == [None, "absent", None]


def test_a_language_that_nobody_answers_in_is_a_gap_of_its_own_kind() -> None:
    english = Reliance(frozenset(PEOPLE), {}, {}, {ANA: frozenset({"en"})}, frozenset({"en", "es"}))
    (one,) = stretches([Interval(hours(0), hours(24), ANA)], PEOPLE, ZERO, hours(24), reliable=english)
    assert (one.gap, one.lacking) == ("language", ("es",))


def test_handoffs_keep_their_hour_on_the_wall_when_clocks_change() -> None:
    layer = WeeklyLayer(b"l" * 16, "America/Chicago", (Slot(480, 480 + 7 * 1440, ANA),))
    found = handoffs_of([layer], datetime(2026, 10, 25, tzinfo=UTC), datetime(2026, 11, 10, tzinfo=UTC))
    assert sorted(found) == [
        datetime(2026, 10, 26, 13, 0, tzinfo=UTC),
        datetime(2026, 11, 2, 14, 0, tzinfo=UTC),
        datetime(2026, 11, 9, 14, 0, tzinfo=UTC),
    ]
