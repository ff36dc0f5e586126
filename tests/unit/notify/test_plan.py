"""A rota put together: rotations, hours of the week, days off, overrides, and the clock changes between them."""

import itertools
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from notify.hours import Calendar, Hours
from notify.plan import Layer, Override, Plan, materialise
from notify.public_days import public_days_off
from notify.roster import who
from notify.rotation import Rotation, check_rotation
from notify.wall import DAY, WEEK, HandoffRefused
from notify.weekly import Slot, WeeklyLayer

ANA, BEN, CHO, DEE = b"ana", b"ben", b"cho", b"dee"
FOUR = 16 * 60
NORTH = b"north"
NEW_YORK = "America/New_York"


def at(text: str, zone: str = "UTC") -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)


def weekly(*members: bytes, starts_on: date = date(2026, 3, 2), **more: object) -> Rotation:
    given = {"layer": b"weekly", "zone": NEW_YORK, "handoff": FOUR, **more}
    return Rotation(members=members, starts_on=starts_on, **given)  # type: ignore[arg-type]  # a test's own shorthand


@pytest.mark.parametrize(
    ("zone", "first", "hours"),
    [
        ("America/New_York", date(2026, 3, 2), 167),  # clocks go forward on 8 March
        ("America/New_York", date(2026, 10, 26), 169),  # and back on 1 November
        ("America/Phoenix", date(2026, 3, 2), 168),
        ("Australia/Sydney", date(2026, 9, 28), 167),
        ("Australia/Sydney", date(2026, 3, 30), 169),
    ],
)
def test_a_week_of_duty_begins_and_ends_at_the_same_time_of_the_wall_clock(
    zone: str, first: date, hours: int
) -> None:
    rotation = weekly(ANA, BEN, zone=zone, starts_on=first)
    start = datetime(first.year, first.month, first.day, tzinfo=UTC)
    one, two, *_ = materialise(Plan((rotation,)), start, start + timedelta(days=30))
    assert (one.person, two.person) == (ANA, BEN)
    assert two.starts == one.ends
    assert one.ends - one.starts == timedelta(hours=hours)
    assert {each.astimezone(ZoneInfo(zone)).strftime("%a %H:%M") for each in (one.starts, one.ends)} == {
        "Mon 16:00"
    }


def test_who_is_called_at_ten_past_two_on_the_seventh_of_march() -> None:
    plan = Plan((weekly(ANA, BEN), weekly(BEN, ANA, layer=b"second", position=1)))
    moment = at("2026-03-07T02:10", NEW_YORK)
    found = materialise(plan, moment - timedelta(days=9), moment + timedelta(days=9))
    assert who(found, moment) == (ANA, BEN)
    assert who(found, moment + timedelta(days=7)) == (BEN, ANA)


def test_the_minute_of_the_handoff_belongs_to_whoever_comes() -> None:
    found = materialise(Plan((weekly(ANA, BEN),)), at("2026-03-02T00:00"), at("2026-03-20T00:00"))
    handoff = at("2026-03-09T16:00", NEW_YORK)
    assert who(found, handoff - timedelta(seconds=1)) == (ANA,)
    assert who(found, handoff) == (BEN,)


def test_a_rotation_names_nobody_before_it_begins_and_after_its_last_day() -> None:
    rotation = weekly(ANA, days=1, starts_on=date(2026, 3, 4), ends_on=date(2026, 3, 6))
    (only,) = materialise(Plan((rotation,)), at("2026-03-01T00:00"), at("2026-03-20T00:00"))
    assert (only.starts, only.ends) == (at("2026-03-04T16:00", NEW_YORK), at("2026-03-07T00:00", NEW_YORK))


SCHOOL = Calendar(dict.fromkeys(range(5), (8 * 60, 15 * 60)), frozenset({date(2026, 3, 4)}))


