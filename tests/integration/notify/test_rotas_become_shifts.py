"""Rotas in both databases: plans become rows thirty days ahead, and a change never leaves a moment empty."""

import hashlib
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, delete, func, select

from notify import layers, offers, oncall, overrides, rotas
from notify import rota_tables as kept
from notify.offers import Offer, OfferRefused
from notify.plan import Override, Plan, materialise
from notify.plans import no_calendars, plan_of
from notify.roster import Interval, who
from notify.rotation import Rotation
from notify.tables import Layer, Shift
from tests.integration.notify.conftest import DISTRICT, TEAM
from tests.integration.notify.conftest import District as Fixture

NEW_YORK = ZoneInfo("America/New_York")
NOON = datetime(2026, 3, 4, 12, 0, tzinfo=NEW_YORK).astimezone(UTC)
WEEKS = b"weeks".ljust(16)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=NEW_YORK).astimezone(UTC)


def weekly(district: Fixture, *names: str, layer: bytes = WEEKS, **more: Any) -> Rotation:
    return Rotation(
        layer,
        "America/New_York",
        tuple(district.persons[name] for name in names),
        date(2026, 3, 2),
        16 * 60,
        **more,
    )


def within(district: Fixture, unit: Callable[[Connection], Any]) -> Any:
    with district.database.engine.begin() as conn:
        return unit(conn)


def set_up(district: Fixture, *rotations: Rotation) -> None:
    """These rotations and nothing else."""
    district.at = NOON

    def unit(conn: Connection) -> None:
        for table in (Layer, Shift, kept.Rotation, kept.RotationMember, kept.Override):
            conn.execute(delete(table))
        for rotation in rotations:
            layers.save_layer(conn, district=DISTRICT, team=TEAM, layer=rotation)
        rotas.refresh(conn, district=DISTRICT, team=TEAM, now=district.at)

    within(district, unit)


def called(district: Fixture, moment: datetime) -> list[str]:
    names = {person: name for name, person in district.persons.items()}
    found = within(district, lambda conn: oncall.on_call(conn, district=DISTRICT, team=TEAM, now=moment))
    return [names[person] for person in found]


def rows(district: Fixture) -> list[Any]:
    return list(
        within(
            district,
            lambda conn: conn.execute(
                select(Shift.position, Shift.starts, Shift.ends, Shift.person, Shift.layer).order_by(
                    Shift.position, Shift.starts
                )
            ).all(),
        )
    )


def refresh(district: Fixture) -> None:
    within(district, lambda conn: rotas.refresh(conn, district=DISTRICT, team=TEAM, now=district.at))


def test_who_is_called_at_ten_past_two_on_the_seventh_of_march(both: Fixture) -> None:
    set_up(both, weekly(both, "Ana", "Ben"), weekly(both, "Ben", "Ana", layer=b"2".ljust(16), position=1))
    assert called(both, at("2026-03-07T02:10")) == ["Ana", "Ben"]
    assert called(both, at("2026-03-14T02:10")) == ["Ben", "Ana"]


def test_thirty_days_are_made_ahead_and_the_tick_carries_them_on(both: Fixture) -> None:
    set_up(both, weekly(both, "Ana", "Ben"))
    for hours in (0, 6, 18, 24 * 9):
        both.at = NOON + timedelta(hours=hours)
        refresh(both)
        last = rows(both)[-1]
        assert last.ends == int((both.at + rotas.AHEAD).timestamp())


def test_a_shift_that_goes_on_keeps_its_row_and_its_beginning(both: Fixture) -> None:
    set_up(both, weekly(both, "Ana", "Ben"))
    before = rows(both)
    both.at += timedelta(hours=30)
    refresh(both)
    after = rows(both)
    assert after[0] == before[0]
    assert after[:-1] == before[:-1]


def test_what_is_past_stays_as_it_was(both: Fixture) -> None:
    set_up(both, weekly(both, "Ana", "Ben"))
    both.at += timedelta(days=2)
    change(both, lambda conn: layers.remove_layer(conn, district=DISTRICT, team=TEAM, layer=WEEKS))
    assert called(both, NOON + timedelta(days=1)) == ["Ana"]
    assert called(both, both.at) == []


