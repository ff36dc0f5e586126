"""Who is on call: wall-clock handoffs, clock changes in both directions, ranks."""

import itertools
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from notify.plan import Plan, materialise
from notify.roster import Interval, stretches, who
from notify.wall import DAY, WEEK, HandoffRefused
from notify.weekly import Slot, WeeklyLayer, check_weekly

ANA, BEN, CHO = b"ana", b"ben", b"cho"
NIGHT, MORNING = 16 * 60, 8 * 60


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def daily(begins: int, ends: int, person: bytes) -> tuple[Slot, ...]:
    return tuple(Slot(day * DAY + begins, day * DAY + ends, person) for day in range(7))


@pytest.mark.parametrize(
    ("zone", "day", "hours"),
    [
        ("America/New_York", "2026-03-07", 15),  # clocks go forward that night: 16 wall hours, 15 real ones
        ("America/New_York", "2026-10-31", 17),  # and back
        ("America/New_York", "2026-06-01", 16),
        ("America/Phoenix", "2026-03-07", 16),  # no clock change at all
        ("Australia/Sydney", "2026-10-03", 15),  # forward in October
        ("Australia/Sydney", "2026-04-04", 17),  # back in April
    ],
)
def test_a_night_shift_keeps_its_wall_clock_hours_when_clocks_change(zone: str, day: str, hours: int) -> None:
    layer = WeeklyLayer(b"nights", zone, daily(NIGHT, DAY + MORNING, ANA))
    first = datetime.fromisoformat(f"{day}T12:00").replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)
    (shift,) = [
        each for each in materialise(Plan((layer,)), first, first + timedelta(days=2)) if each.starts > first
    ][:1]
    assert shift.ends - shift.starts == timedelta(hours=hours)
    local = [moment.astimezone(ZoneInfo(zone)).strftime("%H:%M") for moment in (shift.starts, shift.ends)]
    assert local == ["16:00", "08:00"]


def test_a_week_of_seven_days_has_no_hole_and_no_overlap_over_a_clock_change() -> None:
    slots = (Slot(0, 3 * DAY + MORNING, ANA), Slot(3 * DAY + MORNING, WEEK, BEN))
    layer = WeeklyLayer(b"weeks", "America/New_York", slots)
    start = at("2026-03-01T00:00")
    found = materialise(Plan((layer,)), start, start + timedelta(days=30))
    assert found[0].starts == start
    assert found[-1].ends == start + timedelta(days=30)
    assert all(one.ends == two.starts for one, two in itertools.pairwise(found))


@pytest.mark.parametrize("minute", [60, 90, 2 * 60, 2 * 60 + 59, 3 * DAY + 120])
def test_a_handoff_that_clock_changes_would_double_or_swallow_is_refused(minute: int) -> None:
    with pytest.raises(HandoffRefused, match="choose a time before 01:00 or from 03:00 on"):
        check_weekly(WeeklyLayer(b"x", "America/New_York", (Slot(minute, minute + 600, ANA),)))


@pytest.mark.parametrize(
    "slots",
    [
        (Slot(0, 600, ANA), Slot(540, 900, BEN)),
        (Slot(6 * DAY, WEEK + 600, ANA), Slot(300, 1200, BEN)),  # over Sunday midnight
        (Slot(0, WEEK + 1, ANA),),
        (Slot(600, 600, ANA),),
        (Slot(WEEK, WEEK + 60, ANA),),
    ],
)
def test_turns_that_overlap_or_leave_the_week_are_refused(slots: tuple[Slot, ...]) -> None:
    with pytest.raises(HandoffRefused):
        check_weekly(WeeklyLayer(b"x", "UTC", slots))


def test_a_higher_rank_wins_and_below_it_the_layer_goes_on() -> None:
    base = WeeklyLayer(b"base", "UTC", (Slot(0, WEEK, ANA),))
    over = WeeklyLayer(b"over", "UTC", (Slot(600, 720, BEN),), rank=1)
    monday = at("2026-03-02T00:00")
    found = materialise(Plan((base, over)), monday, monday + timedelta(hours=24))
    assert [(each.person, each.starts.hour, each.ends.hour) for each in found] == [
        (ANA, 0, 10),
        (BEN, 10, 12),
        (ANA, 12, 0),
    ]


def test_a_layer_begins_and_ends_on_its_dates() -> None:
    layer = WeeklyLayer(
        b"x",
        "America/New_York",
        (Slot(0, WEEK, ANA),),
        starts_on=date(2026, 3, 4),
        ends_on=date(2026, 3, 5),
    )
    found = materialise(Plan((layer,)), at("2026-03-01T00:00"), at("2026-03-10T00:00"))
    assert [(each.starts, each.ends) for each in found] == [(at("2026-03-04T05:00"), at("2026-03-06T05:00"))]


