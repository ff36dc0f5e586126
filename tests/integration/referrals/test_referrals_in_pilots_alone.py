"""A district begins with referrals at some schools or needs: elsewhere nobody can propose one, until the pilot is there."""

from dataclasses import replace
from typing import Any

import pytest

from reporting.app.sites import public_site
from reporting.cases.offered import NotHereYet
from reporting.cases.refusals import NotAllowed
from reporting.families.guardian_desk import Proposing
from reporting.insights.cube import BAND, SCHOOL
from reporting.model.help.words import SharedField
from reporting.model.measure import Band
from reporting.people.refused import Refused
from reporting.pilots.keeping import Pilots
from reporting.pilots.plan import Feature, Plan
from reporting.referrals.deciding import Decided
from reporting.referrals.referral_desk import OnlyInPilots
from reporting.store import releases
from tests.integration.referrals.conftest import Referred
from tests.integration.referrals.texting import texting
from tests.integration.web import seen

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


def test_each_feature_waits_for_a_pilot_of_its_own(harbor: Referred, pilots: Pilots) -> None:
    house, reference = harbor.house.house, harbor.reference
    offer = harbor.propose()
    pilots.put_waiting(registrar(harbor), list(Feature))

    def begun_elsewhere() -> set[str | None]:
        return {
            harbor.doors.hours.desk(harbor.counselor, reference).refusal,
            house.family.staff.desk(harbor.counselor, reference).refusal,
        }

    assert begun_elsewhere() == {NotHereYet.code}
    with pytest.raises(NotHereYet):
        harbor.doors.hours.book(harbor.counselor, reference, b"h" * 16, "", "")
    said = Proposing("May we write with her?", "your mother", "That you wrote to us")
    with pytest.raises(NotHereYet):
        house.family.staff.propose(harbor.counselor, reference, b"g" * 16, said)
    # What was proposed before goes on as it was offered.
    assert harbor.doors.student.look(harbor.come_back().token, offer).standing.referral.offer.beside
    for feature in (Feature.HOURS, Feature.GUARDIANS):
        begun(harbor, pilots, replace(WHOLE, feature=feature))
    assert begun_elsewhere() == {None}


def test_where_no_pilot_of_it_runs_nobody_is_told_that_they_may_write(
    harbor: Referred, pilots: Pilots
) -> None:
    pilots.put_waiting(registrar(harbor), [Feature.SIDES])
    offer = harbor.propose(SharedField.FIRST_NAME)
    site = public_site(harbor.house.house).test_client()
    page = site.post("/return", data={"receipt": " ".join(harbor.words)}).text
    asked = site.post("/return/referral", data={"token": seen.hidden(page)["token"], "offer": offer}).text
    assert "They may write to me here" not in asked
    harbor.agree(offer, {SharedField.FIRST_NAME: "Robin"}, side=True)  # posted all the same
    harbor.send(offer)
    token = harbor.come_back().token
    with pytest.raises(Decided):
        harbor.doors.student.open_side(token, b"s" * 16, offer, "They may write to me")
    assert harbor.doors.student.look(token, offer).standing.referral.side is None


def test_by_text_is_begun_for_some_needs_and_a_browser_is_open_to_all(founded_house: Any) -> None:
    phone = texting(founded_house)
    pilots = Pilots(phone.house.house.ground, phone.house.house.people.ground.witness)
    ada = phone.house.sessions["administrator"]
    pilots.put_waiting(ada, [Feature.BY_TEXT])
    with pytest.raises(NotHereYet):
        phone.propose()
    page = phone.browse().get(f"/threads/{phone.reference}/referral").text
    assert ('id="how-text"' in page, 'id="how-web" checked' in page) == (False, True)
    phone.propose("web")
    value = pilots.make(ada, replace(WHOLE, feature=Feature.BY_TEXT, topics=("other",)))
    pilots.begin(ada, value)
    phone.propose()