def change(district: Fixture, act: Callable[[Connection], object]) -> tuple[rotas.Turned, ...]:
    return within(  # type: ignore[no-any-return]  # a unit's own result
        district,
        lambda conn: rotas.change(
            conn,
            district=DISTRICT,
            team=TEAM,
            now=district.at,
            calendars=no_calendars,
            act=lambda: act(conn),
        ),
    )


def test_a_change_that_fails_in_the_middle_leaves_every_moment_as_it_was(both: Fixture) -> None:
    set_up(both, weekly(both, "Ana", "Ben"))
    before = rows(both)

    def broken(conn: Connection) -> None:
        layers.save_layer(conn, district=DISTRICT, team=TEAM, layer=weekly(both, "Cho"))
        rotas.refresh(conn, district=DISTRICT, team=TEAM, now=both.at)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        within(both, broken)
    assert rows(both) == before


def test_no_reader_sees_a_moment_without_anybody_while_a_rota_is_changed(both: Fixture) -> None:
    set_up(both, weekly(both, "Ana", "Ben"))
    with both.database.engine.begin() as conn:
        layers.save_layer(conn, district=DISTRICT, team=TEAM, layer=weekly(both, "Cho"))
        rotas.refresh(conn, district=DISTRICT, team=TEAM, now=both.at)
        if both.database.engine.dialect.name == "postgresql":
            assert called_by_a_reader(both) == 1
    assert called(both, both.at) == ["Cho"]


def called_by_a_reader(district: Fixture) -> int:
    at_ = int(district.at.timestamp())
    with district.database.engine.connect() as reader:
        return int(
            reader.execute(
                select(func.count()).select_from(Shift).where(Shift.starts <= at_, Shift.ends > at_)
            ).scalar_one()
        )


def test_it_says_for_whom_what_changed(both: Fixture) -> None:
    set_up(both, weekly(both, "Ana", "Ben"))
    override = Override(
        b"o".ljust(16),
        at("2026-03-06T12:00"),
        at("2026-03-08T12:00"),
        both.persons["Cho"],
        both.persons["Ana"],
    )
    turned = change(
        both, lambda conn: overrides.add_override(conn, district=DISTRICT, team=TEAM, override=override)
    )
    told = {one.person: one for one in turned}
    assert set(told) == {both.persons["Ana"], both.persons["Cho"]}
    (won,) = told[both.persons["Cho"]].won
    assert (won.starts, won.ends) == (override.starts, override.ends)
    assert [one.starts for one in told[both.persons["Ana"]].lost] == [override.starts]


def test_the_clock_finds_no_change_where_there_is_none(both: Fixture) -> None:
    set_up(both, weekly(both, "Ana", "Ben"))
    for hours in (1, 7, 24 * 5, 24 * 45):
        both.at = NOON + timedelta(hours=hours)
        turned = within(
            both,
            lambda conn: rotas.renew(conn, district=DISTRICT, team=TEAM, now=both.at, calendars=no_calendars),
        )
        assert turned == ()


def offered(district: Fixture, name: str, starts: datetime, ends: datetime) -> bytes:
    made = Offer(hashlib.sha256(name.encode()).digest()[:16], TEAM, 0, starts, ends, district.persons[name])
    within(district, lambda conn: offers.make_offer(conn, district=DISTRICT, offer=made, now=district.at))
    return made.offer


def taken(district: Fixture, offer: bytes, name: str) -> tuple[rotas.Turned, ...]:
    return change(
        district,
        lambda conn: offers.take(
            conn, district=DISTRICT, team=TEAM, offer=offer, taker=district.persons[name], now=district.at
        ),
    )


