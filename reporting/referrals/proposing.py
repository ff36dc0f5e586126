"""The counselor's side of a referral: propose it in the thread, and send what the student agreed to."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection

from reporting.cases.desk_pen import DeskPen, Doing, Effect
from reporting.cases.desk_thread import Desks, DeskThread
from reporting.cases.ground import Ground
from reporting.cases.offered import NotHereYet, Offered, is_offered
from reporting.cases.opened_message import written_in
from reporting.cases.referral_counter import ReferralCounter
from reporting.cases.refusals import EmptyText, NotAllowed, TooLong
from reporting.cases.sealing import stamp
from reporting.cases.staff_thread import StaffThreads
from reporting.cases.staff_view import Act
from reporting.cases.system_message import system_draft
from reporting.cases.tip import BODY_LIMIT
from reporting.cases.waking import is_kept_from_somebody
from reporting.model.clock import date_of, day_of
from reporting.model.help.partnership import RecordContact
from reporting.model.help.words import Barrier, Capacity, SharedField
from reporting.model.ids import DistrictId, OrganizationId, PacketId, ServiceId, SideId
from reporting.model.kind import Kind
from reporting.model.measure import Step
from reporting.model.referral import MAY_BE_MET, OVER, ReferralState
from reporting.model.thread import Channel, ThreadState
from reporting.model.writer import Writer
from reporting.people.ground import Witness
from reporting.people.staff_session import StaffSession
from reporting.referrals.barriers import answer_to, answered
from reporting.referrals.deciding import standing
from reporting.referrals.directory.directory import Entry
from reporting.referrals.directory.keeping import DirectoryKeeping
from reporting.referrals.links import Links, NewLink
from reporting.referrals.offer import ASKED_MET, PROPOSED, SENT, Offer, Referral, referrals_of
from reporting.referrals.partners.queue_keys import open_to
from reporting.referrals.referral_desk import (
    BasisMissing,
    NoAddress,
    NotSendable,
    NotTheStudent,
    OnlyInPilots,
    OnTheWeb,
    Partner,
    Proposal,
    ReferralDesk,
    SideCall,
    SideStatus,
    Slip,
    StaffReferral,
)
from reporting.referrals.side_birth import student_mac
from reporting.referrals.tag import Tag, seal_tag, steps_of
from reporting.referrals.taking_back import StaffTakingBack, TakingBack
from reporting.referrals.terms import MinorsRule, Terms, terms_of
from reporting.referrals.text_consent import How, LookFirst, MetText, NoPhone, TextConsents, Texts
from reporting.referrals.weeks import week_end
from reporting.store import bridges, packet_counts, packets, partner_queues, sides, threads
from reporting.store.messages import Draft
from reporting.store.packets import Packet
from reporting.store.partner_queues import QueuedPacket
from reporting.store.shred import ShredKey
from reporting.store.sides import Side
from reporting.vault.authorship import ByMember
from reporting.vault.envelope import seal
from reporting.vault.notation import new_id, new_key, sha256
from reporting.vault.packets import answer_key, packet_place
from reporting.vault.partners import seal_to_queue
from reporting.vault.payload import Payload
from reporting.vault.service_box import ServiceBox
from reporting.vault.xwing import PrivateKey


@dataclass(frozen=True, slots=True)
class Switches:
    """What a district may begin with in pilots alone: referrals, asking for them by text, writing with the partner."""

    referrals: Offered
    by_text: Offered
    sides: Offered


LINE = 400
LONG = 2000
# How a packet reaches its partner.
Way = NewLink | QueuedPacket
_ROOM = (Capacity.OPEN, Capacity.UNKNOWN, Capacity.WAITLIST, Capacity.FULL)


class StaffReferrals:
    def __init__(
        self,
        ground: Ground,
        witness: Witness,
        service: ServiceBox,
        directory: DirectoryKeeping,
        links: Links,
        *,
        rule: MinorsRule,
        offered: Switches,
        counter: ReferralCounter,
        texts: TextConsents,
    ) -> None:
        self._ground = ground
        self._by_text = texts
        self._counter = counter
        self._service = service
        self._directory = directory
        self._links = links
        self._rule = rule
        self._offered = offered
        self._desks = Desks(ground)
        self._views = StaffThreads(ground)
        self._pen = DeskPen(ground, witness, self._desks, self._views)
        self._back = StaffTakingBack(ground, self._pen, counter=counter, by_web=self._goes_on_by_web)

    def desk(self, session: StaffSession, reference: str) -> ReferralDesk:
        """Raises NoSuchThread."""
        thread = self._desks.load(session, reference)
        return ReferralDesk(
            reference,
            written_in(thread.opened),
            self._ground.roll.zone().key,
            tuple(self._shown(thread, one) for one in reversed(referrals_of(thread.opened))),
            self._partners(),
            self._refusal(thread),
            self._rule,
            thread.row.channel is Channel.SMS,
            is_offered(self._offered.by_text, thread),
        )

    def texts(self, session: StaffSession, reference: str, said: Proposal) -> Texts:
        """What would go to a student who texts. Raises as `propose` does."""
        doing = self._pen.begin(session, reference, Act.REPLY)
        entry, terms = self._checked(doing, said)
        offer = self._offer(doing, said, b"", entry, terms)
        return self._by_text.texts(offer, written_in(doing.thread.opened), said.how)

    def propose(self, session: StaffSession, reference: str, submission: bytes, said: Proposal) -> None:
        """As a message to the student; who texts is asked by text, and the texts were looked at before.

        Raises EmptyText, TooLong, NotAllowed, NotTheStudent, OnTheWeb, OnlyInPilots, NotHereYet, NoPhone, WordsTell,
        AtNight, LookFirst, NoSuchThread.
        """
        doing = self._pen.begin(session, reference, Act.REPLY)
        entry, terms = self._checked(doing, said)
        offer = self._offer(doing, said, submission, entry, terms)
        lang, asks = written_in(doing.thread.opened), None
        if doing.thread.row.channel is Channel.SMS:
            if self._by_text.texts(offer, lang, said.how).digest != said.seen:
                raise LookFirst
            asks = self._by_text.ask(doing, offer, lang, said.how)
        named = {one for other in referrals_of(doing.thread.opened) for one in other.barriers}
        fresh = [one for one in said.barriers if one not in named]
        payload = Payload(
            stamp(doing.now, exact=True),
            said.words.strip(),
            code=PROPOSED,
            params=offer.params(),
            roster=self._ground.roll.roster_entry(),
        )
        stored = False

        def effect(conn: Connection) -> None:
            nonlocal stored
            if asks is not None:
                asks(conn)
            stored = True

        self._pen.write(
            doing,
            "referral_proposed",
            [self._pen.seal(doing, submission, Kind.STAFF_REPLY, payload)],
            awaiting="reporter",
            effect=effect,
        )
        if stored:
            self._count(doing, [Step.PROPOSED, *steps_of(fresh, offer.answered)])

    def _offer(self, doing: Doing, said: Proposal, submission: bytes, entry: Entry, terms: Terms) -> Offer:
        """What holds when it is proposed holds for it: the student's page knows nothing of schools and needs."""
        beside = is_offered(self._offered.sides, doing.thread)
        return replace(_offer_of(doing, said, submission, entry, terms), beside=beside)

    def _checked(self, doing: Doing, said: Proposal) -> tuple[Entry, Terms]:
        """Raises as `propose` does."""
        if doing.thread.writer is not Writer.STUDENT:
            raise NotTheStudent
        if self._goes_on_by_web(doing.thread):
            raise OnTheWeb
        if not is_offered(self._offered.referrals, doing.thread):
            raise OnlyInPilots
        by_text = doing.thread.row.channel is Channel.SMS and said.how != How.WEB
        if by_text and not is_offered(self._offered.by_text, doing.thread):
            raise NotHereYet
        entry = self._entry(said.service)
        if entry is None:
            raise NotAllowed
        for text, longest in ((said.words, BODY_LIMIT), (said.purpose, LINE), (said.about, LONG)):
            if len(text) > longest:
                raise TooLong(longest)
        if not said.words.strip() or not said.purpose.strip():
            raise EmptyText
        return entry, self._terms(entry)

    def send(self, session: StaffSession, reference: str, submission: bytes, offer: str, basis: str) -> Slip:
        """The packet, to the address on record; the PIN comes back, to be told by telephone.

        Raises NotSendable, BasisMissing, NoAddress, TooLong, OnTheWeb, NoPhone, QuestionOver, NotAllowed, NoSuchThread,
        NothingStored.
        """
        doing = self._pen.begin(session, reference, Act.REPLY)
        known = _find(doing.thread, offer)
        consent = known.consent
        if not known.sendable or consent is None or doing.thread.keys is None:
            raise NotSendable
        if self._goes_on_by_web(doing.thread):
            raise OnTheWeb
        self._check_basis(known, basis)
        contact = self._addressed(known)
        entry = self._directory.read().entry(known.offer.service)
        terms = self._terms(entry) if entry else Terms()
        ground = self._ground
        packet, seed, shred_key = PacketId(new_id()), new_key(), new_key()
        today = day_of(doing.now)
        row = self._packet(doing, known, packet, seed, shred_key, basis.strip(), terms, today)
        tag = seal_tag(answer_key(seed, packet), packet, self._tag(doing))
        way = self._way(known.offer.organization, row, seed, doing.now)
        drafts = [
            self._secret(doing, submission, packet, seed, offer),
            system_draft(
                doing.thread.place,
                ground.system,
                doing.thread.talk,
                ground.id(),
                SENT,
                now=doing.now,
                params={"offer": offer, "packet": packet.hex(), "answer_key": answer_key(seed, packet).hex()},
            ),
        ]
        stored, noted = False, self._noted(doing, known, row)

        def before(conn: Connection) -> None:
            # The student may have taken it back since this page was opened.
            self._still(conn, doing.thread)

        def effect(conn: Connection) -> None:
            nonlocal stored
            noted(conn)
            packets.add(conn, ground.district, row)
            packet_counts.add(conn, ground.district, packet, tag)
            _attach(conn, ground.district, known, packet, answer_key(seed, packet))
            self._put(conn, way, contact, doing.now)
            stored = True

        # A key without a row is swept; a row without a key would be a packet that nobody opens.
        ground.shred.put([ShredKey(packet, 0, shred_key)])
        self._pen.write(doing, "referral_sent", drafts, before=before, effect=effect)
        if not stored:
            raise NotSendable
        self._count(doing, [Step.SENT])
        return self._slip(way, contact)

    def _check_basis(self, known: Referral, basis: str) -> None:
        """Raises TooLong, BasisMissing."""
        if len(basis) > LINE:
            raise TooLong(LINE)
        if self._needs_basis(known) and not basis.strip():
            raise BasisMissing

    def _addressed(self, known: Referral) -> RecordContact:
        """Raises NoAddress."""
        contact = self._directory.record_contact(known.offer.organization)
        if contact is None or not contact.email:
            raise NoAddress
        return contact

    def _noted(self, doing: Doing, known: Referral, row: Packet) -> Effect:
        """A yes by text is taken back by text: its row learns of the packet. Raises NoPhone, QuestionOver."""
        by_text = known.consent is not None and known.consent.by_text
        if not by_text or doing.thread.row.channel is not Channel.SMS:
            return lambda _: None
        category = self._tag(doing).category
        return self._by_text.sent(doing, known.offer, row.id, category, row.until_day)

    def new_link(self, session: StaffSession, reference: str, offer: str) -> Slip:
        """Another link and another PIN; the former ones open nothing. Raises NotSendable, NoAddress, NotAllowed."""
        doing = self._pen.begin(session, reference, Act.REPLY)
        known = _find(doing.thread, offer)
        seed = self._seed(doing.thread, known)
        contact = self._directory.record_contact(known.offer.organization)
        if seed is None or known.packet is None:
            raise NotSendable
        if contact is None or not contact.email:
            raise NoAddress
        ground, packet = self._ground, known.packet
        with ground.database.read() as conn:
            row = packets.by_id(conn, ground.district, packet)
        if row is None or row.state in OVER:
            raise NotSendable
        new = self._links.make(packet, seed, until_day=row.until_day, now=doing.now)

        def effect(conn: Connection) -> None:
            packets.drop_links(conn, ground.district, packet)
            self._links.put(conn, new, contact, now=doing.now)

        self._pen.write(doing, "referral_linked", [], effect=effect)
        return self._slip(new, contact)

    def take_back(self, session: StaffSession, reference: str, submission: bytes, said: TakingBack) -> None:
        """Raises NotSendable, ReasonMissing, NotAskedFor, TooLong, NotAllowed, NoSuchThread, NothingStored."""
        self._back.take_back(session, reference, submission, said)

    def ask_met(self, session: StaffSession, reference: str, submission: bytes, offer: str) -> None:
        """By text, whether it worked out: one question that names nothing.

        Raises NotSendable, NoPhone, AtNight, QuestionOver, AskedLately, NotAllowed, NoSuchThread, NothingStored.
        """
        doing = self._pen.begin(session, reference, Act.REPLY)
        known, ground = _find(doing.thread, offer), self._ground
        row = None
        if known.packet is not None:
            with ground.database.read() as conn:
                row = packets.by_id(conn, ground.district, known.packet)
        if self._met_text(doing.thread, known, row.state if row else None) is None:
            raise NotSendable
        body, effect = self._by_text.ask_met(doing, known, submission)
        payload = Payload(
            stamp(doing.now, exact=True),
            body,
            code=ASKED_MET,
            params={"offer": offer},
            roster=ground.roll.roster_entry(),
        )
        draft = self._pen.seal(doing, submission, Kind.STAFF_REPLY, payload)
        self._pen.write(doing, "referral_asked_met", [draft], effect=effect)

    def _way(self, organization: OrganizationId, row: Packet, seed: bytes, now: datetime) -> Way:
        """Sealed to the organization's own queue, where people there sign in; else by a link."""
        ground = self._ground
        with ground.database.read() as conn:
            queue = open_to(conn, ground.district, ground.roll.believed(), organization)
        if queue is None:
            return self._links.make(row.id, seed, until_day=row.until_day, now=now)
        epoch, key = queue
        return QueuedPacket(row.id, epoch, seal_to_queue(key, ground.district, row.id, seed))

    def _put(self, conn: Connection, way: Way, contact: RecordContact, now: datetime) -> None:
        if isinstance(way, QueuedPacket):
            partner_queues.add_packet(conn, self._ground.district, way)
            self._links.tell_queued(conn, contact, now=now)
        else:
            self._links.put(conn, way, contact, now=now)

    def _slip(self, way: Way, contact: RecordContact) -> Slip:
        if isinstance(way, QueuedPacket):
            return Slip("", contact.name, contact.phone, sign_in=self._links.sign_in)
        return Slip(
            way.pin, contact.name, contact.phone, "" if self._links.mailed else self._links.address(way.token)
        )

    def _goes_on_by_web(self, thread: DeskThread) -> bool:
        with self._ground.database.read() as conn:
            return bridges.is_left(conn, self._ground.district, thread.row.id)

    def _refusal(self, thread: DeskThread) -> str | None:
        found = _refusal(thread)
        if found is None and self._goes_on_by_web(thread):
            found = OnTheWeb.code
        elif found is None and thread.row.channel is Channel.SMS and not self._by_text.reaches(thread):
            found = NoPhone.code
        if found is None and not is_offered(self._offered.referrals, thread):
            found = OnlyInPilots.code
        return found

    def side_call(self, params: Mapping[str, str]) -> SideCall | None:
        """`params`: those of the system's message in a thread that is open already. None where they name nobody."""
        ground = self._ground
        try:
            organization = OrganizationId(bytes.fromhex(params["organization"]))
            side = SideId(bytes.fromhex(params["side"]))
        except (KeyError, ValueError):
            return None
        contact = self._directory.record_contact(organization)
        with ground.database.read() as conn:
            terms = terms_of(conn, ground.district, self._service, organization)
            row = sides.by_id(conn, ground.district, side)
        return SideCall(
            params.get("party", ""),
            contact.name if contact else "",
            contact.phone if contact else "",
            terms.partner,
            row is not None and row.taken,
        )

    def _tag(self, doing: Doing) -> Tag:
        """What is kept from somebody of the house is in no count: they would learn of it from a total."""
        thread, ground = doing.thread, self._ground
        standing_ = thread.standing()
        return Tag(
            not is_kept_from_somebody(ground.roll.queues(), thread.holders),
            thread.row.school,
            (standing_.category or "") if standing_ else "",
            day_of(doing.now),
        )

    def _count(self, doing: Doing, steps: Sequence[Step]) -> None:
        tag = self._tag(doing)
        if tag.counted:
            self._counter.count(doing.now, tag.school, tag.category, steps)

    def _shown(self, thread: DeskThread, known: Referral) -> StaffReferral:
        ground = self._ground
        row, linked, queued, side = None, False, False, None
        if known.packet is not None:
            with ground.database.read() as conn:
                row = packets.by_id(conn, ground.district, known.packet)
                queued = partner_queues.is_queued(conn, ground.district, known.packet)
                linked = queued or packets.has_link(conn, ground.district, known.packet)
                side = sides.of_packet(conn, ground.district, known.packet)
        contact = self._directory.record_contact(known.offer.organization)
        with ground.database.read() as conn:
            terms = terms_of(conn, ground.district, self._service, known.offer.organization)
        return StaffReferral(
            standing(known, row),
            ground.roll.staff_name(known.offer.member) if known.offer.member else "",
            contact.name if contact else "",
            contact.phone if contact else "",
            self._needs_basis(known),
            linked,
            terms.danger,
            date_of(row.until_day) if row else None,
            _status(side) if side else None,
            queued,
            self._back.may(thread, known, row.state if row else None),
            ground.roll.staff_name(known.who) if known.who else "",
            self._met_text(thread, known, row.state if row else None),
        )

    def _met_text(self, thread: DeskThread, known: Referral, state: ReferralState | None) -> MetText | None:
        asked = (
            thread.row.channel is Channel.SMS
            and state in MAY_BE_MET
            and known.met != "yes"
            and not self._goes_on_by_web(thread)
        )
        return self._by_text.met_text(thread, known) if asked else None

    def _needs_basis(self, known: Referral) -> bool:
        """Not where the rule was entered and the student says to be old enough under it."""
        return self._rule.age is None or known.consent is None or known.consent.age != "yes"

    def _packet(  # noqa: PLR0917 - what a packet is made of
        self,
        doing: Doing,
        known: Referral,
        packet: PacketId,
        seed: bytes,
        shred_key: bytes,
        basis: str,
        terms: Terms,
        today: int,
    ) -> Packet:
        ground, offer, consent = self._ground, known.offer, known.consent
        assert consent is not None  # noqa: S101 - `send` has looked
        until = week_end(today + offer.days)
        payload = Payload(
            stamp(doing.now, exact=False),
            lang=consent.lang,
            roster=ground.roll.roster_entry(),
            more={
                "fields": {name.value: value for name, value in consent.values.items()},
                "barriers": " ".join(consent.barriers),
                "purpose": offer.purpose,
                "party": offer.party,
                "service": offer.service_name,
                "until_day": until,
                "agreed": stamp(consent.at, exact=False),
                "basis": basis or f"own consent under the rule of the state ({self._rule.age}+)",
            },
        )
        author = ByMember(doing.session.member, doing.session.unlocked.ed)
        place = packet_place(ground.district, packet)
        envelope = seal(place, payload.to_bytes(), shred_key, [PrivateKey(seed).public], author)
        return Packet(
            packet,
            offer.organization,
            offer.service,
            ReferralState.SENT,
            None,
            opened=False,
            month=doing.now.year * 12 + doing.now.month - 1,
            nudge_day=today + terms.nudges[0] + secrets.randbelow(2),
            nudges=0,
            until_day=until,
            core=envelope.core,
            recipients=envelope.recipients,
            answer=None,
        )

    def _secret(self, doing: Doing, message: bytes, packet: PacketId, seed: bytes, offer: str) -> Draft:
        payload = Payload(
            stamp(doing.now, exact=True),
            roster=self._ground.roll.roster_entry(),
            more={"packet": packet.hex(), "seed": seed.hex(), "offer": offer},
        )
        author = ByMember(doing.session.member, doing.session.unlocked.ed)
        return doing.thread.place.seal(
            message,
            Kind.REFERRAL_SECRET,
            payload,
            [doing.thread.case],
            author,
            now=doing.now,
            exact=True,
        )

    def _seed(self, thread: DeskThread, known: Referral) -> bytes | None:
        """From the thread's own record, for staff alone."""
        if thread.keys is None or known.packet is None:
            return None
        opened = self._ground.opener.open(
            thread.place,
            thread.stored,
            (thread.keys.case,),
            talk_seed=None,
            kinds=frozenset({Kind.REFERRAL_SECRET}),
        )
        for one in opened:
            if one.payload and one.failure is None and one.payload.more.get("packet") == known.packet.hex():
                try:
                    return bytes.fromhex(str(one.payload.more.get("seed", "")))
                except ValueError:
                    return None
        return None

    def _still(self, conn: Connection, thread: DeskThread) -> None:
        """Raises NotSendable where the thread went on since it was opened."""
        row = threads.by_id(conn, self._ground.district, thread.row.id)
        if row is None or row.last_seq != thread.row.last_seq:
            raise NotSendable

    def _partners(self) -> tuple[Partner, ...]:
        found = [entry for entry in self._directory.read().entries() if _takes(entry)]
        found.sort(key=lambda one: (_ROOM.index(one.service.capacity), one.organization.name))
        return tuple(
            Partner(
                one.service.id.hex(),
                one.service.name,
                one.organization.name,
                one.service.capacity,
                one.service.wait_days,
                one.languages,
                self._directory.record_contact(one.organization.id) is not None,
                self._terms(one),
                {barrier: answer_to(one, barrier) for barrier in Barrier},
            )
            for one in found
        )

    def _entry(self, value: str) -> Entry | None:
        try:
            entry = self._directory.read().entry(ServiceId(bytes.fromhex(value)))
        except ValueError:
            return None
        return entry if entry is not None and _takes(entry) else None

    def _terms(self, entry: Entry) -> Terms:
        with self._ground.database.read() as conn:
            return terms_of(conn, self._ground.district, self._service, entry.organization.id)


