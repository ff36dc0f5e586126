"""A referral as student and partner see it, without a house."""

from dataclasses import dataclass
from typing import Any

from reporting.cases.refusals import NothingOpens
from reporting.cases.reporter_view import ReporterView
from reporting.model.help.words import SharedField
from reporting.model.ids import OrganizationId, PacketId
from reporting.model.referral import ReferralState
from reporting.referrals.answer import Answer
from reporting.referrals.deciding import Decision, FieldEmpty, ReferralView, Standing
from reporting.referrals.offer import Referral
from reporting.referrals.partner_visit import PacketView
from reporting.referrals.side_partner import SideDoor
from reporting.referrals.terms import MinorsRule
from tests.integration.staff.made_up_referrals import PROPOSED_AT, agreed, offer
from tests.integration.web.fake_doors import FakeDoors
from tests.integration.web.made_up_sides import MadeUpPartnerSides

PIN = "48213377"


@dataclass
class MadeUpDeciding:
    """StudentReferrals: how one referral stands."""

    doors: FakeDoors
    standing: Standing

    def look(self, token: str, offer_id: str) -> ReferralView:
        del offer_id
        thread: ReporterView = self.doors.resume(token)
        return ReferralView(thread, self.standing, MinorsRule(14, "C.R.S. 12-245-203.5"))

    def agree(
        self, token: str, submission: bytes, offer_id: str, decision: Decision, words: Any
    ) -> ReferralView:
        del submission, words
        for name, value in decision.values.items():
            if not value:
                raise FieldEmpty(name)
        self.standing = Standing(agreed(1))
        return self.look(token, offer_id)

    def open_side(self, token: str, submission: bytes, offer_id: str, words: str) -> None:
        """What follows is the side thread's own."""

    def sent(self) -> None:
        """The partner has it, opened it and set a time."""
        referral = agreed(1, packet=PacketId(b"p" * 16), sent=PROPOSED_AT)
        self.standing = Standing(
            referral, ReferralState.SCHEDULED, opened=True, answer=Answer("Tuesday, 3 pm", "Room 4")
        )

    def withdraw(self, token: str, submission: bytes, offer_id: str, words: str) -> ReferralView:
        del submission, words
        referral = agreed(1, packet=PacketId(b"p" * 16), withdrawn=True)
        self.standing = Standing(referral, ReferralState.WITHDRAWN, opened=True)
        return self.look(token, offer_id)


def made_up_deciding(doors: FakeDoors) -> MadeUpDeciding:
    return MadeUpDeciding(doors, Standing(Referral(offer(1))))


class MadeUpPartnerVisits:
    """PartnerVisits: one PIN opens. `sides`: what the student and the partner write to each other."""

    def __init__(self) -> None:
        self.sides = MadeUpPartnerSides()

    def open(self, token: str, pin: str) -> PacketView:
        if token != "link" or pin != PIN:
            raise NothingOpens
        return PacketView(
            "kept",
            {"fields": {SharedField.FIRST_NAME: "Robin"}, "purpose": "A first talk"},
            ReferralState.VIEWED,
            (ReferralState.ACCEPTED, ReferralState.WAITLISTED, ReferralState.DECLINED),
            "Call Ana Ruiz, +1 500 555 0110.",
            OrganizationId(b"o" * 16),
            SideDoor("side", new=True, urgent=False),
        )
