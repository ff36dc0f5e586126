"""From the printed link to a message taken: set-up pages, joining, letting in, keys, opening; nothing behind the pages."""

import re
import secrets
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from notify.account_facts import AccountFacts
from notify.ports import Busy, Misconfigured, Refused
from reporting.app.foundation import Foundation
from reporting.app.house import House
from reporting.app.staff_doors import FirstStart, join_base, staff_doors, unfounded_doors
from reporting.cases.tip import SchoolChoice, Tip
from reporting.people.founding import Founding, PersonForm
from reporting.people.refused import SetUpRefused
from reporting.people.set_up import SetUp
from reporting.people.set_up_link import SetUpLink

PASSWORD = "a kite over the wide lake"
LOCAL = "127.0.0.1"
DISTRICT = {"district": "Elm Schools", "line_name": "Elm Line", "zone": "America/Chicago", "lang": "en"}
ADMINISTRATOR = {
    "name": "Ada Stone",
    "title": "Administrator",
    "email": "ada@elm.example",
    "phone": "",
    "password": PASSWORD,
    "again": PASSWORD,
}
PEOPLE = {
    "p1_name": "Ana Ruiz",
    "p1_title": "Counselor",
    "p1_email": "ana@elm.example",
    "p1_phone": "+1 202 555 0101",
    "p1_school": "North High",
    "p1_everyday": "yes",
    "p1_crisis": "yes",
    "p2_name": "Ben Okafor",
    "p2_title": "Social worker",
    "p2_email": "ben@elm.example",
    "p2_school": "North High",
    "p2_everyday": "yes",
    "p2_crisis": "yes",
    "p3_name": "Carla Nguyen",
    "p3_title": "Counselor",
    "p3_email": "carla@elm.example",
    "p3_phone": "+1 202 555 0103",
    "p3_school": "South Middle",
    "p3_everyday": "yes",
    "p4_name": "Erin Castillo",
    "p4_title": "Student services director",
    "p4_email": "erin@elm.example",
    "p4_designee": "yes",
    "p4_registrar": "yes",
}
TURNS = {
    "t1_team": "North High on call",
    "t1_email": "ana@elm.example",
    "t1_day": "mon",
    "t1_starts": "08:00",
    "t2_team": "South Middle on call",
    "t2_email": "carla@elm.example",
    "t2_day": "mon",
    "t2_starts": "08:00",
}


@dataclass
class Start:
    """A first start: its link, its pages, and the house once it stands."""

    foundation: Foundation
    link: SetUpLink
    first: FirstStart
    carrier: Any
    build: Callable[[], House]
    houses: list[House] = field(default_factory=list)

    def founded(self) -> None:
        self.houses.append(self.build())

    def path(self, step: str = "") -> str:
        return f"/set-up/{self.link.token}{step}"


@pytest.fixture
def start(
    tmp_path: Path, _sqlite_template: Path, house_ram: Any, house_rulebook: Any, house_parts: Any
) -> Iterator[Start]:
    home = tmp_path / "house"
    home.mkdir()
    shutil.copy(_sqlite_template, home / "quietline.db")
    foundation = house_parts.new_foundation(home, house_ram, house_parts.clock())
    carrier = house_parts.carrier()
    set_up = SetUp(
        foundation.database,
        trust_path=foundation.settings.trust_directory,
        clock=foundation.clock,
        random=foundation.random,
        witness_for=house_parts.witness_for,
        price=house_parts.cheap,
    )
    link = SetUpLink(foundation.clock, foundation.random)
    made: list[Start] = []

    def founded() -> None:
        made[0].founded()

    first = FirstStart(
        set_up,
        link,
        carrier_for=lambda _hotline, _account: carrier,
        reader_for=lambda _hotline, _account: carrier,
        public_base="https://tell.elm.example",
        join_base=join_base(foundation.settings.staff_base),
        founded=founded,
    )
    one = Start(
        foundation,
        link,
        first,
        carrier,
        lambda: house_parts.new_house(foundation, carrier, house_rulebook),
    )
    made.append(one)
    yield one
    for house in one.houses:
        house.close()
    foundation.close()