def _attach(conn: Connection, district: DistrictId, known: Referral, packet: PacketId, key: bytes) -> None:
    """The side thread that the student opened with their yes; not one whose keys are not those of their message."""
    side = sides.by_id(conn, district, known.side[0]) if known.side else None
    if side is not None and known.side is not None and sha256(side.student) == known.side[1]:
        sides.attach(conn, district, side.id, packet, student_mac(side, key))


def _status(side: Side) -> SideStatus:
    week = date_of(side.last_week) if side.last_week else None
    return SideStatus(week, side.alerts > 0, side.taken)


def _takes(entry: Entry) -> bool:
    return entry.shown and entry.service.takes_referrals


def _find(thread: DeskThread, offer: str) -> Referral:
    found = next((one for one in referrals_of(thread.opened) if one.offer.id == offer), None)
    if found is None:
        raise NotSendable
    return found


def _offer_of(doing: Doing, said: Proposal, submission: bytes, entry: Entry, terms: Terms) -> Offer:
    """In the student's language, with the fields that the agreement allows."""
    lang = written_in(doing.thread.opened)
    fields = tuple(
        name
        for name in SharedField
        if name in said.fields
        and name in terms.fields
        and (name is not SharedField.ABOUT or said.about.strip())
    )
    return Offer(
        submission.hex(),
        entry.organization.id,
        entry.service.id,
        (entry.organization.name_es if lang == "es" else "") or entry.organization.name,
        (entry.service.name_es if lang == "es" else "") or entry.service.name,
        said.purpose.strip(),
        said.about.strip(),
        fields,
        terms.days,
        doing.now,
        None,
        said.barriers,
        answered(entry),
    )


def _refusal(thread: DeskThread) -> str | None:
    if thread.writer is not Writer.STUDENT:
        return NotTheStudent.code
    if thread.row.state is ThreadState.CLOSED:
        return "referral_closed"
    return None
