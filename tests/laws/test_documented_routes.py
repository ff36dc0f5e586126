"""docs/api.md lists every route of both sites, and no other: exactly what the route tables hold."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from secrets import token_bytes
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask

from reporting.app.partner_serve import partner_site
from reporting.app.sites import public_site, staff_settings
from reporting.app.staff_doors import unfounded_doors
from reporting.app.unfounded_intake import NoIntakeYet, not_ready
from reporting.model.clock import system_clock
from reporting.settings import Settings
from reporting.staff.app import create_staff_app
from reporting.staff.simulator_pages import simulator_pages
from reporting.vault.ram_keys import RamKeys
from reporting.vault.xwing import PrivateKey

PAGE = Path(__file__).resolve().parents[2] / "docs" / "api.md"
ROW = re.compile(r"^\| `(GET|POST|PUT|PATCH|DELETE) ([^`]+)` \|", re.MULTILINE)
NOT_LISTED = {"HEAD", "OPTIONS"}
Routes = set[tuple[str, str]]


def routes(app: Flask) -> Routes:
    return {(method, rule.rule) for rule in app.url_map.iter_rules() for method in rule.methods - NOT_LISTED}


def written(*headings: str) -> Routes:
    """The routes under these headings of the page."""
    page = PAGE.read_text(encoding="utf-8")
    sections = {text.partition("\n")[0].strip(): text for text in re.split(r"^## ", page, flags=re.MULTILINE)}
    return {(found[1], found[2]) for heading in headings for found in ROW.finditer(sections[heading])}


@pytest.fixture
def foundation() -> Iterator[Any]:
    # A route table is made without asking a database or a key for anything.
    ram = RamKeys.create()
    yield SimpleNamespace(settings=Settings(), ram=ram, clock=system_clock, random=token_bytes)
    ram.close()


class Shown:
    """The service's window."""

    believed = terms = hours_of = answers = name = staticmethod(object)

    def ground(self) -> tuple[bytes, bytes, Any]:
        return bytes(16), bytes(32), PrivateKey(bytes(32)).public


@pytest.fixture
def students(house: Any) -> Flask:
    return public_site(house)


@pytest.fixture
def house(foundation: Any) -> Any:
    nobody = NoIntakeYet()
    return SimpleNamespace(
        foundation=foundation,
        web_intake=nobody,
        web_return=nobody,
        web_files=nobody,
        going_on=nobody,
        given_numbers=nobody,
        ready=not_ready,
        hearing=object(),
        tokens=tuple,
        calling=object(),
        help=SimpleNamespace(read=object()),
        vigil=object(),
        campaigns=SimpleNamespace(seen=lambda code: None),
        referring=SimpleNamespace(
            partner_entering=object(),
            partner_inbox=object(),
            hours=SimpleNamespace(of_organization=object()),
            student=object(),
            partner=object(),
            sides=object(),
        ),
        family=SimpleNamespace(student=object(), links=object()),
    )


@pytest.fixture
def staff(foundation: Any) -> Flask:
    """Everything at once: first start, getting ready, and the demo's phones."""
    doors = replace(
        unfounded_doors(object()),
        getting_ready=object(),
        rules=object(),
        on_call_time=SimpleNamespace(
            rota=object(), gaps=object(), absences=object(), calendars=object(), shifts=object()
        ),
        ladders=object(),
        pages_counted=object(),
        returns=object(),
        answering=object(),
        guidances=object(),
        canned=object(),
        campaigns=object(),
        referrals=object(),
        guardians=object(),
        stalled=object(),
        figures=(object(), object()),
        printing=object(),
        pilots=object(),
        outcomes=object(),
        hallway=object(),
        vigils=object(),
        texting=object(),
        passkeys=object(),
        drills=object(),
        browsers=object(),
        files=object(),
        held=object(),
        searches=object(),
        help=SimpleNamespace(schools=dict),
        asking=SimpleNamespace(by_mail=True),
        partnerships=object(),
        partner_people=object(),
        glass=object(),
        incidents=object(),
        incident_list=object(),
        interfaces=object(),
        exports=object(),
        hours=object(),
        trainings=object(),
        referral_files=object(),
    )
    settings = staff_settings(foundation)
    return create_staff_app(doors, settings, simulator_pages(None, None))


def test_every_route_of_the_students_site_is_written_down_and_no_other(students: Flask) -> None:
    assert written("Students' site", "Twilio's webhooks") == routes(students)


def test_every_route_of_the_staff_site_is_written_down_and_no_other(staff: Flask) -> None:
    assert written("Staff site", "The demo's phones") == routes(staff)


def test_the_partners_port_has_their_pages_and_what_is_written_down_for_it_and_no_other(
    foundation: Any,
) -> None:
    site = partner_site(Settings(), Shown(), object(), foundation.ram)
    theirs = {route for route in written("Students' site") if route[1].startswith("/partner")}
    assert routes(site) == theirs | written("Partners' port")


def test_the_students_site_then_leads_there_and_takes_nothing_for_them(
    students: Flask, house: Any, foundation: Any
) -> None:
    foundation.settings = Settings(partner_socket="/nowhere")
    apart = routes(public_site(house))
    gone = routes(students) - apart
    assert gone == {
        route for route in routes(students) if route[1].startswith("/partner") and route[0] == "POST"
    }
    assert apart < routes(students)


def test_a_new_route_would_be_missed(students: Flask) -> None:
    students.add_url_rule("/new", "new", lambda: "")
    assert ("GET", "/new") in routes(students) - written("Students' site", "Twilio's webhooks")