@pytest.mark.parametrize(
    ("moment", "person"),
    [
        ("2026-03-03T07:59", BEN),  # Tuesday, before school
        ("2026-03-03T08:00", ANA),
        ("2026-03-03T14:59", ANA),
        ("2026-03-03T15:00", BEN),
        ("2026-03-04T10:00", BEN),  # a day off is after hours, all of it
        ("2026-03-07T10:00", BEN),  # Saturday
    ],
)
def test_school_hours_and_after_hours_share_the_week_without_a_hole(moment: str, person: bytes) -> None:
    first = date(2026, 2, 2)
    plan = Plan(
        (
            weekly(ANA, starts_on=first, hours=Hours.OPEN, calendar=NORTH),
            weekly(BEN, layer=b"after", starts_on=first, hours=Hours.CLOSED, calendar=NORTH),
        ),
        calendars={NORTH: SCHOOL},
    )
    found = materialise(plan, at("2026-03-01T00:00"), at("2026-03-20T00:00"))
    assert who(found, at(moment, NEW_YORK)) == (person,)
    assert all(one.ends == two.starts for one, two in itertools.pairwise(found))


def test_days_off_win_over_every_layer_and_overrides_over_days_off() -> None:
    first = date(2026, 2, 2)
    plan = Plan(
        (
            weekly(ANA, starts_on=first, rank=9),
            weekly(BEN, layer=b"holiday", starts_on=first, hours=Hours.DAYS_OFF, calendar=NORTH, rank=-3),
        ),
        (Override(b"o", at("2026-03-04T12:00", NEW_YORK), at("2026-03-04T13:00", NEW_YORK), CHO, BEN),),
        {NORTH: SCHOOL},
    )
    found = materialise(plan, at("2026-03-01T00:00"), at("2026-03-20T00:00"))
    asked = [
        "2026-03-03T23:59",
        "2026-03-04T00:00",
        "2026-03-04T12:00",
        "2026-03-04T13:00",
        "2026-03-05T00:00",
    ]
    assert [who(found, at(moment, NEW_YORK)) for moment in asked] == [(ANA,), (BEN,), (CHO,), (BEN,), (ANA,)]


def test_public_holidays_of_a_state_are_days_off() -> None:
    days = public_days_off("US-IL", date(2026, 11, 20), date(2027, 1, 2))
    assert {date(2026, 11, 26), date(2026, 12, 25), date(2027, 1, 1)} <= days
    assert public_days_off("", date(2026, 11, 20), date(2027, 1, 2)) == frozenset()
    with pytest.raises(HandoffRefused, match="US-IL"):
        public_days_off("US-ZZ", date(2026, 1, 1), date(2026, 12, 31))


def test_a_shift_taken_over_can_be_handed_on_and_back() -> None:
    starts, ends = at("2026-03-02T16:00", NEW_YORK), at("2026-03-09T16:00", NEW_YORK)
    swaps = [(BEN, ANA), (CHO, BEN), (ANA, CHO)]
    for count in range(len(swaps) + 1):
        overrides = tuple(
            Override(bytes([9 - n]), starts, ends, person, instead_of, 0, n)
            for n, (person, instead_of) in enumerate(swaps[:count])
        )
        found = materialise(Plan((weekly(ANA, DEE),), overrides), starts, ends)
        assert [each.person for each in found] == [(ANA, *(person for person, _ in swaps))[count]]


def test_one_person_instead_of_another_takes_that_persons_hours_and_nobody_elses() -> None:
    override = Override(b"o", at("2026-03-06T12:00", NEW_YORK), at("2026-03-11T12:00", NEW_YORK), CHO, ANA)
    found = materialise(
        Plan((weekly(ANA, BEN),), (override,)), at("2026-03-03T00:00"), at("2026-03-12T00:00")
    )
    assert [each.person for each in found] == [ANA, CHO, BEN]
    assert found[1].ends == at("2026-03-09T16:00", NEW_YORK)