@pytest.mark.parametrize(
    ("starts", "ends"),
    [
        ("2026-03-02T16:00", "2026-03-09T16:00"),  # clocks go forward in it
        ("2026-10-26T16:00", "2026-11-02T16:00"),  # and back
    ],
)
def test_a_swap_at_the_minute_of_handoff_rings_the_taker_from_that_minute_on(
    both: Fixture, starts: str, ends: str
) -> None:
    rotation = weekly(both, "Ana", "Ben")
    set_up(both, rotation)
    both.at = at(starts) - timedelta(days=5)
    refresh(both)
    holder = called(both, at(starts))[0]
    (taker,) = {"Ana", "Ben"} - {holder}
    offer = offered(both, holder, at(starts), at(ends))
    assert called(both, at(starts)) == [holder], "an offer alone changes nothing"
    both.at = at(starts)  # it is taken in the very second in which it begins
    refresh(both)
    assert called(both, both.at) == [holder]
    taken(both, offer, taker)
    assert called(both, at(starts)) == [taker]
    assert called(both, at(ends) - timedelta(seconds=1)) == [taker]
    both.page()
    both.work()
    both.phone(taker).expects("7KQ2XX")
    both.phone(holder).expects_nothing()


def test_who_takes_a_running_shift_has_it_from_now_on(both: Fixture) -> None:
    set_up(both, weekly(both, "Ana", "Ben"))
    offer = offered(both, "Ana", at("2026-03-02T16:00"), at("2026-03-09T16:00"))
    both.at += timedelta(hours=3)
    taken(both, offer, "Cho")
    assert called(both, both.at - timedelta(minutes=1)) == ["Ana"]
    assert called(both, both.at) == ["Cho"]
    assert called(both, at("2026-03-09T16:00")) == ["Ben"]


def test_an_offered_shift_that_is_over_is_taken_by_nobody(both: Fixture) -> None:
    set_up(both, weekly(both, "Ana", "Ben"))
    offer = offered(both, "Ana", NOON, NOON + timedelta(hours=1))
    both.at += timedelta(hours=1)
    with pytest.raises(OfferRefused, match="over"):
        taken(both, offer, "Cho")


def test_of_two_who_take_one_shift_one_has_it(both: Fixture) -> None:
    set_up(both, weekly(both, "Ana", "Ben"))
    offer = offered(both, "Ana", NOON, at("2026-03-09T16:00"))
    taken(both, offer, "Cho")
    with pytest.raises(OfferRefused, match="no longer offered"):
        taken(both, offer, "Dee")
    assert called(both, both.at) == ["Cho"]


def test_a_shift_that_was_taken_can_be_offered_again(both: Fixture) -> None:
    set_up(both, weekly(both, "Ana", "Ben"))
    ends = at("2026-03-09T16:00")
    taken(both, offered(both, "Ana", NOON, ends), "Cho")
    taken(both, offered(both, "Cho", NOON, ends), "Dee")
    assert called(both, both.at) == ["Dee"]


def test_what_is_not_ones_own_or_over_or_withdrawn_does_not_change_hands(both: Fixture) -> None:
    set_up(both, weekly(both, "Ana", "Ben"))
    ends = at("2026-03-09T16:00")
    with pytest.raises(OfferRefused, match="no longer theirs"):
        offered(both, "Ben", NOON, ends)
    with pytest.raises(OfferRefused, match="no longer theirs"):
        offered(both, "Ana", NOON, ends + timedelta(minutes=1))
    with pytest.raises(OfferRefused, match="over"):
        offered(both, "Ana", NOON - timedelta(days=1), NOON)
    offer = offered(both, "Ana", NOON, ends)
    with pytest.raises(OfferRefused, match="own"):
        taken(both, offer, "Ana")
    with pytest.raises(OfferRefused, match="already"):
        within(
            both,
            lambda conn: offers.make_offer(
                conn,
                district=DISTRICT,
                offer=Offer(b"again".ljust(16), TEAM, 0, NOON, ends, both.persons["Ana"]),
                now=both.at,
            ),
        )
    with pytest.raises(OfferRefused, match="Somebody else"):
        within(
            both,
            lambda conn: offers.withdraw(
                conn, district=DISTRICT, team=TEAM, offer=offer, person=both.persons["Ben"]
            ),
        )
    within(
        both,
        lambda conn: offers.withdraw(
            conn, district=DISTRICT, team=TEAM, offer=offer, person=both.persons["Ana"]
        ),
    )
    with pytest.raises(OfferRefused, match="no longer offered"):
        taken(both, offer, "Cho")
    assert called(both, both.at) == ["Ana"]


