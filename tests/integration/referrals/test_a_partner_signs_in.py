"""An organization that wants more than links signs in: its packets lie in a list of its own, sealed to its people alone."""

import base64
import html
import re
import secrets
from dataclasses import dataclass, replace
from typing import Any

import pytest

from reporting.app.sites import public_site
from reporting.cases.refusals import NothingOpens
from reporting.model.help.organization import Organization
from reporting.model.help.partnership import RecordContact
from reporting.model.help.words import Capacity, SharedField
from reporting.model.ids import OrganizationId
from reporting.people.refused import NoQueueKey, Refused, StepUpRefused
from reporting.referrals.answer import Answer
from reporting.referrals.partners.desk import PartnerRow
from reporting.referrals.partners.entering import InvitationOver, NotLetIn, PartnerOut, WrongEntry
from reporting.store import partner_people, partner_queues
from reporting.vault import totp
from reporting.vault.notation import Unreadable
from reporting.vault.partners import open_from_queue, open_wrap
from reporting.vault.xwing import PrivateKey
from tests.integration.app.conftest import Browser, staff_app
from tests.integration.conftest import password_of
from tests.integration.referrals.conftest import ABOUT, NAME, Referred

MAY, LEE = "may@harbor.example", "lee@harbor.example"
PASSWORD = "four quiet boats leave"


@dataclass
class Organized:
    """Harbor House, whose people join and sign in. `secrets`: of their authenticator apps; `tokens`: of their pages."""

    harbor: Referred
    secrets: dict[str, bytes]

    @property
    def house(self) -> Any:
        return self.harbor.house

    @property
    def desk(self) -> Any:
        return self.harbor.doors.partner_desk

    @property
    def entering(self) -> Any:
        return self.harbor.doors.partner_entering

    @property
    def inbox(self) -> Any:
        return self.harbor.doors.partner_inbox

    def registrar(self) -> Any:
        """With the password repeated."""
        return self.house.sign_in_as("administrator")

    def invite(self, email: str = MAY, name: str = "May Lowell") -> str:
        link: str = self.desk.invite(self.registrar(), self.harbor.organization, name, email)
        return link.rsplit("/", 1)[-1]

    def join(self, link: str, email: str = MAY, password: str = PASSWORD) -> tuple[str, ...]:
        welcome = self.entering.welcome(link)
        self.secrets[email] = welcome.two_step.secret
        code = totp.code_at(welcome.two_step.secret, self.house.clock())
        words: tuple[str, ...] = self.entering.join(link, password, welcome.two_step.text, code)
        self.house.clock.advance(minutes=1)  # the next code
        return words

    def row(self, email: str = MAY) -> PartnerRow:
        found: tuple[PartnerRow, ...] = self.desk.people(self.harbor.organization)
        return next(one for one in found if one.email == email)

    def let_in(self, email: str = MAY) -> None:
        row = self.row(email)
        self.desk.let_in(self.registrar(), self.harbor.organization, row.id, " ".join(row.words))

    def sign_in(self, email: str = MAY, password: str = PASSWORD) -> Any:
        self.house.clock.advance(minutes=1)
        code = totp.code_at(self.secrets[email], self.house.clock())
        return self.entering.sign_in(email, password, code)

    def first(self) -> Any:
        """The session of the first person, let in by the school."""
        self.join(self.invite())
        self.let_in()
        return self.sign_in()

    def refer(self, *, side: bool = False) -> str:
        """The offer's number of a referral that was sent."""
        offer = self.harbor.propose()
        self.harbor.agree(offer, {SharedField.FIRST_NAME: NAME}, side=side)
        slip = self.harbor.send(offer)
        assert (slip.pin, slip.link) == ("", "")
        return offer


@pytest.fixture
def there(harbor: Referred) -> Organized:
    return Organized(harbor, {})