@pytest.mark.parametrize("minute", [60, 119, 120, 179])
def test_a_handoff_that_clock_changes_would_double_or_swallow_is_refused(minute: int) -> None:
    with pytest.raises(HandoffRefused, match="choose a time before 01:00 or from 03:00 on"):
        check_rotation(weekly(ANA, handoff=minute))


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"members": ()}, "members"),
        ({"members": (ANA,) * 51}, "members"),
        ({"days": 0}, "days"),
        ({"days": 91}, "days"),
        ({"position": 9}, "position"),
        ({"handoff": DAY}, "handoff"),
        ({"zone": "Nowhere/Land"}, "zone"),
        ({"zone": "../etc/passwd"}, "zone"),
        ({"ends_on": date(2026, 3, 1)}, "ends_on"),
    ],
)
def test_a_rotation_that_cannot_be_kept_is_refused_by_name(wrong: dict[str, object], code: str) -> None:
    given: dict[str, object] = {
        "layer": b"x",
        "zone": "UTC",
        "members": (ANA,),
        "starts_on": date(2026, 3, 2),
        "handoff": FOUR,
        **wrong,
    }
    with pytest.raises(HandoffRefused) as refused:
        check_rotation(Rotation(**given))  # type: ignore[arg-type]  # wrong on purpose
    assert refused.value.code == code


# --- every instant, against a walk by the wall clock ---

PEOPLE = st.sampled_from([ANA, BEN, CHO, DEE])
ZONES = st.sampled_from(["America/New_York", "America/Phoenix", "Australia/Sydney"])
# The days around each clock change of these zones in 2026, and one quiet time.
BEGINS = st.sampled_from(["2026-03-06", "2026-04-03", "2026-10-02", "2026-10-30", "2026-06-01"])
DAYS = 4
SAFE = [minute for minute in range(0, DAY, 5) if not 60 <= minute < 180]
dates = st.integers(-20, 3).map(lambda days: date(2026, 6, 1) + timedelta(days=days))


@st.composite
def calendars(draw: st.DrawFn, start: date) -> Calendar:
    hours = {
        day: tuple(sorted(draw(st.lists(st.sampled_from(SAFE), min_size=2, max_size=2, unique=True))))
        for day in draw(st.sets(st.integers(0, 6)))
    }
    off = {start + timedelta(days=n) for n in draw(st.sets(st.integers(-1, DAYS + 1), max_size=3))}
    return Calendar(hours, frozenset(off))  # type: ignore[arg-type]  # two minutes each


@st.composite
def layers(draw: st.DrawFn, start: date, name: int) -> Layer:
    shared = {"zone": draw(ZONES), "position": draw(st.integers(0, 1)), "rank": draw(st.integers(0, 2))}
    ends_on = draw(st.none() | st.integers(1, DAYS).map(lambda n: start + timedelta(days=n)))
    if draw(st.booleans()):
        cuts = sorted(draw(st.sets(st.sampled_from(SAFE), min_size=2, max_size=5)))
        first = draw(st.integers(0, 6)) * DAY
        slots = tuple(Slot(first + one, first + two, draw(PEOPLE)) for one, two in itertools.pairwise(cuts))
        return WeeklyLayer(bytes([name]), slots=slots, ends_on=ends_on, **shared)  # type: ignore[arg-type]  # as above
    return Rotation(
        bytes([name]),
        members=tuple(draw(st.lists(PEOPLE, min_size=1, max_size=3))),
        starts_on=start - timedelta(days=draw(st.integers(-2, 20))),
        handoff=draw(st.sampled_from(SAFE)),
        days=draw(st.integers(1, 8)),
        hours=draw(st.sampled_from(list(Hours))),
        calendar=draw(st.sampled_from([NORTH, None, b"unknown"])),
        ends_on=ends_on,
        **shared,  # type: ignore[arg-type]  # as above
    )


@st.composite
def overrides(draw: st.DrawFn, start: datetime, name: int) -> Override:
    minutes = st.integers(-600, DAYS * DAY + 600)
    begins, ends = sorted(draw(st.lists(minutes, min_size=2, max_size=2, unique=True)))
    return Override(
        bytes([name]),
        start + timedelta(minutes=begins),
        start + timedelta(minutes=ends),
        draw(PEOPLE),
        draw(st.none() | PEOPLE),
        draw(st.none() | st.integers(0, 2)),
        draw(st.integers(0, 3)),
    )