@pytest.fixture
def visitor(start: Start, at_site: Any) -> Any:
    return at_site(unfounded_doors(start.first), start.foundation)


def fill_in(visitor: Any, start: Start) -> str:
    """All steps but the last; returns the page of the review."""
    visitor.get(start.path())
    for step, fields in (
        ("/district", DISTRICT),
        ("/places", {"schools": "North High\nSouth Middle"}),
        ("/administrator", ADMINISTRATOR),
        ("/people", PEOPLE),
        ("/hotline", {}),
        ("/on_call", TURNS),
    ):
        visitor.post(start.path(step), **fields)
        assert visitor.status == 200, step
    return str(visitor.text)


def found(visitor: Any, start: Start) -> dict[str, str]:
    """The district, and each person's joining link by name."""
    fill_in(visitor, start)
    visitor.post(start.path("/review"), understood="yes")
    names = re.findall(r'<h2 class="h3">([^<]+)</h2>', visitor.text)
    links = re.findall(r'class="link-once">http://localhost:8081(/join/[^<]+)<', visitor.text)
    return dict(zip(names, links, strict=True))


def sign_in(browser: Any, email: str) -> Any:
    browser.get("/sign-in")
    browser.post("/sign-in", email=email, password=PASSWORD)
    browser.get("/step-up")
    return browser.post("/step-up", password=PASSWORD)


def test_a_district_goes_from_its_link_to_its_first_message(start: Start, visitor: Any, at_site: Any) -> None:
    links = found(visitor, start)
    assert list(links) == ["Ana Ruiz", "Ben Okafor", "Carla Nguyen", "Erin Castillo"]
    (house,) = start.houses
    site = staff_doors(house)

    admin = sign_in(at_site(site, start.foundation), "ada@elm.example")
    assert "This line is not open yet" in admin.text
    page = admin.get("/getting-ready").text
    assert page.count("Has not used the link yet.") == 4
    assert "Make the keys" not in page

    for link in links.values():
        newcomer = at_site(site, start.foundation)
        newcomer.get(link)
        newcomer.post(link, password=PASSWORD, again=PASSWORD)
        assert newcomer.status == 200
    admin.get("/people/waiting")
    for value in re.findall(r'name="value" value="([0-9a-f]+)"', admin.text):
        admin.post("/people/waiting/admit", value=value)
        assert admin.status == 200

    admin.get("/getting-ready")
    assert "Make the keys" in admin.text
    assert "Ana Ruiz, Ben Okafor" in admin.text
    assert "The queues have their keys now." in admin.post("/getting-ready/keys").text
    assert "The line is open: messages are taken." in admin.post("/getting-ready/open").text

    house.web_intake.receive(_tip(house))
    ana = sign_in(at_site(site, start.foundation), "ana@elm.example")
    assert "someone keeps stealing my lunch" in ana.get("/inbox").text
    assert "someone keeps stealing my lunch" not in admin.get("/inbox").text


def test_a_school_with_one_counselor_shares_the_districts_queue(start: Start, visitor: Any) -> None:
    found(visitor, start)
    names = [queue.name for queue in start.houses[0].people.births.planned()]
    assert "North High counselors" in names
    assert "South Middle counselors" not in names
    assert "South Middle crisis" in names


def test_every_queue_has_two_people_who_will_open_it_though_the_form_named_fewer(
    start: Start, visitor: Any, at_site: Any
) -> None:
    links = found(visitor, start)
    (house,) = start.houses
    for link in links.values():
        house.people.joining.join(link.rpartition("/")[2], PASSWORD)
    admin = sign_in(at_site(staff_doors(house), start.foundation), "ada@elm.example")
    admin.get("/people/waiting")
    for value in re.findall(r'name="value" value="([0-9a-f]+)"', admin.text):
        admin.post("/people/waiting/admit", value=value)
    page = admin.get("/getting-ready").text
    seats = dict(re.findall(r"<li><b>([^<]+)</b>: ([^<]+)</li>", page))
    assert seats["Designee"] == "Ada Stone, Erin Castillo"
    # Carla is on call in the South, so she can read what she is rung for.
    assert "Carla Nguyen" in seats["South Middle crisis"]
    assert all("," in people for people in seats.values())


