"""What a student agreed to goes to the partner: into the queue of its people, or by a link and a PIN told by telephone."""

from datetime import datetime

from sqlalchemy import Connection

from reporting.cases.desk_pen import Doing, Effect
from reporting.cases.desk_thread import DeskThread
from reporting.cases.refusals import TooLong
from reporting.cases.staff_view import Act
from reporting.cases.system_message import system_draft
from reporting.model.help.partnership import RecordContact
from reporting.model.ids import OrganizationId
from reporting.model.measure import Step
from reporting.model.referral import OVER
from reporting.model.thread import Channel
from reporting.people.staff_session import StaffSession
from reporting.referrals.counselors_ground import CounselorsGround, referral_of
from reporting.referrals.links import Links, NewLink
from reporting.referrals.offer import SENT, Referral
from reporting.referrals.open_partners import OpenPartners
from reporting.referrals.packing import PacketKeys, Packing, attach
from reporting.referrals.partners.queue_keys import open_to
from reporting.referrals.proposing import LINE
from reporting.referrals.referral_desk import BasisMissing, NoAddress, NotSendable, OnTheWeb, Slip
from reporting.referrals.tag import seal_tag
from reporting.referrals.terms import Terms
from reporting.store import packet_counts, packets, partner_queues, threads
from reporting.store.packets import Packet
from reporting.store.partner_queues import QueuedPacket
from reporting.store.shred import ShredKey
from reporting.vault.packets import answer_key
from reporting.vault.partners import seal_to_queue

# How a packet reaches its partner.
Way = NewLink | QueuedPacket


class Sending:
    def __init__(self, on: CounselorsGround, partners: OpenPartners, links: Links) -> None:
        self._on = on
        self._partners = partners
        self._links = links
        self._packing = Packing(on)

    def send(self, session: StaffSession, reference: str, submission: bytes, offer: str, basis: str) -> Slip:
        """The packet, to the address on record; the PIN comes back, to be told by telephone.

        Raises NotSendable, BasisMissing, NoAddress, TooLong, OnTheWeb, NoPhone, QuestionOver, NotAllowed, NoSuchThread,
        NothingStored.
        """
        doing = self._on.pen.begin(session, reference, Act.REPLY)
        known = referral_of(doing.thread, offer)
        consent = known.consent
        if not known.sendable or consent is None or doing.thread.keys is None:
            raise NotSendable
        if self._on.goes_on_by_web(doing.thread):
            raise OnTheWeb
        self._check_basis(known, basis)
        contact = self._addressed(known)
        entry = self._on.directory.read().entry(known.offer.service)
        terms = self._partners.terms(entry) if entry else Terms()
        ground = self._on.ground
        keys = PacketKeys.new()
        packet, answers = keys.id, answer_key(keys.seed, keys.id)
        row = self._packing.packet(doing, known, keys, basis.strip(), terms)
        tag = seal_tag(answers, packet, self._on.tag(doing))
        way = self._way(known.offer.organization, row, keys.seed, doing.now)
        drafts = [
            self._packing.secret(doing, submission, keys, offer),
            system_draft(
                doing.thread.place,
                ground.system,
                doing.thread.talk,
                ground.id(),
                SENT,
                now=doing.now,
                params={"offer": offer, "packet": packet.hex(), "answer_key": answers.hex()},
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
            attach(conn, ground.district, known, packet, answers)
            self._put(conn, way, contact, doing.now)
            stored = True

        # A key without a row is swept; a row without a key would be a packet that nobody opens.
        ground.shred.put([ShredKey(packet, 0, keys.shred)])
        self._on.pen.write(doing, "referral_sent", drafts, before=before, effect=effect)
        if not stored:
            raise NotSendable
        self._on.count(doing, [Step.SENT])
        return self._slip(way, contact)

    def _check_basis(self, known: Referral, basis: str) -> None:
        """Raises TooLong, BasisMissing."""
        if len(basis) > LINE:
            raise TooLong(LINE)
        if self._on.needs_basis(known) and not basis.strip():
            raise BasisMissing

    def _addressed(self, known: Referral) -> RecordContact:
        """Raises NoAddress."""
        contact = self._on.directory.record_contact(known.offer.organization)
        if contact is None or not contact.email:
            raise NoAddress
        return contact

    def _noted(self, doing: Doing, known: Referral, row: Packet) -> Effect:
        """A yes by text is taken back by text: its row learns of the packet. Raises NoPhone, QuestionOver."""
        by_text = known.consent is not None and known.consent.by_text
        if not by_text or doing.thread.row.channel is not Channel.SMS:
            return lambda _: None
        category = self._on.tag(doing).category
        return self._on.texts.sent(doing, known.offer, row.id, category, row.until_day)

    def new_link(self, session: StaffSession, reference: str, offer: str) -> Slip:
        """Another link and another PIN; the former ones open nothing. Raises NotSendable, NoAddress, NotAllowed."""
        doing = self._on.pen.begin(session, reference, Act.REPLY)
        known = referral_of(doing.thread, offer)
        seed = self._packing.seed(doing.thread, known)
        if seed is None or known.packet is None:
            raise NotSendable
        contact = self._addressed(known)
        ground, packet = self._on.ground, known.packet
        with ground.database.read() as conn:
            row = packets.by_id(conn, ground.district, packet)
        if row is None or row.state in OVER:
            raise NotSendable
        new = self._links.make(packet, seed, until_day=row.until_day, now=doing.now)

        def effect(conn: Connection) -> None:
            packets.drop_links(conn, ground.district, packet)
            self._links.put(conn, new, contact, now=doing.now)

        self._on.pen.write(doing, "referral_linked", [], effect=effect)
        return self._slip(new, contact)

    def _way(self, organization: OrganizationId, row: Packet, seed: bytes, now: datetime) -> Way:
        """Sealed to the organization's own queue, where people there sign in; else by a link."""
        ground = self._on.ground
        with ground.database.read() as conn:
            queue = open_to(conn, ground.district, ground.roll.believed(), organization)
        if queue is None:
            return self._links.make(row.id, seed, until_day=row.until_day, now=now)
        epoch, key = queue
        return QueuedPacket(row.id, epoch, seal_to_queue(key, ground.district, row.id, seed))

    def _put(self, conn: Connection, way: Way, contact: RecordContact, now: datetime) -> None:
        if isinstance(way, QueuedPacket):
            partner_queues.add_packet(conn, self._on.ground.district, way)
            self._links.tell_queued(conn, contact, now=now)
        else:
            self._links.put(conn, way, contact, now=now)

    def _slip(self, way: Way, contact: RecordContact) -> Slip:
        if isinstance(way, QueuedPacket):
            return Slip("", contact.name, contact.phone, sign_in=self._links.sign_in)
        return Slip(
            way.pin, contact.name, contact.phone, "" if self._links.mailed else self._links.address(way.token)
        )

    def _still(self, conn: Connection, thread: DeskThread) -> None:
        """Raises NotSendable where the thread went on since it was opened."""
        row = threads.by_id(conn, self._on.ground.district, thread.row.id)
        if row is None or row.last_seq != thread.row.last_seq:
            raise NotSendable
