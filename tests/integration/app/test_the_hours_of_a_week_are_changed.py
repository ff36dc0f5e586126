"""Turns that were written at the set-up are changed like any others: looked at first, then kept."""

from typing import Any

import pytest

from reporting.people.refused import Refused
from reporting.staff.rota_view import WeeklyForm, WeeklyTurn

ADMINISTRATOR = "administrator"


def team(house: Any, name: str = "South on call") -> str:
    return next(str(one.id.hex()) for one in house.house.people.directory.teams() if one.name == name)


def layer(house: Any) -> str:
    rota = house.doors.on_call_time.rota.team(house.sessions[ADMINISTRATOR], team(house))
    return str(rota.layers[0].value)


def turn(house: Any, role: str, begins: str, ends: str) -> WeeklyTurn:
    """`begins` and `ends` like `5 08:00`: a Saturday."""
    return WeeklyTurn(house.member(role).hex(), *begins.split(), *ends.split())


def test_hours_of_the_set_up_come_back_as_a_form_and_are_kept_as_they_were(founded_house: Any) -> None:
    house, rota = founded_house, founded_house.doors.on_call_time.rota
    session, before = house.sessions[ADMINISTRATOR], rota.team(house.sessions[ADMINISTRATOR], team(house))
    form = rota.layer(session, team(house), layer(house))
    assert form == WeeklyForm((turn(house, "south", "0 08:00", "5 08:00"),))
    rota.save_layer(session, team(house), layer(house), form)
    assert rota.team(session, team(house)) == before


def test_a_weekend_is_added_to_them_and_the_gap_is_closed(founded_house: Any, browse: Any) -> None:
    house = founded_house
    path = f"/on-call/teams/{team(house)}/layers/{layer(house)}"
    browser = browse(ADMINISTRATOR)
    assert "Change the hours of a week" in browser.get(path).text
    carla = house.member("south").hex()
    fields = {
        "kind": "weekly",
        "position": "0",
        "person": [carla, carla, ""],
        "from_day": ["0", "5", "0"],
        "from_clock": ["08:00", "08:00", ""],
        "to_day": ["5", "0", "0"],
        "to_clock": ["08:00", "08:00", ""],
    }
    browser.post(path, act="look", **fields)
    assert "With this every hour has somebody to rely on." in browser.text
    rota = house.doors.on_call_time.rota
    assert rota.team(house.sessions[ADMINISTRATOR], team(house)).gaps  # nothing is kept by looking
    browser.post(path, act="save", **fields)
    assert rota.team(house.sessions[ADMINISTRATOR], team(house)).gaps == ()


@pytest.mark.parametrize(
    ("turns", "code"),
    [
        ((), "rota_members"),
        ((("0 08:00", "3 08:00"), ("2 08:00", "5 08:00")), "rota_overlap"),
        ((("0 01:30", "3 08:00"),), "rota_handoff_unsafe"),
        ((("0 25:00", "3 08:00"),), "rota_clock"),
        ((("7 08:00", "3 08:00"),), "unknown"),
    ],
)
def test_hours_that_cannot_be_say_why(
    founded_house: Any, turns: tuple[tuple[str, str], ...], code: str
) -> None:
    house = founded_house
    form = WeeklyForm(tuple(turn(house, "south", begins, ends) for begins, ends in turns))
    with pytest.raises(Refused) as refusal:
        house.doors.on_call_time.rota.look_at_layer(
            house.sessions[ADMINISTRATOR], team(house), layer(house), form
        )
    assert refusal.value.code == code
