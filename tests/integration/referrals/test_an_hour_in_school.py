"""A counselor takes an hour in school for a student whom nobody knows: once, without a name, and it can be given back."""

import re
import secrets
import threading
from dataclasses import replace
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from reporting.app.sites import public_site
from reporting.model.help.organization import Location, Organization
from reporting.model.help.service import Place, Schedule, Service
from reporting.model.help.words import Capacity
from reporting.model.ids import LocationId, PlaceId, SchoolId
from reporting.referrals.booking import HourTaken
from reporting.store.booked_hours import HOUR
from tests.integration.app.conftest import Browser, staff_app
from tests.integration.referrals.conftest import Referred, referred
from tests.integration.referrals.test_a_partner_opens_one_packet import sent


def in_school(harbor: Referred) -> Referred:
    """Harbor House is at the first school on Tuesdays and Thursdays, from nine to eleven."""
    house = harbor.house.house
    school = SchoolId(bytes.fromhex(house.ground.roll.schools()[0].value))
    room = Location(LocationId(secrets.token_bytes(16)), None, "Room 12", school=school)
    place = Place(PlaceId(secrets.token_bytes(16)), room.id, schedules=(Schedule("TU,TH", "09:00", "11:00"),))
    service = Service(
        harbor.service, harbor.organization, "Counseling", takes_referrals=True, capacity=Capacity.OPEN, places=(place,)
    )  # fmt: skip
    ada = harbor.house.sessions["administrator"]
    house.help.put(ada, [Organization(harbor.organization, "Harbor House", services=(service,))], [room])
    return harbor


@pytest.fixture
def there(harbor: Referred) -> Referred:
    return in_school(harbor)


def hours(harbor: Referred) -> Any:
    return harbor.doors.hours


def rows(harbor: Referred) -> list[Any]:
    with harbor.house.house.foundation.database.read() as conn:
        return list(conn.execute(select(HOUR)).all())


def at_desk(harbor: Referred, role: str = "north") -> Browser:
    house = harbor.house
    return Browser(staff_app(house.doors, house.house.foundation), house.cookies[role])


def read_by_student(harbor: Referred) -> str:
    client = public_site(harbor.house.house).test_client()
    return str(client.post("/return", data={"receipt": " ".join(harbor.words)}).text)


def test_free_hours_come_from_the_directorys_days_in_the_schools_own_time(there: Referred) -> None:
    free = hours(there).desk(there.counselor, there.reference).free
    zone, now = ZoneInfo("America/Chicago"), there.house.clock()
    assert {(one.starts.strftime("%a"), one.starts.hour) for one in free} == {
        ("Tue", 9), ("Tue", 10), ("Thu", 9), ("Thu", 10)
    }  # fmt: skip
    assert all(one.starts.tzinfo == zone and one.starts - now >= timedelta(hours=1) for one in free)
    assert max(one.starts for one in free) - now < timedelta(days=14)


def test_an_hour_is_taken_in_the_thread_and_read_there_by_the_student(there: Referred) -> None:
    page = at_desk(there)
    path = f"/threads/{there.reference}/hours"
    assert f'href="{path}"' in page.get(f"/threads/{there.reference}").text
    page.get(path)
    value = re.search(r'<option value="([0-9a-f]{32}\.\d+)"', page.text)[1]  # type: ignore[index]
    submission = re.search(r'name="submission" value="([0-9a-f]+)"', page.text)[1]  # type: ignore[index]
    page.post(path, hour=value, body="canary Harbor House has time for you.", submission=submission)
    assert "Taken." in page.text
    assert f'<option value="{value}"' not in page.text
    said = read_by_student(there)
    assert "canary Harbor House has time for you." in said
    assert "Room 12" in said
    assert "You give no name" in said


def test_the_row_of_an_hour_knows_place_and_time_and_nobody(there: Referred) -> None:
    free = hours(there).desk(there.counselor, there.reference).free
    hours(there).book(there.counselor, there.reference, secrets.token_bytes(16), free[0].value, "canary")
    (row,) = rows(there)
    assert set(row._fields) == {"district", "place", "starts", "id"}
    (thread,) = there.house.threads()
    assert row.id not in {thread.id, thread.reference.encode()}


