"""The first start: a few questions behind a one-time link, nothing made until the last one."""

from typing import Any

import pytest

from reporting.model.queue import QueueKind
from reporting.people.founding import TurnForm, Wish
from tests.integration.staff.made_up_texting import closed

DISTRICT = {"district": "Oak Valley", "line_name": "Oak Line", "zone": "America/Chicago", "lang": "en"}
PLACES = {"schools": "Northside High\nSouthside Middle\n\n  Northside   High "}
OWN = {
    "name": "Ana Ruiz",
    "title": "Administrator",
    "email": "ana@oak.example",
    "phone": "312 555 0110",
    "password": "four quiet words here",
    "again": "four quiet words here",
    "everyday": "yes",
}
PEOPLE = {
    "p1_name": "Ben Osei",
    "p1_title": "Counselor",
    "p1_email": "ben@oak.example",
    "p1_phone": "312 555 0111",
    "p1_school": "Southside Middle",
    "p1_crisis": "yes",
    "p1_registrar": "yes",
    "p3_name": "Carla Díaz",
    "p3_title": "Nurse",
    "p3_email": "carla@oak.example",
    "p3_designee": "yes",
}
HOTLINE = {
    "number": "+1 312 555 0100",
    "account": "AC" + "0" * 32,
    "token": "auth-token-zq1",
    "key": "SK" + "0" * 32,
    "secret": "key-secret-zq2",
}
TURNS = {
    "t1_team": "Northside High on call",
    "t1_email": "ana@oak.example",
    "t1_day": "mon",
    "t1_starts": "08:00",
    "t2_team": "Northside High on call",
    "t2_email": "ben@oak.example",
    "t2_day": "thu",
    "t2_starts": "20:00",
}
STEPS = {
    "district": DISTRICT,
    "places": PLACES,
    "administrator": OWN,
    "people": PEOPLE,
    "hotline": HOTLINE,
    "on_call": TURNS,
}


@pytest.fixture
def base(house: Any) -> str:
    return f"/set-up/{house.set_up_token}"


def fill(visitor: Any, base: str, **changed: dict[str, str]) -> None:
    for step, fields in (STEPS | changed).items():
        visitor.get(f"{base}/{step}").post(f"{base}/{step}", **fields)


def test_seven_pages_make_a_district_as_it_was_typed(visitor: Any, house: Any, base: str) -> None:
    fill(visitor, base)
    assert visitor.answer.request.path == f"{base}/review"
    visitor.post(f"{base}/review", understood="yes")
    assert "The district stands" in visitor.text
    form = house.founded[0]
    assert [school.name for school in form.schools] == ["Northside High", "Southside Middle"]
    assert [(team.name, team.school) for team in form.teams] == [
        ("Northside High on call", 0),
        ("Southside Middle on call", 1),
        ("District on call", None),
    ]
    assert form.administrator.registrar
    assert form.administrator.wishes == (Wish(QueueKind.DISTRICT, None),)
    ben, carla = form.people
    assert (ben.school, ben.registrar, ben.wishes) == (1, True, (Wish(QueueKind.CRISIS, 1),))
    assert (carla.phone, carla.wishes) == (None, (Wish(QueueKind.DESIGNEE),))
    assert form.hotline.students == form.hotline.staff == "+1 312 555 0100"
    assert form.twilio.auth_tokens == ("auth-token-zq1",)
    day = 24 * 60
    assert form.rotas[0].team == 0
    assert form.rotas[0].turns == (
        TurnForm(0, 8 * 60, 3 * day + 20 * 60),
        TurnForm(1, 3 * day + 20 * 60, 7 * day + 8 * 60),
    )


def test_each_persons_link_is_shown_once_and_the_set_up_link_is_dead(visitor: Any, base: str) -> None:
    fill(visitor, base)
    visitor.post(f"{base}/review", understood="yes")
    assert visitor.text.count("/join/") == 2
    assert visitor.get(base).status == 422
    assert "does not work any more" in visitor.text


def test_it_says_that_it_is_a_trial_and_what_a_lost_password_costs(
    visitor: Any, house: Any, base: str
) -> None:
    page = visitor.get(base).text
    assert "This is a trial until paper recovery exists." in page
    assert "A lost password loses those keys" in page
    fill(visitor, base)
    visitor.post(f"{base}/review")
    assert "Tick that you understand." in visitor.text
    assert not house.founded


def test_from_another_machine_nothing_is_shown(app: Any, base: str) -> None:
    answer = app.test_client().get(
        base, base_url="http://localhost", environ_overrides={"REMOTE_ADDR": "192.0.2.7"}
    )
    assert answer.status_code == 422
    assert "Open this link on the machine that runs the service" in answer.get_data(as_text=True)


