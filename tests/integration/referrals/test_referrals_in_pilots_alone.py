"""A district begins with referrals at some schools or needs: elsewhere nobody can propose one, until the pilot is there."""

from dataclasses import replace
from typing import Any

import pytest

from reporting.cases.refusals import NotAllowed
from reporting.insights.cube import BAND, SCHOOL
from reporting.model.measure import Band
from reporting.people.refused import Refused
from reporting.pilots.keeping import Pilots
from reporting.pilots.plan import Feature, Plan
from reporting.referrals.referral_desk import OnlyInPilots
from reporting.store import releases
from tests.integration.referrals.conftest import Referred

WHOLE = Plan("Referrals first", (), (), Feature.REFERRALS, "answered", 2026, 40, 60, 55, 45)


@pytest.fixture
def pilots(harbor: Referred) -> Pilots:
    house = harbor.house.house
    return Pilots(house.ground, house.people.ground.witness)


def registrar(harbor: Referred) -> Any:
    return harbor.house.sessions["administrator"]


def school_of(harbor: Referred) -> bytes:
    house = harbor.house.house
    return bytes(next(one.id for one in house.people.directory.picture().schools if "North" in one.name))


def offered(harbor: Referred) -> bool:
    return harbor.doors.staff.desk(harbor.counselor, harbor.reference).refusal is None


def begun(harbor: Referred, pilots: Pilots, plan: Plan) -> str:
    value = pilots.make(registrar(harbor), plan)
    pilots.begin(registrar(harbor), value)
    return value


def test_only_where_a_pilot_runs_is_a_referral_proposed(harbor: Referred, pilots: Pilots) -> None:
    assert offered(harbor)
    pilots.put_waiting(registrar(harbor), [Feature.REFERRALS])
    assert harbor.doors.staff.desk(harbor.counselor, harbor.reference).refusal == "only_in_pilots"
    with pytest.raises(OnlyInPilots):
        harbor.propose()
    value = pilots.make(registrar(harbor), WHOLE)
    assert not offered(harbor)  # planned is not begun
    pilots.begin(registrar(harbor), value)
    assert offered(harbor)
    harbor.propose()
    pilots.end(registrar(harbor), value)
    assert not offered(harbor)


@pytest.mark.parametrize("how", ["school", "band", "need"])
def test_a_pilot_is_of_its_schools_grades_and_needs(harbor: Referred, pilots: Pilots, how: str) -> None:
    school, house = school_of(harbor), harbor.house.house
    pilots.put_waiting(registrar(harbor), [Feature.REFERRALS])
    other, own = {
        "school": ({"places": (SCHOOL + "00" * 16,)}, {"places": (SCHOOL + school.hex(),)}),
        "band": ({"places": (BAND + "middle",)}, {"places": (BAND + "high",)}),
        "need": ({"topics": ("substances",)}, {"topics": ("other",)}),
    }[how]
    house.ground.database.write(
        lambda conn: releases.put_band(conn, house.ground.district, school, Band.HIGH)
    )
    begun(harbor, pilots, replace(WHOLE, **other))
    assert not offered(harbor)
    begun(harbor, pilots, replace(WHOLE, **own))
    assert offered(harbor)


def test_what_was_expected_is_frozen_at_the_start(harbor: Referred, pilots: Pilots) -> None:
    ada = registrar(harbor)
    value = pilots.make(ada, WHOLE)
    pilots.change(ada, value, replace(WHOLE, go=50), "")
    assert [one.plan.go for one in pilots.one(ada, value).versions] == [50]
    pilots.begin(ada, value)
    with pytest.raises(Refused) as refused:
        pilots.change(ada, value, replace(WHOLE, go=48), " ")
    assert refused.value.code == "pilot_why"
    harbor.house.clock.advance(days=3)
    pilots.change(ada, value, replace(WHOLE, go=48), "The board asked for less")
    first, second = pilots.one(ada, value).versions
    assert (first.plan.go, second.plan.go) == (50, 48)
    assert second.why == "The board asked for less"
    assert second.minute - first.minute == 3 * 1440


def test_a_year_that_is_over_is_not_expected_any_more(harbor: Referred, pilots: Pilots) -> None:
    ada = registrar(harbor)
    value = pilots.make(ada, replace(WHOLE, year=2025))
    with pytest.raises(Refused) as refused:
        pilots.begin(ada, value)
    assert refused.value.code == "pilot_late"


def test_registrars_alone_change_pilots_and_who_leads_reads_them(harbor: Referred, pilots: Pilots) -> None:
    ada = registrar(harbor)
    value = pilots.make(ada, WHOLE)
    lead = harbor.house.sessions["north"]
    assert [one.plan for one in pilots.all(lead)] == [WHOLE]
    for act in (
        lambda: pilots.begin(lead, value),
        lambda: pilots.change(lead, value, WHOLE, "x"),
        lambda: pilots.spend(lead, value, {"what": "Ink", "dollars": "9"}),
        lambda: pilots.put_waiting(lead, []),
    ):
        with pytest.raises(NotAllowed):
            act()