def test_who_gives_it_back_frees_it_and_the_student_reads_so(there: Referred) -> None:
    desk = hours(there).desk(there.counselor, there.reference)
    hours(there).book(there.counselor, there.reference, secrets.token_bytes(16), desk.free[0].value, "")
    page = at_desk(there)
    page.get(f"/threads/{there.reference}/hours")
    id_ = re.search(r'name="id" value="([0-9a-f]+)"', page.text)[1]  # type: ignore[index]
    page.post(f"/threads/{there.reference}/hours/back", id=id_, submission="ab" * 16)
    assert "The hour is free again" in page.text
    assert rows(there) == []
    assert "not yours any more" in read_by_student(there)
    after = hours(there).desk(there.counselor, there.reference)
    assert (after.booked, after.free) == ((), desk.free)
    page.post(f"/threads/{there.reference}/hours/back", id=id_, submission="cd" * 16)
    assert page.status == 422


def test_the_partner_sees_that_the_hour_is_taken_and_nothing_of_whom(there: Referred) -> None:
    partner, _ = there.mailed()
    house = there.house.house
    browse = public_site(replace(house, referring=replace(house.referring, partner=partner))).test_client()
    _, token, pin = sent(there)
    assert "Hours in school that are taken" not in browse.post(f"/partner/{token}", data={"pin": pin}).text
    free = hours(there).desk(there.counselor, there.reference).free
    hours(there).book(
        there.counselor, there.reference, secrets.token_bytes(16), free[0].value, "canary words"
    )
    page = browse.post(f"/partner/{token}", data={"pin": pin}).text
    assert "Hours in school that are taken" in page
    assert "Room 12" in page
    assert "kestrel" not in page
    assert there.reference not in page


def test_who_cannot_open_the_thread_takes_no_hour_in_it(there: Referred) -> None:
    page = at_desk(there, "south")
    page.get("/account")
    assert page.get(f"/threads/{there.reference}/hours").status == 404


def test_an_hour_that_is_over_is_forgotten(there: Referred) -> None:
    free = hours(there).desk(there.counselor, there.reference).free
    hours(there).book(there.counselor, there.reference, secrets.token_bytes(16), free[0].value, "")
    hours(there).forget()
    assert len(rows(there)) == 1
    there.house.clock.now = free[0].starts + timedelta(days=1, seconds=1)
    hours(there).forget()
    assert rows(there) == []


def test_two_who_ask_at_once_get_one_hour_between_them(founded_house_on_each: Any) -> None:
    harbor = in_school(referred(founded_house_on_each))
    house = harbor.house
    house.tip("canary Another one cannot sleep either")
    (other,) = [one.reference for one in house.threads() if one.reference != harbor.reference]
    house.read("north", other)
    value = hours(harbor).desk(harbor.counselor, harbor.reference).free[0].value
    start, outcomes, begun = threading.Barrier(2), [], threading.Event()

    def meeting() -> Any:
        """Each has seen that the hour is free before either of them takes it."""
        met: list[int] = []

        def random(length: int) -> bytes:
            if begun.is_set() and not met:
                met.append(1)
                start.wait(20)
            return secrets.token_bytes(length)

        return random

    def ask(process: Any, reference: str) -> None:
        try:
            process.house.referring.hours.book(
                process.sessions["north"], reference, secrets.token_bytes(16), value, "mine"
            )
            outcomes.append("taken")
        except HourTaken:
            outcomes.append("too late")

    asked = [(house.with_random(meeting()), reference) for reference in (harbor.reference, other)]
    begun.set()
    threads = [threading.Thread(target=ask, args=pair) for pair in asked]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert sorted(outcomes) == ["taken", "too late"]
    assert len(rows(harbor)) == 1
    held = [
        hours(harbor).desk(house.sessions["north"], reference).booked
        for reference in (harbor.reference, other)
    ]
    assert sorted(len(one) for one in held) == [0, 1]