def test_a_partner_invited_by_the_school_joins_is_let_in_by_telephone_and_finds_their_referrals(
    there: Organized,
) -> None:
    link = there.invite()
    words = there.join(link)
    with pytest.raises(InvitationOver):
        there.entering.welcome(link)
    with pytest.raises(NotLetIn):
        there.sign_in()
    assert (there.row().state, there.row().words) == ("waits", words)
    there.let_in()
    session = there.sign_in()
    assert there.inbox.look(session).lines == ()
    offer = there.refer()
    (line,) = there.inbox.look(session).lines
    assert (line.service, line.state.value, line.opens) == ("Counseling", "sent", True)
    view = there.inbox.open(session, line.id)
    assert view.more["fields"] == {"first_name": NAME}
    there.inbox.visits.say(view.token, "waitlisted", "", Answer())
    standing = there.harbor.doors.student.look(there.harbor.come_back().token, offer).standing
    assert (standing.opened, standing.state.value) == (True, "waitlisted")


def test_what_is_taken_back_or_over_is_gone_from_the_list_and_opens_no_more(there: Organized) -> None:
    session = there.first()
    offer = there.refer()
    (line,) = there.inbox.look(session).lines
    there.harbor.withdraw(offer)
    assert there.inbox.look(session).lines == ()
    with pytest.raises(NothingOpens):
        there.inbox.open(session, line.id)
    other = there.refer()
    assert len(there.inbox.look(session).lines) == 1
    there.harbor.pass_days(40)
    session = there.sign_in()
    assert there.inbox.look(session).lines == ()
    there.harbor.doors.clock.sweep()
    ground = there.house.house.ground
    with ground.database.read() as conn:
        assert conn.execute(partner_queues.QUEUED.select()).all() == []
    assert other


def test_several_people_of_one_organization_open_the_same_list_and_a_colleague_lets_them_in(
    there: Organized,
) -> None:
    session = there.first()
    words = there.join(there.invite(LEE, "Lee Brandt"), LEE)
    assert there.row(LEE).state == "colleague"
    with pytest.raises(NotLetIn):
        there.sign_in(LEE)
    with pytest.raises(Refused):
        there.let_in(LEE)  # the school holds no key that it could give
    (waiting,) = (one for one in there.inbox.look(session).colleagues if one.words)
    assert waiting.words == words
    with pytest.raises(NothingOpens):
        there.inbox.let_in(session, waiting.id, "four other words here")
    there.inbox.let_in(session, waiting.id, " ".join(words))
    there.refer()
    hers = there.sign_in(LEE)
    (line,) = there.inbox.look(hers).lines
    assert there.inbox.open(hers, line.id).more["fields"] == {"first_name": NAME}
    assert [one.state for one in there.desk.people(there.harbor.organization)] == ["in", "in"]


def test_whoever_is_removed_is_out_at_once_and_their_wrap_is_gone(there: Organized) -> None:
    session = there.first()
    there.refer()
    person = there.row().id
    there.desk.remove(there.house.sessions["administrator"], there.harbor.organization, person)
    with pytest.raises(PartnerOut):
        there.entering.resume(session.token)
    with pytest.raises(WrongEntry):
        there.sign_in()
    ground = there.house.house.ground
    with ground.database.read() as conn:
        for table in (partner_people.PERSON, partner_people.SESSION, partner_queues.WRAP):
            assert conn.execute(table.select()).all() == []
    # Whoever comes next begins a new key, and is let in by the school: what was sealed before stays shut.
    new = there.first()
    (line,) = there.inbox.look(new).lines
    assert not line.opens
    with pytest.raises(NothingOpens):
        there.inbox.open(new, line.id)
    slip = there.harbor.doors.staff.new_link(there.harbor.counselor, there.harbor.reference, _newest(there))
    view = there.harbor.doors.partner.open(slip.link.rsplit("/", 1)[-1], slip.pin)
    assert view.more["fields"] == {"first_name": NAME}


def test_whoever_gives_up_a_sign_in_is_out_too(there: Organized) -> None:
    session = there.first()
    there.inbox.leave(session)
    with pytest.raises(PartnerOut):
        there.entering.resume(session.token)
    assert there.desk.people(there.harbor.organization) == ()