@pytest.mark.parametrize(
    ("moment", "persons"),
    [
        ("2026-03-02T07:59", ()),
        ("2026-03-02T08:00", (ANA, BEN)),  # the handoff's minute belongs to the next
        ("2026-03-02T15:59", (ANA, BEN)),
        ("2026-03-02T16:00", (CHO, BEN)),
        ("2026-03-02T20:00", ()),
    ],
)
def test_who_is_called_now_in_order(moment: str, persons: tuple[bytes, ...]) -> None:
    intervals = [
        Interval(at("2026-03-02T08:00"), at("2026-03-02T20:00"), BEN, 1),
        Interval(at("2026-03-02T08:00"), at("2026-03-02T16:00"), ANA, 0),
        Interval(at("2026-03-02T16:00"), at("2026-03-02T20:00"), CHO, 0),
    ]
    assert who(intervals, at(moment)) == persons


def test_a_person_in_two_positions_is_called_once() -> None:
    both = [Interval(at("2026-03-02T08:00"), at("2026-03-02T20:00"), ANA, place) for place in (0, 1)]
    assert who(both, at("2026-03-02T09:00")) == (ANA,)


def test_the_time_is_cut_wherever_somebody_comes_or_goes() -> None:
    start, end, noon = at("2026-03-02T06:00"), at("2026-03-02T18:00"), at("2026-03-02T12:00")
    held = [Interval(at("2026-03-02T08:00"), noon, BEN, 0), Interval(noon, at("2026-03-04T00:00"), ANA, 1)]
    assert list(stretches(held, start, end)) == [
        (start, held[0].starts, ()),
        (held[0].starts, noon, (BEN,)),
        (noon, end, (ANA,)),
    ]
    ten = at("2026-03-02T10:00")
    assert [here for here, _, _ in stretches(held, start, end, [ten, start, end])] == [
        start,
        held[0].starts,
        ten,
        noon,
    ]


# A handoff in a quarter of an hour that is allowed.
minutes = st.integers(0, WEEK // 15 - 1).map(lambda n: n * 15).filter(lambda n: not 60 <= n % DAY < 180)


@st.composite
def layer_of(draw: st.DrawFn) -> WeeklyLayer:
    cuts = sorted(draw(st.sets(minutes, min_size=2, max_size=8)))
    slots = tuple(
        Slot(one, two, draw(st.sampled_from([ANA, BEN, CHO])))
        for one, two in itertools.pairwise(cuts)
        if draw(st.booleans())
    )
    return WeeklyLayer(
        draw(st.binary(min_size=2, max_size=2)),
        draw(st.sampled_from(["America/New_York", "America/Phoenix", "Australia/Sydney", "Europe/Madrid"])),
        slots,
        draw(st.integers(0, 1)),
        draw(st.integers(0, 2)),
    )


def brute(layers: list[WeeklyLayer], moment: datetime) -> tuple[bytes, ...]:
    """Read the wall clock of each layer's zone at this very moment; nothing is materialised."""
    chosen: dict[int, tuple[int, bytes, bytes]] = {}
    for layer in sorted(layers, key=lambda each: each.layer):
        wall = moment.astimezone(ZoneInfo(layer.zone))
        minute = wall.weekday() * DAY + wall.hour * 60 + wall.minute
        for slot in layer.slots:
            inside = slot.begins <= minute < slot.ends
            before = chosen.get(layer.position)
            if inside and (before is None or layer.rank > before[0]):
                chosen[layer.position] = (layer.rank, layer.layer, slot.person)
    return tuple(dict.fromkeys(person for _, (_, _, person) in sorted(chosen.items())))


@settings(max_examples=40, deadline=None)
@given(
    st.lists(layer_of(), min_size=1, max_size=4, unique_by=lambda each: each.layer),
    st.sampled_from(["2026-03-06", "2026-04-03", "2026-10-02", "2026-10-30", "2026-06-01"]),
)
def test_every_quarter_of_an_hour_has_exactly_the_people_a_walk_by_the_wall_clock_finds(
    layers: list[WeeklyLayer], day: str
) -> None:
    start = at(f"{day}T00:00")
    intervals = materialise(Plan(tuple(layers)), start, start + timedelta(days=4))
    for quarter in range(4 * 24 * 4):
        moment = start + timedelta(minutes=15 * quarter)
        assert who(intervals, moment) == brute(layers, moment), moment
