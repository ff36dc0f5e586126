"""The counselor's side of a referral: propose it in the thread, send what the student agreed to, ask whether it helped."""

from collections.abc import Mapping

from reporting.cases.desk_pen import DeskPen
from reporting.cases.desk_thread import Desks
from reporting.cases.ground import Ground
from reporting.cases.referral_counter import ReferralCounter
from reporting.cases.sealing import stamp
from reporting.cases.staff_thread import StaffThreads
from reporting.cases.staff_view import Act
from reporting.model.kind import Kind
from reporting.people.ground import Witness
from reporting.people.staff_session import StaffSession
from reporting.referrals.counselors_ground import CounselorsGround, Switches, referral_of
from reporting.referrals.desk_view import ReferralDeskViews
from reporting.referrals.directory.keeping import DirectoryKeeping
from reporting.referrals.links import Links
from reporting.referrals.offer import ASKED_MET
from reporting.referrals.open_partners import OpenPartners
from reporting.referrals.proposing import Proposing
from reporting.referrals.referral_desk import NotSendable, Proposal, ReferralDesk, SideCall, Slip
from reporting.referrals.sending import Sending
from reporting.referrals.taking_back import StaffTakingBack, TakingBack
from reporting.referrals.terms import MinorsRule
from reporting.referrals.text_consent import TextConsents, Texts
from reporting.store import packets
from reporting.vault.payload import Payload
from reporting.vault.service_box import ServiceBox


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
        desks = Desks(ground)
        pen = DeskPen(ground, witness, desks, StaffThreads(ground))
        self._on = CounselorsGround(ground, desks, pen, service, directory, rule, offered, counter, texts)
        partners = OpenPartners(ground, directory, service)
        self._proposing = Proposing(self._on, partners)
        self._sending = Sending(self._on, partners, links)
        self._back = StaffTakingBack(ground, pen, counter=counter, by_web=self._on.goes_on_by_web)
        self._views = ReferralDeskViews(self._on, partners, self._back)

    def desk(self, session: StaffSession, reference: str) -> ReferralDesk:
        """Raises NoSuchThread."""
        return self._views.desk(session, reference)

    def side_call(self, params: Mapping[str, str]) -> SideCall | None:
        """`params`: those of the system's message in a thread that is open already. None where they name nobody."""
        return self._views.side_call(params)

    def texts(self, session: StaffSession, reference: str, said: Proposal) -> Texts:
        """What would go to a student who texts. Raises as `propose` does."""
        return self._proposing.texts(session, reference, said)

    def propose(self, session: StaffSession, reference: str, submission: bytes, said: Proposal) -> None:
        """Raises as `Proposing.propose`."""
        self._proposing.propose(session, reference, submission, said)

    def send(self, session: StaffSession, reference: str, submission: bytes, offer: str, basis: str) -> Slip:
        """Raises as `Sending.send`."""
        return self._sending.send(session, reference, submission, offer, basis)

    def new_link(self, session: StaffSession, reference: str, offer: str) -> Slip:
        """Raises as `Sending.new_link`."""
        return self._sending.new_link(session, reference, offer)

    def take_back(self, session: StaffSession, reference: str, submission: bytes, said: TakingBack) -> None:
        """Raises NotSendable, ReasonMissing, NotAskedFor, TooLong, NotAllowed, NoSuchThread, NothingStored."""
        self._back.take_back(session, reference, submission, said)

    def ask_met(self, session: StaffSession, reference: str, submission: bytes, offer: str) -> None:
        """By text, whether it worked out: one question that names nothing.

        Raises NotSendable, NoPhone, AtNight, QuestionOver, AskedLately, NotAllowed, NoSuchThread, NothingStored.
        """
        doing = self._on.pen.begin(session, reference, Act.REPLY)
        known, ground = referral_of(doing.thread, offer), self._on.ground
        row = None
        if known.packet is not None:
            with ground.database.read() as conn:
                row = packets.by_id(conn, ground.district, known.packet)
        if self._views.met_text(doing.thread, known, row.state if row else None) is None:
            raise NotSendable
        body, effect = self._on.texts.ask_met(doing, known, submission)
        payload = Payload(
            stamp(doing.now, exact=True),
            body,
            code=ASKED_MET,
            params={"offer": offer},
            roster=ground.roll.roster_entry(),
        )
        draft = self._on.pen.seal(doing, submission, Kind.STAFF_REPLY, payload)
        self._on.pen.write(doing, "referral_asked_met", [draft], effect=effect)