def test_a_session_ends_after_a_quarter_of_an_hour_and_each_code_serves_once(there: Organized) -> None:
    session = there.first()
    code = totp.code_at(there.secrets[MAY], there.house.clock())
    with pytest.raises(WrongEntry):
        there.entering.sign_in(MAY, PASSWORD, code)
    there.house.clock.advance(minutes=14)
    assert there.entering.resume(session.token).name == "May Lowell"
    there.house.clock.advance(minutes=15)
    with pytest.raises(PartnerOut):
        there.entering.resume(session.token)


def test_five_wrong_tries_make_the_account_wait_and_no_answer_says_what_was_wrong(there: Organized) -> None:
    there.first()
    for _ in range(5):
        with pytest.raises(WrongEntry):
            there.sign_in(password="not the right one at all")
    with pytest.raises(WrongEntry):
        there.entering.sign_in(MAY, PASSWORD, totp.code_at(there.secrets[MAY], there.house.clock()))
    with pytest.raises(WrongEntry):
        there.entering.sign_in("nobody@harbor.example", PASSWORD, "000000")
    there.house.clock.advance(minutes=16)
    assert there.sign_in().name == "May Lowell"


def test_the_invitation_goes_to_the_address_on_record_and_nowhere_else(there: Organized) -> None:
    house = there.house.house
    with pytest.raises(Refused) as refused:
        there.desk.invite(there.house.sessions["north_too"], there.harbor.organization, "May", MAY)
    assert refused.value.code == "not_allowed"
    there.desk._links.mailed = True
    assert there.desk.invite(there.registrar(), there.harbor.organization, "May Lowell", MAY) == ""
    ((address, body),) = there.harbor.mails()
    assert address == "intake@harbor.example"
    link = re.findall(r"/partners/join/([\w-]{43})", body)[0]
    there.house.clock.advance(hours=73)
    with pytest.raises(InvitationOver):
        there.entering.welcome(link)
    other = OrganizationId(secrets.token_bytes(16))
    house.help.put(there.house.sessions["administrator"], [Organization(other, "Elsewhere")])
    with pytest.raises(Refused) as refused:
        there.desk.invite(there.registrar(), other, "May Lowell", MAY)
    assert refused.value.code == "no_record_contact"


def test_letting_in_asks_for_the_password_and_signs_only_the_words_that_were_compared(
    there: Organized,
) -> None:
    there.join(there.invite())
    row, organization, long_ago = there.row(), there.harbor.organization, there.registrar()
    there.house.clock.advance(minutes=6)
    with pytest.raises(StepUpRefused):
        there.desk.let_in(long_ago, organization, row.id, " ".join(row.words))
    with pytest.raises(Refused):
        there.desk.let_in(there.registrar(), organization, row.id, "four other words here")
    assert there.row().state == "waits"


def test_a_key_that_nobody_of_the_school_signed_is_sealed_to_by_nobody(there: Organized) -> None:
    """Whoever only writes the database cannot make referrals go to a key of their own."""
    there.first()
    ground = there.house.house.ground
    with ground.database.read() as conn:
        queue = partner_queues.queue(conn, ground.district, there.harbor.organization)
    assert queue is not None
    forged = replace(queue, pk=PrivateKey.generate().public.raw)
    ground.database.write(lambda conn: partner_queues.put_queue(conn, ground.district, forged))
    offer = there.harbor.propose()
    there.harbor.agree(offer, {SharedField.FIRST_NAME: NAME})
    assert there.harbor.send(offer).pin != ""


def test_the_school_opens_no_list_of_a_partner(there: Organized) -> None:
    there.first()
    there.refer()
    house, organization = there.house.house, there.harbor.organization
    district = house.ground.district
    with house.ground.database.read() as conn:
        queue = partner_queues.queue(conn, district, organization)
        (queued,) = conn.execute(partner_queues.QUEUED.select()).all()
        (wrap,) = conn.execute(partner_queues.WRAP.select()).all()
    assert queue is not None
    for session in there.house.sessions.values():
        keys = [session.unlocked.x, *_queue_keys(there, session)]
        for key in keys:
            with pytest.raises(Unreadable):
                open_wrap(key, district, organization, queue.epoch, wrap.sealed, queue.pk)
            with pytest.raises(Unreadable):
                open_from_queue(key, district, queued.packet, queued.sealed)


