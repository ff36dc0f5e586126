"""Somebody from outside stands in: what is new and what they are given, nothing else, and on a day it is over."""

import secrets
from datetime import date, timedelta
from typing import Any

import pytest

from reporting.cases.passing_on import Parting
from reporting.cases.refusals import NoSuchThread, NotAllowed
from reporting.cases.staff_view import StaffThread
from reporting.people.refused import AdmissionRefused, InvitationRefused, NoQueueKey, Refused
from reporting.staff.people_view import InviteForm
from reporting.vault.roster_acts import Gone, NewEpoch
from reporting.vault.roster_entry import Entry

LUNCH, WALL = "Someone keeps stealing my lunch", "somebody wrote my name on the wall"
NORTH = "North High counselors"
PASSWORD = "a yellow kite over the bay"
EMAIL = "sol@elsewhere.example"
FRIDAY = "2026-11-27"


class Substitute:
    """Sol Vega at North High's everyday queue until Friday; the session is opened when it is asked for."""

    def __init__(self, house: Any, until: str = FRIDAY, name: str = "Sol Vega") -> None:
        self.house = house
        roll, queue = house.doors.roll, house.queue(NORTH).hex()
        form = InviteForm(name, EMAIL, "Counselor", None, (), lead=False, cover=queue, until=until)
        link = roll.invite(house.sessions["administrator"], form).link.rsplit("/", 1)[1]
        joined = house.house.people.joining.join(link, PASSWORD)
        self.words = joined.words
        (candidate,) = house.house.people.admissions.candidates(house.sessions["administrator"])
        self.member = candidate.member
        roll.admit(house.sessions["administrator"], candidate.invite.hex())

    def confirmed_by(self, role: str) -> "Substitute":
        (waiting,) = [one for one in self.house.doors.roll.waiting(self.house.sessions[role]) if one.until]
        assert waiting.words == self.words
        self.house.doors.roll.confirm(self.house.sessions[role], waiting.value)
        return self

    def session(self) -> Any:
        return self.house.sign_in(EMAIL, PASSWORD)

    def sees(self) -> set[str]:
        page = self.house.doors.inboxes.page(
            self.session(), view="all", queue=None, state="open", cursor=None
        )
        return {row.reference for row in page.rows}

    def reads(self, reference: str) -> StaffThread:
        thread: StaffThread = self.house.house.desk.read(self.session(), reference)
        return thread


def told(words: str = "Called home; nobody there.") -> Parting:
    return Parting(secrets.token_bytes(16), words)


def newest(house: Any, before: set[str]) -> str:
    (reference,) = {one.reference for one in house.threads()} - before
    return reference


def test_they_open_what_is_new_and_what_they_are_given_and_nothing_else(founded_house_on_each: Any) -> None:
    house = founded_house_on_each
    words = " ".join(house.tip(LUNCH).words)
    old = house.threads()[0].reference
    sol = Substitute(house).confirmed_by("north_too")
    house.tip(WALL)
    new = newest(house, {old})
    house.tip("a thing at another school", 1)
    assert sol.sees() == {new}
    assert sol.reads(new).messages[0].text == WALL
    with pytest.raises(NoSuchThread):
        sol.reads(old)
    session = sol.session()
    for queue in house.house.ground.roll.queues():
        with pytest.raises(NoQueueKey):
            session.queue_key(queue.id)
    # Given the old one, they read all of it, and its student is told who is there now.
    house.house.desk.assign(house.sessions["north"], old, sol.member.hex(), told("She eats in room 12."))
    given = sol.reads(old)
    assert given.passed[-1].text == "She eats in room 12."
    assert given.assignee == "Sol Vega"
    view = house.house.web_return.open(words)
    (line,) = [one for one in view.messages if one.code == "covering"]
    assert (line.params, line.verified) == ({"until": FRIDAY}, True)


def test_nobody_comes_in_by_the_word_of_the_registrar_alone(founded_house: Any) -> None:
    house = founded_house
    sol = Substitute(house)
    house.tip(WALL)
    assert sol.sees() == set()
    (waiting,) = [one for one in house.doors.roll.waiting(house.sessions["administrator"]) if one.until]
    assert not waiting.may
    for role in ("administrator", "south"):
        with pytest.raises(AdmissionRefused):
            house.doors.roll.confirm(house.sessions[role], waiting.value)


