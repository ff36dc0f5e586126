"""What a counselor's page of a thread's referrals shows."""

from collections.abc import Mapping

from reporting.cases.desk_thread import DeskThread
from reporting.cases.offered import is_offered
from reporting.cases.opened_message import written_in
from reporting.model.clock import date_of
from reporting.model.ids import OrganizationId, SideId
from reporting.model.referral import MAY_BE_MET, ReferralState
from reporting.model.thread import Channel, ThreadState
from reporting.model.writer import Writer
from reporting.people.staff_session import StaffSession
from reporting.referrals.counselors_ground import CounselorsGround
from reporting.referrals.deciding import standing
from reporting.referrals.offer import Referral, referrals_of
from reporting.referrals.open_partners import OpenPartners
from reporting.referrals.referral_desk import (
    NotTheStudent,
    OnlyInPilots,
    OnTheWeb,
    ReferralDesk,
    SideCall,
    SideStatus,
    StaffReferral,
)
from reporting.referrals.taking_back import StaffTakingBack
from reporting.referrals.terms import terms_of
from reporting.referrals.text_consent import MetText, NoPhone
from reporting.store import packets, partner_queues, sides
from reporting.store.sides import Side


class ReferralDeskViews:
    def __init__(self, on: CounselorsGround, partners: OpenPartners, back: StaffTakingBack) -> None:
        self._on = on
        self._partners = partners
        self._back = back

    def desk(self, session: StaffSession, reference: str) -> ReferralDesk:
        """Raises NoSuchThread."""
        thread = self._on.desks.load(session, reference)
        return ReferralDesk(
            reference,
            written_in(thread.opened),
            self._on.ground.roll.zone().key,
            tuple(self._shown(thread, one) for one in reversed(referrals_of(thread.opened))),
            self._partners.listed(),
            self._refusal(thread),
            self._on.rule,
            thread.row.channel is Channel.SMS,
            is_offered(self._on.offered.by_text, thread),
        )

    def _refusal(self, thread: DeskThread) -> str | None:
        found = _refusal(thread)
        if found is None and self._on.goes_on_by_web(thread):
            found = OnTheWeb.code
        elif found is None and thread.row.channel is Channel.SMS and not self._on.texts.reaches(thread):
            found = NoPhone.code
        if found is None and not is_offered(self._on.offered.referrals, thread):
            found = OnlyInPilots.code
        return found

    def side_call(self, params: Mapping[str, str]) -> SideCall | None:
        """`params`: those of the system's message in a thread that is open already. None where they name nobody."""
        ground = self._on.ground
        try:
            organization = OrganizationId(bytes.fromhex(params["organization"]))
            side = SideId(bytes.fromhex(params["side"]))
        except (KeyError, ValueError):
            return None
        contact = self._on.directory.record_contact(organization)
        with ground.database.read() as conn:
            terms = terms_of(conn, ground.district, self._on.service, organization)
            row = sides.by_id(conn, ground.district, side)
        return SideCall(
            params.get("party", ""),
            contact.name if contact else "",
            contact.phone if contact else "",
            terms.partner,
            row is not None and row.taken,
        )

    def _shown(self, thread: DeskThread, known: Referral) -> StaffReferral:
        ground = self._on.ground
        row, linked, queued, side = None, False, False, None
        if known.packet is not None:
            with ground.database.read() as conn:
                row = packets.by_id(conn, ground.district, known.packet)
                queued = partner_queues.is_queued(conn, ground.district, known.packet)
                linked = queued or packets.has_link(conn, ground.district, known.packet)
                side = sides.of_packet(conn, ground.district, known.packet)
        contact = self._on.directory.record_contact(known.offer.organization)
        with ground.database.read() as conn:
            terms = terms_of(conn, ground.district, self._on.service, known.offer.organization)
        return StaffReferral(
            standing(known, row),
            ground.roll.staff_name(known.offer.member) if known.offer.member else "",
            contact.name if contact else "",
            contact.phone if contact else "",
            self._on.needs_basis(known),
            linked,
            terms.danger,
            date_of(row.until_day) if row else None,
            _status(side) if side else None,
            queued,
            self._back.may(thread, known, row.state if row else None),
            ground.roll.staff_name(known.who) if known.who else "",
            self.met_text(thread, known, row.state if row else None),
        )

    def met_text(self, thread: DeskThread, known: Referral, state: ReferralState | None) -> MetText | None:
        asked = (
            thread.row.channel is Channel.SMS
            and state in MAY_BE_MET
            and known.met != "yes"
            and not self._on.goes_on_by_web(thread)
        )
        return self._on.texts.met_text(thread, known) if asked else None


def _status(side: Side) -> SideStatus:
    week = date_of(side.last_week) if side.last_week else None
    return SideStatus(week, side.alerts > 0, side.taken)


def _refusal(thread: DeskThread) -> str | None:
    if thread.writer is not Writer.STUDENT:
        return NotTheStudent.code
    if thread.row.state is ThreadState.CLOSED:
        return "referral_closed"
    return None