def test_writing_with_the_student_works_from_the_list_and_a_link_beside_it_loses_nothing(
    there: Organized,
) -> None:
    session = there.first()
    offer = there.refer(side=True)
    (line,) = there.inbox.look(session).lines
    view = there.inbox.open(session, line.id)
    assert view.side is not None
    sides = there.inbox.visits.sides
    sides.write(view.token, view.side.token, secrets.token_bytes(16), "canary-hello how are the nights")
    there.harbor.doors.sides.write(
        there.harbor.come_back().token, secrets.token_bytes(16), offer, "canary-quiet better since monday"
    )
    (line,) = there.inbox.look(session).lines
    assert line.new
    slip = there.harbor.doors.staff.new_link(there.harbor.counselor, there.harbor.reference, offer)
    by_link = there.harbor.doors.partner.open(slip.link.rsplit("/", 1)[-1], slip.pin)
    assert (by_link.side, by_link.side_by_queue) == (None, True)
    view = there.inbox.open(session, line.id)
    said = sides.look(view.token, view.side.token).said
    assert [one.text for one in said] == [
        "canary-hello how are the nights",
        "canary-quiet better since monday",
    ]


class Pages:
    """A phone of the partner, without scripts: each press is a form."""

    def __init__(self, there: Organized, lang: str = "") -> None:
        self.there, self.lang = there, lang
        self.client = public_site(there.house.house).test_client()
        self.page, self.status = "", 0

    def get(self, path: str) -> "Pages":
        answer = self.client.get(path + self.lang)
        self.page, self.status = html.unescape(answer.text), answer.status_code
        assert "Set-Cookie" not in answer.headers
        return self

    def press(self, path: str, **fields: str) -> "Pages":
        answer = self.client.post(path + self.lang, data=fields)
        self.page, self.status = html.unescape(answer.text), answer.status_code
        assert "Set-Cookie" not in answer.headers
        return self

    def hidden(self, name: str) -> str:
        return re.findall(rf'name="{name}" value="([^"]+)"', self.page)[0]

    def code(self, email: str = MAY) -> str:
        self.there.house.clock.advance(minutes=1)
        return totp.code_at(self.there.secrets[email], self.there.house.clock())


def test_all_of_it_from_the_pages_on_a_phone_without_scripts_or_a_cookie(there: Organized) -> None:
    link = there.invite()
    pages = Pages(there)
    for _ in range(3):
        pages.get(f"/partners/join/{link}")  # a mail scanner
    assert MAY in pages.page
    there.secrets[MAY] = base64.b32decode(pages.hidden("secret"))
    join = {"secret": pages.hidden("secret"), "password": PASSWORD}
    assert "This code does not fit" in pages.press(f"/partners/join/{link}", **join, code="000000").page
    assert pages.hidden("secret") == join["secret"]
    pages.press(f"/partners/join/{link}", **join, code=pages.code())
    words = re.findall(r'id="words">([^<]+)<', pages.page)[0]
    session = there.house.sign_in_as("administrator")
    cookie = there.house.house.people.sessions.step_up(session, password_of("administrator"))
    desk = Browser(staff_app(there.house.doors, there.house.house.foundation), cookie)
    staff = f"/directory/{there.harbor.organization.hex()}/people"
    shown = desk.get(staff).text
    assert words in shown
    person = re.findall(r'name="person" value="([^"]+)"', shown)[0]
    assert "Let in." in desk.post(f"{staff}/let-in", person=person, words=words).text
    there.refer()
    entry = {"email": MAY, "password": PASSWORD}
    assert "This did not open." in pages.press("/partners", **entry, code="000000").page
    pages.press("/partners", **entry, code=pages.code())
    assert "Harbor House" in pages.page
    assert NAME not in pages.page
    session, packet = pages.hidden("session"), pages.hidden("packet")
    pages.press("/partners/packet", session=session, packet=packet)
    assert NAME in pages.page
    token = pages.hidden("token")
    pages.press("/partners/packet", session=session, token=token, step="declined", declined="no_capacity")
    assert "declined" in pages.page
    pages.press("/partners/packet/fhir", session=session, token=pages.hidden("token"))
    assert NAME in pages.page
    pages.press("/partners", session=session, act="room", one=there.harbor.service.hex(), capacity="full")
    assert there.house.house.help.read().entry(there.harbor.service).service.capacity is Capacity.FULL
    pages.press("/partners", session=session, act="out")
    for path in ("/partners", "/partners/packet", "/partners/packet/side", "/partners/packet/fhir"):
        pages.press(path, session=session, token=token, packet=packet)
        assert (pages.status, NAME in pages.page) == (403, False)


