"""What the demo tells: addresses and sign-ins, as a file for programs and as lines for people."""

from typing import Any

from notify import oncall
from reporting.app.house import House
from reporting.demo.cast import CAST, HOTLINE
from reporting.demo.district import Admitted
from reporting.settings import Settings


def facts(settings: Settings, house: House, admitted: Admitted) -> dict[str, Any]:
    """The shape of `demo.json`, see docs/demo.md."""
    awake = on_call_names(house)
    return {
        "public": settings.public_base,
        "staff": settings.staff_base,
        "hotline": HOTLINE,
        "schools": [option.value for option in house.ground.roll.schools()],
        "sign_ins": [
            {
                "email": player.form.email,
                "password": player.password,
                "totp_secret": admitted.two_step.get(player.form.email),
                "name": player.form.name,
                "role": player.role,
                "school": _school(house, player.form.school),
                "phone": player.form.phone,
                "on_call": player.form.name in awake,
            }
            for player in CAST
        ],
    }


def shown(settings: Settings, admitted: Admitted) -> str:
    """For the terminal."""
    lines = [
        "",
        "  Quietline demo: Maple Valley School District, all of it invented.",
        "",
        f"  Students    {settings.public_base}",
        f"  Staff       {settings.staff_base}/sign-in",
        f"  Phones      {settings.staff_base}/simulator",
        "",
    ]
    width = max(len(player.form.email) for player in CAST)
    for player in CAST:
        second = "  and a code" if player.form.email in admitted.two_step else ""
        lines.append(f"  {player.form.email:<{width}}  {player.password}  {player.form.title}{second}")
    for email, secret in admitted.two_step.items():
        lines.append(f"  {'':<{width}}  code secret of {email}: {secret}")
    return "\n".join([*lines, "", "  Stop with Ctrl-C. Everything is wiped at the next start.", ""])


def on_call_names(house: House) -> frozenset[str]:
    """Who is called first or second now, whatever the team."""
    ground = house.ground
    with ground.database.read() as conn:
        persons = {
            person
            for team in house.people.directory.teams()
            for person in oncall.on_call(conn, district=ground.district, team=team.id, now=ground.clock())
        }
    return frozenset(name for name in _names(house, persons))


def _names(house: House, persons: set[bytes]) -> list[str]:
    return [person.name for person in house.people.directory.staff() if person.id in persons]


def _school(house: House, place: int | None) -> str | None:
    return None if place is None else house.ground.roll.schools()[place].value
