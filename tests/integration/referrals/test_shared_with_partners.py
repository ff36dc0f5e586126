"""Staff and partners share a calendar of trainings and the sheets of campaigns, behind the link that a partner has anyway."""

import re
from datetime import timedelta
from typing import Any

import pytest
from icalendar import Calendar
from sqlalchemy import select

from reporting.store.trainings import TRAINING
from tests.integration.app.conftest import BASE, Browser, staff_app
from tests.integration.referrals.conftest import Referred

TITLE = "canary Listening to grief"


@pytest.fixture
def link(harbor: Referred) -> str:
    """The path of Harbor House's own link."""
    house = harbor.house
    address = house.house.asking.hand_over(house.sessions["administrator"], harbor.organization)
    return "/partners/entry/" + address.rsplit("/", 1)[-1]


def at(harbor: Referred, role: str | None = None) -> Browser:
    house = harbor.house
    return Browser(staff_app(house.doors, house.house.foundation), house.cookies[role] if role else None)


def form(harbor: Referred, days: int = 3, **other: str) -> dict[str, str]:
    day = (harbor.house.clock() + timedelta(days=days)).date().isoformat()
    said = {
        "title": TITLE,
        "day": day,
        "begins": "15:00",
        "ends": "16:30",
        "place": "Room 4",
        "about": "All.",
    }
    return said | other


def file(page: Browser, path: str) -> Any:
    return Calendar.from_ical(page.get(path).text)


def test_a_partner_adds_a_training_by_its_link_and_staff_see_whose_it_is(harbor: Referred, link: str) -> None:
    partner, staff = at(harbor), at(harbor, "north_too")
    assert f'href="{link}/shared"' in partner.get(link).text
    partner.get(f"{link}/shared")
    assert "Kept." in partner.post(f"{link}/shared", **form(harbor)).text
    assert 'href="/trainings"' in staff.get("/directory").text
    page = staff.get("/trainings").text
    assert TITLE in page
    assert "Harbor House" in page
    with harbor.house.house.foundation.database.read() as conn:
        (row,) = conn.execute(select(TRAINING)).all()
    assert b"canary" not in row.sealed  # what somebody wrote rests sealed


def test_staff_add_one_and_a_calendar_program_reads_it_in_the_districts_time(
    harbor: Referred, link: str
) -> None:
    staff = at(harbor, "north")
    staff.get("/trainings")
    assert "Kept." in staff.post("/trainings", **form(harbor)).text
    made = staff.post("/trainings/calendar").text
    address = re.search(r'id="address">([^<]+)<', made)[1]  # type: ignore[index]
    path = address.removeprefix(BASE)
    for calendar in (file(at(harbor), path), file(staff, "/trainings/trainings.ics"),
                     file(at(harbor), f"{link}/shared/trainings.ics")):  # fmt: skip
        (event,) = calendar.walk("VEVENT")
        assert TITLE in str(event["SUMMARY"])
        assert event.decoded("DTSTART").hour == 21  # three in the afternoon in Chicago, in winter
        assert event.decoded("DTEND") - event.decoded("DTSTART") == timedelta(minutes=90)
    staff.get("/trainings")
    staff.post("/trainings/calendar")
    assert at(harbor).get(path).status == 404  # the one before is dead
    assert at(harbor).get("/trainings/feed/" + "x" * 43 + ".ics").status == 404


def test_only_leads_take_one_out(harbor: Referred, link: str) -> None:
    partner = at(harbor)
    partner.get(f"{link}/shared")
    partner.post(f"{link}/shared", **form(harbor))
    value = re.search(r"/trainings/([0-9a-f]+)/drop", at(harbor, "administrator").get("/trainings").text)[1]  # type: ignore[index]
    other = at(harbor, "south_too")
    assert f"/trainings/{value}/drop" not in other.get("/trainings").text
    assert other.post(f"/trainings/{value}/drop").status == 403
    lead = at(harbor, "administrator")
    lead.get("/trainings")
    assert TITLE not in lead.post(f"/trainings/{value}/drop").text


@pytest.mark.parametrize(
    ("other", "said"),
    [
        ({"title": " "}, "Give it a name"),
        ({"day": "soon"}, "Say on which day"),
        ({"ends": "14:00"}, "Say on which day"),
        ({"day": "2020-01-01"}, "Say on which day"),
    ],
)
def test_what_is_missing_is_said_and_what_was_typed_stays(
    harbor: Referred, link: str, other: dict[str, str], said: str
) -> None:
    partner = at(harbor)
    partner.get(f"{link}/shared")
    partner.post(f"{link}/shared", **form(harbor, **other))
    assert partner.status == 422
    assert said in partner.text
    assert 'value="Room 4"' in partner.text


def test_a_link_in_wrong_hands_fills_no_calendar_and_one_that_ended_opens_nothing(
    harbor: Referred, link: str
) -> None:
    partner = at(harbor)
    partner.get(f"{link}/shared")
    for day in range(20):
        partner.post(f"{link}/shared", **form(harbor, days=1 + day))
        assert partner.status == 200
    assert partner.post(f"{link}/shared", **form(harbor)).status == 422
    harbor.house.clock.advance(days=31)
    assert at(harbor).get(f"{link}/shared").status == 404
    assert at(harbor).get(f"{link}/shared/trainings.ics").status == 404
    assert at(harbor).get("/partners/entry/" + "x" * 43 + "/shared").status == 404


def test_sheets_of_campaigns_that_run_are_there_to_fetch_and_their_counts_are_not(
    harbor: Referred, link: str
) -> None:
    lead = at(harbor, "administrator")
    lead.get("/campaigns")
    lead.post("/campaigns", name="kestrel hallway", school="", lang="en")
    page = at(harbor).get(f"{link}/shared").text
    sheets = re.findall(rf'href="({link}/shared/[A-Z0-9]+/\w+\.pdf)"', page)
    assert len(sheets) == 3
    assert "kestrel" not in page
    client = staff_app(harbor.house.doors, harbor.house.house.foundation).test_client()
    assert client.get(sheets[0], base_url=BASE).data.startswith(b"%PDF")
    code = sheets[0].split("/")[-2]
    lead.get(f"/campaigns/{code}")
    lead.post(f"/campaigns/{code}/end")
    assert client.get(sheets[0], base_url=BASE).status_code == 404