def test_the_pages_lead_from_the_list_to_the_student_and_back(there: Organized) -> None:
    there.first()
    there.refer(side=True)
    pages = Pages(there)
    pages.press("/partners", email=MAY, password=PASSWORD, code=pages.code())
    session = pages.hidden("session")
    pages.press("/partners/packet", session=session, packet=pages.hidden("packet"))
    assert 'action="/partners/packet/side"' in pages.page
    pages.press(
        "/partners/packet/side", session=session, token=pages.hidden("token"), side=pages.hidden("side")
    )
    carried = {name: pages.hidden(name) for name in ("session", "token", "side", "submission")}
    assert carried["session"] == session
    pages.press("/partners/packet/side", **carried, act="write", body="canary-hello how are the nights")
    assert "canary-hello how are the nights" in pages.page
    assert 'action="/partners/packet"' in pages.page
    pages.press("/partners/packet", session=session, token=pages.hidden("token"), side=pages.hidden("side"))
    assert (NAME in pages.page, 'action="/partners"' in pages.page) == (True, True)
    assert "Harbor House" in pages.press("/partners", session=session).page


def test_a_token_of_a_page_alone_opens_nothing_once_its_person_was_removed(there: Organized) -> None:
    session = there.first()
    there.refer()
    (line,) = there.inbox.look(session).lines
    view = there.inbox.open(session, line.id)
    there.desk.remove(there.registrar(), there.harbor.organization, there.row().id)
    pages = Pages(there).press("/partners/packet", session=session.token, token=view.token)
    assert (pages.status, NAME in pages.page) == (403, False)


def test_the_list_of_one_organization_shows_and_opens_nothing_of_another(there: Organized) -> None:
    session = there.first()
    there.refer()
    (line,) = there.inbox.look(session).lines
    house, other = there.house.house, OrganizationId(secrets.token_bytes(16))
    ada = there.registrar()
    house.help.put(ada, [Organization(other, "Elsewhere")])
    house.help.put_record_contact(ada, other, RecordContact("Desk", "desk@elsewhere.example", ""))
    link = there.desk.invite(there.registrar(), other, "Lee Brandt", LEE).rsplit("/", 1)[-1]
    there.join(link, LEE)
    (row,) = there.desk.people(other)
    there.desk.let_in(there.registrar(), other, row.id, " ".join(row.words))
    theirs = there.sign_in(LEE)
    assert there.inbox.look(theirs).lines == ()
    with pytest.raises(NothingOpens):
        there.inbox.open(theirs, line.id)
    with pytest.raises(NothingOpens):
        there.inbox.set_room(theirs, there.harbor.service.hex(), "full")


def test_the_pages_are_spanish_where_the_partner_reads_spanish(there: Organized) -> None:
    there.first()
    there.refer()
    pages = Pages(there, "?lang=es").get("/partners")
    assert "Derivaciones" in pages.page
    pages.press("/partners", email=MAY, password=PASSWORD, code=pages.code())
    assert not re.search(r"Sign out|Open<|Referrals", pages.page)
    assert "ABOUT" not in pages.page
    assert ABOUT not in pages.page


def _newest(there: Organized) -> str:
    (shown,) = there.harbor.doors.staff.desk(there.harbor.counselor, there.harbor.reference).referrals
    return str(shown.standing.referral.offer.id)


def _queue_keys(there: Organized, session: Any) -> list[Any]:
    keys = []
    for queue in there.house.house.people.births.planned():
        try:
            keys.append(session.queue_key(queue.id))
        except NoQueueKey:
            continue
    return keys