def test_the_link_works_once_and_on_this_machine_alone(start: Start, visitor: Any, at_site: Any) -> None:
    elsewhere = at_site(unfounded_doors(start.first), start.foundation, peer="192.0.2.7")
    assert elsewhere.get(start.path()).status != 200
    found(visitor, start)
    assert visitor.get(start.path()).status != 200


def test_a_form_that_is_refused_leaves_the_link_alive(start: Start) -> None:
    form = Founding("Elm", "Elm Line", "UTC", "en", (), PersonForm("A", "a@elm.example", "B"), PASSWORD)
    with pytest.raises(SetUpRefused) as refusal:
        start.first.create(start.link.token, LOCAL, form)
    assert refusal.value.code == "no_school"
    start.first.check(start.link.token, LOCAL)


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (Misconfigured(20003), "Twilio refused these credentials"),
        (Refused(21606), "Twilio does not own this number"),
        (Busy(), "Twilio does not answer"),
        (None, "The test text left"),
    ],
)
def test_the_test_text_says_what_became_of_it(
    start: Start, visitor: Any, error: Exception | None, said: str
) -> None:
    start.carrier.failing = error
    visitor.get(start.path("/hotline"))
    visitor.post(
        start.path("/hotline/test"),
        number="+12025550100",
        account="AC" + "0" * 32,
        token="token",
        key="SK" + "0" * 32,
        secret="secret",
        test_to="+1 202 555 0101",
    )
    assert said in visitor.text
    assert [to for to, _ in start.carrier.texts] == ([] if error else ["+12025550101"])


def look_at_the_account(visitor: Any, start: Start) -> None:
    visitor.get(start.path("/hotline"))
    visitor.post(
        start.path("/hotline/check"),
        number="+12025550100",
        account="AC" + "0" * 32,
        token="token",
        key="SK" + "0" * 32,
        secret="secret",
    )


def test_the_account_is_looked_at_before_anything_is_stored_and_nothing_stands_in_the_way(
    start: Start, visitor: Any
) -> None:
    start.carrier.read = lambda: AccountFacts(credentials=True, status="active", kind="Trial")
    look_at_the_account(visitor, start)
    assert "The account is a trial" in visitor.text
    assert "+12025550100 does not belong to this account." in visitor.text
    # Who answers HELP shows only when somebody listens.
    assert "Nobody has seen yet what HELP" not in visitor.text
    assert "You can go on all the same" in visitor.text
    assert 'value="+12025550100"' in visitor.text
    assert "secret" not in re.findall(r'value="([^"]*)"', visitor.text)


def test_an_account_that_cannot_be_asked_is_said_so(start: Start, visitor: Any) -> None:
    def silent() -> AccountFacts:
        raise Busy

    start.carrier.read = silent
    look_at_the_account(visitor, start)
    assert "Twilio does not answer" in visitor.text


def test_before_there_is_a_district_every_other_door_says_so(start: Start, visitor: Any) -> None:
    visitor.get("/sign-in")
    assert "There is no district yet." in visitor.post("/sign-in", email="a@b.example", password="x").text
    assert visitor.get("/join/" + "x" * 43).status == 422
    assert visitor.get("/inbox").status == 303


def _tip(house: House) -> Tip:
    return Tip(
        submission=secrets.token_bytes(16),
        body="someone keeps stealing my lunch",
        school=house.people.directory.schools()[0].id,
        school_choice=SchoolChoice.KNOWN,
        about=None,
        lang="en",
        excluded=frozenset(),
        held=False,
        limiter_key=b"someone!",
    )
