"""Referrals of a made-up thread: one in each state that the page knows, and one partner to propose."""

from datetime import UTC, date, datetime, timedelta

from reporting.model.help.words import Barrier, Capacity, SharedField
from reporting.model.ids import OrganizationId, PacketId, ServiceId
from reporting.model.referral import ReferralState
from reporting.people.staff_session import StaffSession
from reporting.referrals.answer import Answer
from reporting.referrals.deciding import Standing
from reporting.referrals.offer import Consent, Offer, Referral
from reporting.referrals.referral_desk import Partner, Proposal, ReferralDesk, Slip, StaffReferral
from reporting.referrals.taking_back import TakingBack
from reporting.referrals.terms import MinorsRule, Terms
from reporting.referrals.text_consent import MetText, Texts

PROPOSED_AT = datetime(2026, 3, 9, 15, 0, tzinfo=UTC)
SLIP = Slip("48213377", "Wren Lowe", "+15005550133")


def offer(number: int) -> Offer:
    return Offer(
        f"{number:032x}",
        OrganizationId(b"c" * 16),
        ServiceId(b"C" * 16),
        "Oak Clinic",
        "Counseling",
        "A first talk",
        "Lies awake at night.",
        tuple(SharedField),
        30,
        PROPOSED_AT,
    )


def agreed(number: int, **more: object) -> Referral:
    values = {SharedField.FIRST_NAME: "Robin", SharedField.ABOUT: "Lies awake at night."}
    said = Consent(values, "yes", PROPOSED_AT + timedelta(hours=4))
    return Referral(offer(number), said, **more)  # type: ignore[arg-type]


def _staff(standing: Standing, **more: object) -> StaffReferral:
    given: dict[str, object] = {
        "by": "Ana Ruiz",
        "contact": SLIP.contact,
        "phone": SLIP.phone,
        "needs_basis": True,
        "linked": False,
        "danger": "",
        "until": date(2026, 4, 12),
        **more,
    }
    return StaffReferral(standing, **given)  # type: ignore[arg-type]


class MadeUpReferrals:
    """Whatever is done, the same stands there again."""

    def desk(self, session: StaffSession, reference: str) -> ReferralDesk:
        sent = agreed(3, packet=PacketId(b"p" * 16), sent=PROPOSED_AT, mets=("not_yet",))
        found = (
            _staff(Standing(Referral(offer(1)))),
            _staff(Standing(agreed(2))),
            _staff(
                Standing(
                    sent, ReferralState.SCHEDULED, opened=True, answer=Answer("Tuesday, 3 pm", "Room 4")
                ),
                back="asked",
                met=MetText("Hi. Did it work out?", waits=False),
            ),
            _staff(Standing(agreed(4, withdrawn=True))),
        )
        partner = Partner(
            "C" * 32,
            "Counseling",
            "Oak Clinic",
            Capacity.WAITLIST,
            14,
            ("es",),
            addressed=False,
            terms=Terms(),
            answers=dict.fromkeys(Barrier),
        )
        return ReferralDesk(
            reference, "es", "America/Chicago", found, (partner,), None, MinorsRule(14, "C.R.S. 12-245-203.5")
        )

    def texts(self, session: StaffSession, reference: str, said: Proposal) -> Texts:
        return Texts(("Hi. We would like to ask you something.",), "0" * 16)

    def propose(self, session: StaffSession, reference: str, submission: bytes, said: Proposal) -> None: ...

    def take_back(
        self, session: StaffSession, reference: str, submission: bytes, said: TakingBack
    ) -> None: ...

    def ask_met(self, session: StaffSession, reference: str, submission: bytes, offer: str) -> None: ...

    def send(self, session: StaffSession, reference: str, submission: bytes, offer: str, basis: str) -> Slip:
        return SLIP

    def new_link(self, session: StaffSession, reference: str, offer: str) -> Slip:
        return SLIP