def holds(calendar: Calendar, hours: Hours, wall: datetime) -> bool:
    off = wall.date() in calendar.off
    span = calendar.days.get(wall.weekday())
    is_open = not off and span is not None and span[0] <= wall.hour * 60 + wall.minute < span[1]
    return {Hours.ALWAYS: True, Hours.OPEN: is_open, Hours.CLOSED: not is_open, Hours.DAYS_OFF: off}[hours]


def by_the_wall(layer: Layer, plan: Plan, moment: datetime) -> bytes | None:
    """Who a layer names, by reading its zone's clock at this very moment."""
    wall = moment.astimezone(ZoneInfo(layer.zone))
    minute = wall.hour * 60 + wall.minute
    if layer.ends_on is not None and wall.date() > layer.ends_on:
        return None
    if isinstance(layer, WeeklyLayer):
        week = wall.weekday() * DAY + minute
        inside = [
            slot.person
            for slot in layer.slots
            if slot.begins <= week < slot.ends or slot.begins <= week + WEEK < slot.ends
        ]
        return inside[0] if inside else None
    passed = (wall.date() - layer.starts_on).days - (minute < layer.handoff)
    if passed < 0 or not holds(plan.calendars.get(layer.calendar, Calendar()), layer.hours, wall):
        return None
    return layer.members[passed // layer.days % len(layer.members)]


def brute(plan: Plan, moment: datetime) -> tuple[bytes, ...]:
    found = []
    for position in range(3):
        best: tuple[tuple[int, int], bytes] | None = None
        for layer in sorted(plan.layers, key=lambda each: each.layer):
            person = by_the_wall(layer, plan, moment) if layer.position == position else None
            days_off = isinstance(layer, Rotation) and layer.hours is Hours.DAYS_OFF
            if person is not None and (best is None or (days_off, layer.rank) > best[0]):
                best = (days_off, layer.rank), person
        holder = best[1] if best else None
        for each in sorted(plan.overrides, key=lambda one: (one.number, one.override)):
            if not each.starts <= moment < each.ends:
                continue
            if each.instead_of is None:
                holder = each.person if each.position == position else holder
            elif holder == each.instead_of and each.position in {None, position}:
                holder = each.person
        if holder is not None:
            found.append(holder)
    return tuple(dict.fromkeys(found))


# A walk of minutes is too slow to be made smaller by trial.
_PHASES = (Phase.explicit, Phase.reuse, Phase.generate)


@settings(max_examples=12, deadline=None, phases=_PHASES)
@given(st.data(), BEGINS)
def test_every_minute_has_exactly_the_people_a_walk_by_the_wall_clock_finds(
    data: st.DataObject, day: str
) -> None:
    walk_by_the_wall_clock(data, day)


@pytest.mark.nightly
@settings(max_examples=300, deadline=None, phases=_PHASES)
@given(st.data(), BEGINS)
def test_so_it_has_in_three_hundred_plans(data: st.DataObject, day: str) -> None:
    walk_by_the_wall_clock(data, day)


def walk_by_the_wall_clock(data: st.DataObject, day: str) -> None:
    start, first = at(f"{day}T00:00"), date.fromisoformat(day)
    plan = Plan(
        tuple(data.draw(layers(first, n)) for n in range(data.draw(st.integers(1, 4)))),
        tuple(data.draw(overrides(start, n)) for n in range(data.draw(st.integers(0, 4)))),
        {NORTH: data.draw(calendars(first)), None: Calendar(off=frozenset({first + timedelta(days=1)}))},
    )
    end = start + timedelta(days=DAYS)
    intervals = materialise(plan, start, end)
    assert all(start <= each.starts < each.ends <= end for each in intervals)
    moment = start
    while moment < end:
        assert who(intervals, moment) == brute(plan, moment), moment
        moment += timedelta(minutes=1)
