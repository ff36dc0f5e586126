"""An organization that signs in, without a house: one referral in its list, a colleague who waits, a service with room."""

from dataclasses import replace
from datetime import date
from types import SimpleNamespace
from typing import Any

from reporting.model.help.words import Capacity
from reporting.model.referral import ReferralState
from reporting.referrals.partners.entering import InvitationOver, PartnerOut, WrongEntry
from reporting.referrals.partners.inbox import Colleague, Line, PartnerList, Room

PASSWORD = "four quiet boats leave"
NEW = Line(
    "b" * 32,
    "BBBB",
    "Counseling",
    ReferralState.SENT,
    date(2026, 3, 1),
    date(2026, 4, 12),
    opens=True,
    new=True,
    urgent=False,
)
FOUND = PartnerList(
    "Harbor House",
    "May Lowell",
    (NEW, replace(NEW, id="c" * 32, mark="CCCC", state=ReferralState.ACCEPTED, opens=False, urgent=True)),
    (
        Colleague("d" * 32, "Lee Brandt", ("oak", "river", "lamp", "quiet")),
        Colleague("e" * 32, "Ivy Moreno", None),
    ),
    (Room("f" * 32, "Counseling", Capacity.OPEN),),
)


class MadeUpEntering:
    """PartnerEntering: one password opens."""

    def welcome(self, token: str, secret: str = "") -> Any:
        del token, secret
        raise InvitationOver

    def sign_in(self, email: str, password: str, code: str) -> Any:
        del email, code
        if password != PASSWORD:
            raise WrongEntry
        return self.resume("session")

    def resume(self, token: str) -> Any:
        if token != "session":
            raise PartnerOut
        return SimpleNamespace(token=token)


class MadeUpPartnerInbox:
    """PartnerInbox: whatever is pressed, the same stands there again."""

    def look(self, session: Any) -> PartnerList:
        del session
        return FOUND