def test_a_registrar_makes_no_substitute_of_a_member_nor_a_member_of_a_substitute(founded_house: Any) -> None:
    house = founded_house
    for more in ({"queues": (house.queue(NORTH).hex(),)}, {"registrar": True}):
        form = InviteForm(
            "Sol Vega",
            EMAIL,
            "Counselor",
            None,
            more.get("queues", ()),
            lead=False,
            registrar=bool(more.get("registrar")),
            cover=house.queue(NORTH).hex(),
            until=FRIDAY,
        )
        with pytest.raises(InvitationRefused):
            house.doors.roll.invite(house.sessions["administrator"], form)


@pytest.mark.parametrize("until", ["", "2026-11-23", "2029-01-01", "next week"])
def test_a_cover_has_an_end(founded_house: Any, until: str) -> None:
    form = InviteForm(
        "Sol Vega",
        EMAIL,
        "Counselor",
        None,
        (),
        lead=False,
        cover=founded_house.queue(NORTH).hex(),
        until=until,
    )
    with pytest.raises(InvitationRefused) as refused:
        founded_house.doors.roll.invite(founded_house.sessions["administrator"], form)
    assert refused.value.code == "cover_day"


def test_what_is_kept_from_somebody_reaches_nobody_from_outside(founded_house: Any) -> None:
    house = founded_house
    sol = Substitute(house).confirmed_by("north")
    house.tip("She pulls my hair in class", excluded=frozenset({house.member("north_too")}))
    house.tip("Sol Vega shouts at me. Ms. Vega is mean")
    assert sol.sees() == set()
    for thread in house.threads():
        assert house.read("designee", thread.reference).stand_ins == ()
        with pytest.raises(NotAllowed):
            house.house.desk.assign(house.sessions["designee"], thread.reference, sol.member.hex(), told())


def test_on_its_day_it_is_over_by_itself(founded_house_on_each: Any, thief_of: Any) -> None:
    house = founded_house_on_each
    sol = Substitute(house).confirmed_by("north")
    house.tip(WALL)
    reference = house.threads()[0].reference
    house.house.desk.assign(house.sessions["north"], reference, sol.member.hex(), told())
    still, kid = sol.session(), house.house.ground.roll.readers().members[sol.member].kid
    house.house.desk.reply(still, reference, secrets.token_bytes(16), "Which wall?", "")
    house.clock.now += timedelta(days=4)
    assert house.house.people.covers.end_due() == 1
    with pytest.raises(Refused):
        sol.session()
    with pytest.raises((NoSuchThread, Refused)):
        house.house.desk.read(still, reference)
    rows = thief_of(house).rows(house.threads()[0].id)
    assert not [one for one in rows if kid in one["recipients"]]
    assert house.threads()[0].assignee is None
    assert house.house.people.covers.end_due() == 0
    # The next who unlock sign them out, and change the queue's key, once.
    before = house.house.people.book.current.queues[house.queue(NORTH)].epoch
    for role in ("administrator", "north", "administrator", "north"):
        house.cookies.pop(role, None)
        house.unlock(role)
    after = house.house.people.book.current
    assert not after.members[sol.member].active
    assert after.queues[house.queue(NORTH)].epoch == before + 1
    acts = [Entry.parse(raw).act for raw, _ in house.house.people.trust.entries]
    assert [type(one) for one in acts if isinstance(one, Gone | NewEpoch)] == [Gone, NewEpoch]
    # What they wrote stays and still verifies.
    said = [one for one in house.read("north", reference).messages if one.author == "staff"]
    assert [(one.text, one.name, one.failure) for one in said] == [("Which wall?", "Sol Vega", None)]
    house.tip(LUNCH)
    assert {sol.member} & {
        reader for one in house.house.ground.roll.queues() for reader in one.substitutes
    } == set()


def test_a_writer_of_the_database_makes_nobody_a_substitute(founded_house: Any) -> None:
    """What is wished stands in the database; who stands in stands in the signed log alone."""
    house = founded_house
    sol = Substitute(house)
    assert house.house.people.covers.now() == ()
    house.tip(WALL)
    assert sol.sees() == set()
    assert date.fromisoformat(FRIDAY) > house.clock().date()
