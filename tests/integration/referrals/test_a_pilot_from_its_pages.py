"""A registrar plans a pilot in the real house, by its pages alone, and a counselor finds referrals where it runs."""

import pytest

from reporting.app.sites import staff_settings
from reporting.staff.app import create_staff_app
from tests.integration.referrals.conftest import Referred
from tests.integration.staff.conftest import Staff

PLAN = {
    "name": "Referrals first",
    "topics": "substances",
    "feature": "referrals",
    "measure": "answered",
    "year": "2026",
    "baseline": "40",
    "target": "60",
    "go": "55",
    "stop": "45",
}


@pytest.fixture
def registrar(harbor: Referred) -> Staff:
    house = harbor.house
    app = create_staff_app(house.doors, staff_settings(house.house.foundation), None)
    staff = Staff(app, "https://localhost")
    for name in ("__Host-s", "s"):
        staff.client.set_cookie(name, house.cookies["administrator"], domain="localhost")
    return staff


def offered(harbor: Referred) -> bool:
    return harbor.doors.staff.desk(harbor.counselor, harbor.reference).refusal is None


def test_plan_begin_and_switch(harbor: Referred, registrar: Staff) -> None:
    registrar.get("/pilots")
    assert "It holds at once." in registrar.post("/pilots/features", only="referrals").text
    assert not offered(harbor)
    registrar.get("/pilots/new/change")
    assert "Kept." in registrar.post("/pilots/new/change", **PLAN).text
    value = registrar.answer.request.path.rpartition("/")[2]
    assert "is frozen" in registrar.post(f"/pilots/{value}/begin").text
    assert not offered(harbor)  # another need
    registrar.get(f"/pilots/{value}/change")
    changed = {**{key: text for key, text in PLAN.items() if key != "topics"}, "why": "For all needs"}
    assert "For all needs" in registrar.post(f"/pilots/{value}/change", **changed).text
    assert offered(harbor)
    registrar.post(f"/pilots/{value}/end")
    assert not offered(harbor)
