"""A referral as it stands at the partner's, and which step may follow which. Pure."""

from collections.abc import Mapping
from enum import StrEnum


class ReferralState(StrEnum):
    SENT = "sent"
    VIEWED = "viewed"
    ACCEPTED = "accepted"
    WAITLISTED = "waitlisted"
    DECLINED = "declined"
    SCHEDULED = "scheduled"
    ATTENDED = "attended"
    NO_SHOW = "no_show"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"


class Decline(StrEnum):
    """Why a partner cannot take it."""

    NO_CAPACITY = "no_capacity"
    NOT_ELIGIBLE = "not_eligible"
    NO_CONTACT = "no_contact"
    FAMILY_DECLINED = "family_declined"


S = ReferralState
# What a partner may say next. Whoever said something by mistake may say the right thing after it.
STEPS: Mapping[ReferralState, tuple[ReferralState, ...]] = {
    S.SENT: (S.ACCEPTED, S.WAITLISTED, S.DECLINED),
    S.VIEWED: (S.ACCEPTED, S.WAITLISTED, S.DECLINED),
    S.ACCEPTED: (S.SCHEDULED, S.WAITLISTED, S.DECLINED, S.CLOSED),
    S.WAITLISTED: (S.ACCEPTED, S.SCHEDULED, S.DECLINED, S.CLOSED),
    S.DECLINED: (S.ACCEPTED, S.WAITLISTED),
    S.SCHEDULED: (S.ATTENDED, S.NO_SHOW, S.SCHEDULED, S.CLOSED),
    S.NO_SHOW: (S.SCHEDULED, S.ATTENDED, S.CLOSED),
    S.ATTENDED: (S.SCHEDULED, S.CLOSED),
}
# Nothing can be read there any more.
OVER = frozenset({S.WITHDRAWN, S.EXPIRED})
# Nobody has answered it.
UNANSWERED = frozenset({S.SENT, S.VIEWED})
# The partner opened it at least once.
SEEN = frozenset(S) - {S.SENT, S.WITHDRAWN, S.EXPIRED}
# The partner took it on, so that there is something to ask the student about.
MAY_BE_MET = frozenset({S.ACCEPTED, S.SCHEDULED, S.ATTENDED, S.NO_SHOW, S.CLOSED})
