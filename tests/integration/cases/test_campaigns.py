"""How many came by a poster: counted by week, of nobody, never told below ten, and still there after a restart."""

from typing import Any

import pytest

from reporting.app.sites import public_site
from reporting.cases.campaign_counter import CampaignCounter
from reporting.cases.campaigns import visits
from reporting.cases.refusals import NotAllowed
from reporting.cases.return_counter import week_of
from reporting.people.refused import Refused
from reporting.staff.campaign_view import CampaignForm
from reporting.store import campaigns
from reporting.store.campaigns import CampaignTally
from reporting.store.errors import StoreError

GYM = CampaignForm("Gym doors, fall", "", "en")


def begun(house: Any, form: CampaignForm = GYM) -> str:
    return house.doors.campaigns.begin(house.sessions["north"], form)


def weeks(house: Any, code: str) -> list[int | None]:
    return [one.n for one in house.doors.campaigns.page(house.sessions["north"], code).visits.weeks]


def kept(house: Any) -> list[tuple[str, int]]:
    with house.house.foundation.database.read() as conn:
        return [(one.code, one.n) for one in campaigns.visits_since(conn, house.house.ground.district, 0)]


def test_the_students_page_counts_who_came_by_it_and_says_nothing_of_it(founded_house: Any) -> None:
    house = founded_house
    code = begun(house)
    student = public_site(house.house).test_client()
    plain = student.get("/", base_url="http://localhost")
    for path in [f"/?p={code}"] * 11 + ["/?p=ZZZZ", "/?p=" + "x" * 4000, "/?p=", f"/?p={code.lower()}", "/"]:
        answer = student.get(path, base_url="http://localhost")
        assert answer.status_code == 200
        assert "Set-Cookie" not in answer.headers
        assert 'action="/"' in answer.text
        assert code not in answer.text
        assert len(answer.text) == len(plain.text)
    student.get(f"/return?p={code}", base_url="http://localhost")
    assert weeks(house, code) == [None] * 11 + [11]


def test_fewer_than_ten_are_not_said_and_no_sum_gives_them_away(founded_house: Any) -> None:
    house = founded_house
    code = begun(house)
    for count in (9, 12):
        for _ in range(count):
            house.house.campaigns.seen(code)
        house.clock.advance(days=7)
    page = house.doors.campaigns.page(house.sign_in_as("north"), code)
    assert [one.n for one in page.visits.weeks][-3:] == [None, 12, None]
    assert page.visits.at_least == 12
    assert visits([CampaignTally("ZZZZ", 4, 50)], code, (4,)).most == 0


def test_counts_are_written_five_and_more_together_and_all_when_it_stops(founded_house_on_each: Any) -> None:
    house = founded_house_on_each
    code = begun(house)
    for _ in range(4):
        house.house.campaigns.seen(code)
    house.house.campaigns.flush()
    assert kept(house) == []
    house.house.campaigns.seen(code)
    house.house.campaigns.flush()
    assert kept(house) == [(code, 5)]
    for _ in range(6):
        house.house.campaigns.seen(code)
    house.house.campaigns.flush()
    house.house.campaigns.seen(code)
    house.restart()
    assert kept(house) == [(code, 12)]
    page = house.doors.campaigns.page(house.sign_in_as("north"), code)
    assert [one.n for one in page.visits.weeks][-1] == 12


def test_what_could_not_be_counted_keeps_nobody_from_the_page(founded_house: Any, caplog: Any) -> None:
    house = founded_house
    code = begun(house)

    class Down:
        def read(self) -> Any:
            raise StoreError

    counter = CampaignCounter(Down(), house.house.ground.district, house.clock)
    counter.seen(code)
    assert counter.gathered() == ()
    assert code not in caplog.text


def test_an_ended_one_is_counted_no_more(founded_house: Any) -> None:
    house = founded_house
    code = begun(house)
    house.doors.campaigns.end(house.sessions["designee"], code)
    for _ in range(20):
        house.house.campaigns.seen(code)
    assert house.house.campaigns.gathered() == ()
    assert house.doors.campaigns.page(house.sessions["north"], code).campaign.ended


def test_registrars_and_leads_begin_end_and_see_counts_and_others_print(founded_house: Any) -> None:
    house, desk = founded_house, founded_house.doors.campaigns
    code = begun(house)
    for role, may in (("administrator", True), ("designee", True), ("south_too", False)):
        session = house.sessions[role]
        page = desk.page(session, code)
        assert (page.may, page.visits is not None) == (may, may)
        if may:
            desk.begin(session, GYM)
        else:
            with pytest.raises(NotAllowed):
                desk.begin(session, GYM)
            with pytest.raises(NotAllowed):
                desk.end(session, code)
    acts = [one.act for one in house.doors.audits.page(house.sessions["administrator"], None).rows]
    assert "began_campaign" in acts


@pytest.mark.parametrize("name", ["", "   ", "x" * 121, "Gym\x07doors"])
def test_a_name_is_needed_and_a_school_must_be_one_of_ours(founded_house: Any, name: str) -> None:
    with pytest.raises(Refused, match="name"):
        begun(founded_house, CampaignForm(name, "", "en"))
    with pytest.raises(Refused):
        begun(founded_house, CampaignForm("Gym", "ab" * 16, "en"))


def test_the_paper_leads_to_this_district_in_its_language_and_names_the_open_number_alone(
    founded_house: Any,
) -> None:
    house = founded_house
    school = house.school(0).hex()
    code = begun(house, CampaignForm("Puertas", school, "es"))
    row = house.doors.campaigns.page(house.sessions["north"], code).campaign
    assert row.url == f"{house.house.foundation.settings.public_base}/?p={code}&lang=es"
    assert row.school == "North High"


def test_a_week_is_the_finest_time_that_is_kept(founded_house: Any) -> None:
    house = founded_house
    code = begun(house)
    house.house.campaigns.seen(code)
    house.clock.advance(hours=30)
    house.house.campaigns.seen(code)
    assert house.house.campaigns.gathered() == (CampaignTally(code, week_of(house.clock()), 2),)
