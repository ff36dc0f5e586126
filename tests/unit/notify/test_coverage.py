"""Where nobody can be relied on: what counts as a hole, why, and how near it is."""

from datetime import UTC, datetime, timedelta

import pytest

from notify.coverage import Hole, Stage, Why, holes, stage
from notify.reliance import Reliance
from notify.roster import Interval

ANA, BEN = b"ana", b"ben"
NOW = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)
H = timedelta(hours=1)


def held(begins: int, ends: int, person: bytes, position: int = 0) -> Interval:
    return Interval(NOW + begins * H, NOW + ends * H, person, position)


def found(
    *intervals: Interval,
    deaf: dict[bytes, Why] | None = None,
    declared: tuple[tuple[int, int], ...] = (),
    away: dict[bytes, tuple[int, int]] | None = None,
    wanted: tuple[str, ...] = (),
) -> list[tuple[int, int, tuple[Why, ...]]]:
    """Ana answers in English and Spanish, Ben in English."""
    spans = [(NOW + begins * H, NOW + ends * H) for begins, ends in declared]
    reliable = Reliance(
        frozenset({ANA, BEN}),
        deaf or {},
        {person: ((NOW + begins * H, NOW + ends * H),) for person, (begins, ends) in (away or {}).items()},
        {ANA: frozenset({"en", "es"}), BEN: frozenset({"en"})},
        frozenset(wanted),
    )
    got = holes(intervals, NOW, NOW + 24 * H, reliable, spans)
    return [((one.starts - NOW) // H, (one.ends - NOW) // H, one.why) for one in got]


def test_time_that_nobody_holds_is_a_hole() -> None:
    assert found(held(0, 8, ANA), held(10, 24, BEN)) == [(8, 10, (Why.NOBODY,))]


def test_time_held_by_one_reliable_person_is_none_whoever_else_holds_it() -> None:
    assert found(held(0, 24, ANA), held(0, 24, BEN, 1), deaf={ANA: Why.NO_PHONE}) == []


def test_time_held_only_by_people_who_cannot_act_is_a_hole_that_says_what_is_wrong() -> None:
    deaf = {ANA: Why.OPTED_OUT, BEN: Why.CANNOT_OPEN}
    assert found(held(0, 24, ANA), held(0, 24, BEN, 1), deaf=deaf) == [
        (0, 24, (Why.OPTED_OUT, Why.CANNOT_OPEN))
    ]


def test_whoever_is_away_covers_nothing_meanwhile_though_nobody_hands_off() -> None:
    assert found(held(0, 24, ANA), away={ANA: (6, 9)}) == [(6, 9, (Why.ABSENT,))]
    assert found(held(0, 24, ANA), held(8, 24, BEN, 1), away={ANA: (6, 9)}) == [(6, 8, (Why.ABSENT,))]
    assert found(held(0, 24, ANA), away={BEN: (6, 9)}) == []


def test_whom_nobody_knows_how_to_reach_covers_nothing() -> None:
    assert found(held(0, 24, b"who")) == [(0, 24, (Why.NO_PHONE,))]


def test_a_language_that_nobody_on_whom_one_can_rely_answers_in_is_a_hole() -> None:
    both, one = held(0, 12, ANA), held(0, 24, BEN, 1)
    assert found(both, one) == []
    assert found(both, one, wanted=("en", "es")) == [(12, 24, (Why.LANGUAGE,))]
    assert found(both, one, wanted=("en",)) == []
    # Who speaks it and cannot be reached leaves it out all the same.
    assert found(both, one, wanted=("es",), deaf={ANA: Why.OPTED_OUT}) == [(0, 24, (Why.LANGUAGE,))]
    assert found(both, one, wanted=("es",), away={ANA: (2, 4)}) == [
        (2, 4, (Why.LANGUAGE,)),
        (12, 24, (Why.LANGUAGE,)),
    ]


def test_neighbouring_holes_are_one_whatever_is_wrong_with_each() -> None:
    deaf = {ANA: Why.NO_PHONE}
    assert found(held(0, 8, BEN), held(8, 12, ANA), held(16, 24, BEN), deaf=deaf) == [
        (8, 16, (Why.NO_PHONE, Why.NOBODY))
    ]


@pytest.mark.parametrize(
    ("declared", "left"),
    [
        (((8, 16),), []),
        (((0, 24),), []),
        (((8, 12), (12, 16)), []),
        (((6, 10),), [(10, 16)]),
        (((14, 30),), [(8, 14)]),
        (((10, 12),), [(8, 10), (12, 16)]),
        (((10, 14), (9, 11)), [(8, 9), (14, 16)]),
        (((0, 8), (16, 24)), [(8, 16)]),
    ],
)
def test_a_declared_time_is_cut_out_of_a_hole(
    declared: tuple[tuple[int, int], ...], left: list[tuple[int, int]]
) -> None:
    got = found(held(0, 8, ANA), held(16, 24, BEN), declared=declared)
    assert [(begins, ends) for begins, ends, _ in got] == left


@pytest.mark.parametrize(
    ("ahead", "near"),
    [
        (timedelta(0), Stage.NOW),
        (-H, Stage.NOW),
        (timedelta(seconds=1), Stage.DAY),
        (24 * H, Stage.DAY),
        (24 * H + timedelta(seconds=1), Stage.WEEK),
        (timedelta(days=7), Stage.WEEK),
        (timedelta(days=7, seconds=1), Stage.MONTH),
    ],
)
def test_a_hole_is_told_thirty_days_a_week_and_a_day_ahead_and_when_it_begins(
    ahead: timedelta, near: Stage
) -> None:
    assert stage(NOW + ahead, NOW) is near


def test_a_hole_has_its_edges_in_utc() -> None:
    assert holes((), NOW, NOW + H, Reliance(frozenset())) == (Hole(NOW, NOW + H, (Why.NOBODY,)),)