def test_an_offer_of_what_was_changed_meanwhile_is_refused(both: Fixture) -> None:
    set_up(both, weekly(both, "Ana", "Ben"))
    offer = offered(both, "Ana", NOON, at("2026-03-09T16:00"))
    change(
        both,
        lambda conn: layers.save_layer(conn, district=DISTRICT, team=TEAM, layer=weekly(both, "Ben")),
    )
    with pytest.raises(OfferRefused, match="no longer theirs"):
        taken(both, offer, "Cho")


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_after_any_acts_the_rows_say_what_the_plan_says(district: Fixture, data: st.DataObject) -> None:
    set_up(district, weekly(district, "Ana", "Ben"))
    people = [district.persons[name] for name in ("Ana", "Ben", "Cho")]
    for number in range(data.draw(st.integers(1, 5))):
        district.at += timedelta(minutes=data.draw(st.integers(0, 60 * 24 * 6)))
        begins = district.at + timedelta(minutes=data.draw(st.integers(-600, 6000)))
        override = Override(
            number.to_bytes(16, "big"),
            begins,
            begins + timedelta(minutes=data.draw(st.integers(1, 6000))),
            *data.draw(st.permutations(people))[:2],
            data.draw(st.none() | st.integers(0, 1)),
        )
        change(
            district,
            lambda conn, this=override: overrides.add_override(  # type: ignore[misc]  # bound now
                conn, district=DISTRICT, team=TEAM, override=this
            ),
        )
    assert_rows_are_the_plan(district)


def assert_rows_are_the_plan(district: Fixture) -> None:
    refresh(district)
    start, end = district.at, district.at + rotas.AHEAD

    def unit(conn: Connection) -> tuple[Plan, tuple[Interval, ...]]:
        plan = plan_of(conn, district=DISTRICT, team=TEAM, start=start, end=end, calendars=no_calendars)
        return plan, oncall.intervals(conn, district=DISTRICT, team=TEAM, start=start, end=end)

    plan, made = within(district, unit)
    wanted = materialise(plan, start, end)
    moment = start
    while moment < end:
        assert who(made, moment) == who(wanted, moment), moment
        places = [one.position for one in made if one.starts <= moment < one.ends]
        assert len(places) == len(set(places)), moment
        moment += timedelta(minutes=7)


def at_once(acts: list[Callable[[], object]]) -> list[object]:
    """What each did, or the error it met; all begin together."""
    start = threading.Barrier(len(acts))

    def run(act: Callable[[], object]) -> object:
        start.wait()
        try:
            return act()
        except Exception as error:  # noqa: BLE001 -- the test looks at it
            return error

    with ThreadPoolExecutor(len(acts)) as threads:
        return list(threads.map(run, acts))


def test_of_two_who_take_one_shift_at_once_one_has_it_and_nothing_breaks(both: Fixture) -> None:
    set_up(both, weekly(both, "Ana", "Ben"))
    offer = offered(both, "Ana", NOON, at("2026-03-09T16:00"))
    done = at_once([lambda: taken(both, offer, "Cho"), lambda: taken(both, offer, "Dee")])
    (refused,) = [one for one in done if isinstance(one, Exception)]
    assert isinstance(refused, OfferRefused)
    winner = "Dee" if done[0] is refused else "Cho"
    assert called(both, both.at) == [winner]


def test_a_worker_that_renews_while_a_registrar_changes_the_rota_waits_and_sees_the_change(
    both: Fixture,
) -> None:
    set_up(both, weekly(both, "Ana", "Ben"))
    both.at += timedelta(hours=5)
    refresh(both)
    with ThreadPoolExecutor(1) as worker, both.database.engine.begin() as conn:
        rotas.change(
            conn,
            district=DISTRICT,
            team=TEAM,
            now=both.at,
            calendars=no_calendars,
            act=lambda: layers.save_layer(
                conn, district=DISTRICT, team=TEAM, layer=weekly(both, "Cho", "Dee")
            ),
        )
        renewing = worker.submit(refresh, both)
        with pytest.raises(TimeoutError):
            renewing.result(timeout=0.5)
        conn.commit()
        renewing.result(timeout=30)
    assert called(both, both.at) == ["Cho"]
    assert_rows_are_the_plan(both)
