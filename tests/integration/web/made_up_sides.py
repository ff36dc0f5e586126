"""A side thread of a made-up referral, as student and partner see it, without a house."""

from dataclasses import replace
from typing import Any

from reporting.cases.refusals import EmptyText
from reporting.model.ids import PacketId
from reporting.referrals.partner_hours import Hours
from reporting.referrals.side_partner import PartnerSide
from reporting.referrals.side_student import SideView
from reporting.referrals.side_thread import LinkInWords, Party, Said
from reporting.store.errors import StoreUnavailable
from tests.integration.staff.made_up_referrals import PROPOSED_AT, agreed
from tests.integration.web.fake_doors import FakeDoors

ROOM = "https://video.example/room/7"
HOURS = Hours(words="Mondays to Fridays, nine to five", danger="Dr. Vega, 202-555-0188")
SAID = (
    Said("01" * 16, Party.STUDENT, readable=True, text="I can't sleep.", at=PROPOSED_AT),
    Said("02" * 16, Party.PARTNER, readable=True, text="Since when?", at=PROPOSED_AT),
    Said(
        "03" * 16,
        Party.PARTNER,
        readable=True,
        code="side_video",
        params={"address": ROOM},
        at=PROPOSED_AT,
    ),
    Said("04" * 16, Party.STUDENT, readable=False),
)


AWAY = "The store does not answer to these words."


class MadeUpSides:
    """StudentSides: closed until the student opens it; then everything that such a page can show."""

    def __init__(self, doors: FakeDoors) -> None:
        self.doors = doors
        self.stands: dict[str, Any] = {}

    def look(self, token: str, offer: str) -> SideView:
        del offer
        referral = agreed(1, packet=PacketId(b"p" * 16), sent=PROPOSED_AT)
        return SideView(self.doors.resume(token), referral, HOURS, **self.stands)

    def new_for(self, offers: Any) -> frozenset[str]:
        return frozenset(offers)

    def open_side(self) -> None:
        self.stands = {"open": True, "here": True, "turns": 2, "kept_back": True, "said": SAID}

    def write(self, token: str, submission: bytes, offer: str, body: str) -> SideView:
        del submission
        if not body.strip():
            raise EmptyText
        return replace(self.look(token, offer), woken=True)


class MadeUpPartnerSides:
    """PartnerSides."""

    def look(self, token: str, side: str) -> PartnerSide:
        return PartnerSide(token, side, SAID, HOURS, urgent=True, submission="ab" * 16)

    take = look

    def write(self, token: str, side: str, submission: bytes, body: str) -> PartnerSide:
        del submission
        if "https://" in body:
            raise LinkInWords
        if body == AWAY:
            raise StoreUnavailable
        return self.look(token, side)