@pytest.mark.parametrize(
    "wrong",
    [
        ("district", {"zone": ""}, "zone", "Choose a time zone"),
        ("district", {"district": " "}, "district", "Name of the district: Write a name"),
        ("places", {"schools": "\n \n"}, "schools", "at least one"),
        ("administrator", {"email": "ana"}, "email", "name@example.org"),
        ("administrator", {"password": "short", "again": "short"}, "password", "at least 12"),
        ("administrator", {"again": "other quiet words here"}, "again", "differ"),
        ("people", {"p1_email": "ANA@oak.example"}, "p1_email", "address of their own"),
        ("people", {"p3_phone": "12"}, "p3_phone", "Write the number"),
        ("hotline", {"account": "AC1"}, "account", "begins with AC"),
        ("hotline", {"secret": ""}, "secret", "needed"),
        ("on_call", {"t1_starts": "02:30"}, "t1_starts", "may happen twice or never"),
        ("on_call", {"t2_email": "carla@oak.example"}, "t2_email", "needs a phone number"),
        ("on_call", {"t2_day": "mon", "t2_starts": "08:00"}, "t2_starts", "at the same time"),
    ],
)
def test_a_wrong_field_is_pointed_at_and_everything_typed_is_kept(
    visitor: Any, base: str, wrong: tuple[str, dict[str, str], str, str]
) -> None:
    step, changed, field, says = wrong
    for before, fields in STEPS.items():
        if before == step:
            break
        visitor.get(f"{base}/{before}").post(f"{base}/{before}", **fields)
    typed = STEPS[step] | changed
    visitor.get(f"{base}/{step}").post(f"{base}/{step}", **typed)
    assert visitor.status == 422
    assert f'id="f-{field}-error"' in visitor.text
    assert says in visitor.text
    again = visitor.get(f"{base}/{step}").text
    secret = {"password", "again", "token", "secret"}
    for name, text in typed.items():
        kept = text.strip() in again
        assert name in secret or kept, f"{name} was lost"
        assert name not in secret or not text or text not in again, f"{name} stands in the page"


def test_the_last_page_names_what_is_still_open(visitor: Any, house: Any, base: str) -> None:
    visitor.get(base).post(f"{base}/district", **DISTRICT)
    page = visitor.get(f"{base}/review").text
    assert "Still open:" in page
    assert f'href="{base}/places"' in page
    assert "Make the district" not in page
    visitor.post(f"{base}/review", understood="yes")
    assert not house.founded


def test_a_test_text_is_sent_with_what_was_typed_before_anything_is_stored(
    visitor: Any, house: Any, base: str
) -> None:
    visitor.get(f"{base}/hotline").post(f"{base}/hotline/test", **HOTLINE, test_to="312 555 0199")
    assert house.tests_sent == [("+1 312 555 0100", "+13125550199")]
    assert "The test text left." in visitor.text
    assert not house.founded


def test_refused_credentials_say_which_and_keep_the_rest(visitor: Any, base: str) -> None:
    visitor.get(f"{base}/hotline").post(
        f"{base}/hotline/test", **HOTLINE | {"token": "bad"}, test_to="312 555 0199"
    )
    assert "Twilio refused these credentials." in visitor.text
    assert "AC" + "0" * 32 in visitor.text


def test_what_is_wrong_with_the_account_is_said_with_its_remedy_and_nothing_typed_is_lost(
    visitor: Any, house: Any, base: str
) -> None:
    house.texting = closed(house.texting)
    visitor.get(f"{base}/hotline").post(f"{base}/hotline/check", **HOTLINE)
    assert "+13125550100 has no A2P 10DLC registration" in visitor.text
    assert "file a campaign" in visitor.text
    assert 'value="+1 312 555 0100"' in visitor.text
    visitor.post(f"{base}/hotline/check", **HOTLINE | {"account": "nonsense"})
    assert visitor.status == 422
    assert not house.founded


def test_a_web_only_line_needs_no_carrier(visitor: Any, house: Any, base: str) -> None:
    fill(visitor, base, hotline=dict.fromkeys(HOTLINE, ""), on_call={})
    visitor.post(f"{base}/review", understood="yes")
    assert house.founded[0].twilio is None
    assert house.founded[0].rotas == ()


def test_a_form_that_stood_too_long_keeps_what_was_typed(visitor: Any, base: str) -> None:
    visitor.get(base).post(f"{base}/district", csrf_token="old", **DISTRICT)
    assert "stood too long" in visitor.text
    assert 'value="Oak Valley"' in visitor.text


def test_more_rows_come_without_losing_the_typed_ones(visitor: Any, base: str) -> None:
    visitor.get(base).post(f"{base}/places", **PLACES)
    visitor.get(f"{base}/people").post(f"{base}/people", **PEOPLE, more="rows")
    assert 'name="p7_name"' in visitor.text
    assert 'value="Carla Díaz"' in visitor.text
