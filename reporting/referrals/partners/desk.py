"""The school's side of a partner's sign-in: invite, let the first person in, remove. It holds no key of their queue."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from sqlalchemy import Connection

from reporting.model.clock import date_of
from reporting.model.ids import OrganizationId, PartnerPersonId
from reporting.people.e_mail import well_formed
from reporting.people.ground import Ground
from reporting.people.refused import Refused
from reporting.people.staff_session import StaffSession
from reporting.referrals.directory.keeping import DirectoryKeeping
from reporting.referrals.links import Links
from reporting.referrals.partner_ground import PartnerGround
from reporting.referrals.partner_mail import invitation_text
from reporting.referrals.partners.queue_keys import signed_key, words_of
from reporting.store import partner_people, partner_queues
from reporting.store.errors import StoreConflict
from reporting.store.partner_people import PartnerPerson
from reporting.store.partner_queues import PartnerQueue
from reporting.vault.invites import LIFETIME, Invitation
from reporting.vault.partners import sign_queue

NAME_LIMIT = 100


@dataclass(frozen=True, slots=True)
class PartnerRow:
    """One person. `state`: invited, over (the link is too old), waits (the school lets them in), colleague (somebody there
    does), in. `words`: to be compared by telephone.
    """

    id: str
    name: str
    email: str
    state: str
    words: tuple[str, ...] = ()
    last: date | None = None


class PartnerDesk(Protocol):
    """What the pages need; `PartnerSignIns` is the real one."""

    def people(self, organization: OrganizationId) -> tuple[PartnerRow, ...]: ...

    def invite(self, session: StaffSession, organization: OrganizationId, name: str, email: str) -> str: ...

    def let_in(
        self, session: StaffSession, organization: OrganizationId, person: str, words: str
    ) -> None: ...

    def remove(self, session: StaffSession, organization: OrganizationId, person: str) -> None: ...


class PartnerSignIns:
    """`base`: address of the partner's pages; `entry`: number of the roster's newest entry."""

    def __init__(  # noqa: PLR0917 - what a door is made of
        self,
        ground: Ground,
        partner: PartnerGround,
        keeping: DirectoryKeeping,
        links: Links,
        base: str,
        entry: Callable[[], int],
    ) -> None:
        self._ground = ground
        self._partner = partner
        self._keeping = keeping
        self._links = links
        self._base = base
        self._entry = entry

    def people(self, organization: OrganizationId) -> tuple[PartnerRow, ...]:
        ground, partner = self._ground, self._partner
        with ground.database.read() as conn:
            people = partner_people.of_organization(conn, ground.district, organization)
            inside = partner_queues.holders(conn, ground.district, organization)
            queue = partner_queues.queue(conn, ground.district, organization)
        signed = queue is not None and signed_key(ground.district, partner.believed(), queue) is not None
        return tuple(
            PartnerRow(
                one.id.hex(),
                partner.box.open(one.name, one.id).decode(),
                partner.box.open(one.email, one.id).decode(),
                *self._state(one, queue, brings=one.id in inside, signed=signed),
                None if one.last_day is None else date_of(one.last_day),
            )
            for one in people
        )

    def name_of(self, person: bytes) -> str:
        """With their organization; empty for nobody, and for whoever was removed."""
        ground, partner = self._ground, self._partner
        with ground.database.read() as conn:
            found = partner_people.by_id(conn, ground.district, PartnerPersonId(person))
        if found is None:
            return ""
        known = self._keeping.read().organization(found.organization)
        name = partner.box.open(found.name, found.id).decode()
        return f"{name} ({known.name})" if known else name

    def invite(self, session: StaffSession, organization: OrganizationId, name: str, email: str) -> str:
        """A link that is used once, by mail to the contact on record and nowhere else. Where no mail leaves, the link is
        returned, else "". Raises Refused: not_allowed, unknown, no_record_contact, name, email, email_taken.
        """
        self._keeping.must_change(session)
        self._keeping.known(organization)
        contact = self._keeping.record_contact(organization)
        if contact is None or not contact.email:
            raise Refused("no_record_contact", "Enter the contact of record first.")
        said = name.strip()
        if not said or len(said) > NAME_LIMIT:
            raise Refused("name", "Write the person's name.")
        address = well_formed(email)
        ground, partner, invitation = self._ground, self._partner, Invitation.draw()
        id_ = PartnerPersonId(ground.random(16))
        person = PartnerPerson(
            id_,
            organization,
            partner.box.seal(said.encode(), id_),
            partner.box.seal(address.encode(), id_),
            partner.email_hash(address),
            contact.lang,
            invitation.row_id,
            ground.minute() + int(LIFETIME.total_seconds()) // 60,
        )
        link = f"{self._base}/partners/join/{invitation.link}"

        def unit(conn: Connection) -> None:
            former = partner_people.by_email(conn, ground.district, person.email_hash)
            if former is not None and former.x is None and former.organization == organization:
                partner_people.remove(conn, ground.district, former.id)  # invited before, and never came
            partner_people.add(conn, ground.district, person)
            if self._links.mailed:
                now = ground.clock()
                self._links.mail(conn, contact, invitation_text(link, said, contact.lang), now=now)
            self._witnessed(conn, session, "invited_partner", organization)

        try:
            ground.database.write(unit)
        except StoreConflict:
            raise Refused("email_taken", "Somebody signs in with this address already.") from None
        return "" if self._links.mailed else link

    def let_in(self, session: StaffSession, organization: OrganizationId, person: str, words: str) -> None:
        """Signs the key that this person brought: from now on referrals to the organization are sealed to it. `words`: those
        that were compared. Raises Refused: not_allowed, unknown; StepUpRefused("needed").
        """
        self._keeping.must_change(session)
        session.must_be_stepped_up(self._ground.clock())
        ground, district = self._ground, self._ground.district
        with ground.database.read() as conn:
            found = partner_people.by_id(conn, district, _id(person))
            queue = partner_queues.queue(conn, district, organization)
            inside = partner_queues.holders(conn, district, organization)
        gone = Refused("unknown", "This changed meanwhile. Look again.")
        if found is None or found.organization != organization or found.x is None or queue is None:
            raise gone
        if found.id not in inside or " ".join(words_of(found.x, queue.pk)) != words:
            raise gone
        signature = sign_queue(session.unlocked.ed, district, organization, queue.epoch, queue.pk)
        signed = PartnerQueue(
            organization,
            queue.epoch,
            queue.pk,
            session.member,
            self._entry(),
            signature,
        )

        def unit(conn: Connection) -> None:
            if not partner_queues.sign(conn, district, signed):
                raise gone
            self._witnessed(conn, session, "let_partner_in", organization)

        ground.database.write(unit)

    def remove(self, session: StaffSession, organization: OrganizationId, person: str) -> None:
        """Keys, wrap, sessions and name go at once. Raises Refused: not_allowed, unknown."""
        self._keeping.must_change(session)
        ground, id_ = self._ground, _id(person)
        with ground.database.read() as conn:
            found = partner_people.by_id(conn, ground.district, id_)
        if found is None or found.organization != organization:
            raise Refused("unknown", "This changed meanwhile. Look again.")

        def unit(conn: Connection) -> None:
            partner_people.remove(conn, ground.district, id_)
            self._witnessed(conn, session, "removed_partner", organization)

        ground.database.write(unit)

    def _state(
        self, person: PartnerPerson, queue: PartnerQueue | None, *, brings: bool, signed: bool
    ) -> tuple[str, tuple[str, ...]]:
        if person.x is None:
            old = (person.invite_minute or 0) <= self._ground.minute()
            return ("over" if old else "invited"), ()
        if not brings or queue is None:
            return "colleague", words_of(person.x)
        return ("in", ()) if signed else ("waits", words_of(person.x, queue.pk))

    def _witnessed(self, conn: Connection, session: StaffSession, act: str, about: OrganizationId) -> None:
        self._ground.witness.record(
            conn, minute=self._ground.minute(), act=act, actor=session.member, about=about
        )


def _id(person: str) -> PartnerPersonId:
    """Raises Refused("unknown")."""
    try:
        return PartnerPersonId(bytes.fromhex(person))
    except ValueError:
        raise Refused("unknown", "This changed meanwhile. Look again.") from None
