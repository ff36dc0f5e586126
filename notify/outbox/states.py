"""The states, classes and triggers of a message on its way."""

from enum import StrEnum

from sqlalchemy import ColumnElement, and_, or_

from notify.tables import Outbox


class State(StrEnum):
    PENDING = "pending"
    CLAIMED = "claimed"
    SENT = "sent_unconfirmed"
    DELIVERED = "delivered"
    FAILED = "failed_perm"
    UNKNOWN = "unknown"  # the carrier may have it
    SUPPRESSED = "suppressed"  # no longer wanted
    HELD = "held"  # waits for a person; no machine sends it


class Class(StrEnum):
    """What may happen to a message whose fate is unknown."""

    PAGE = "page"  # at least once: sent again
    REPLY = "reply"  # at most once: looked for at the carrier, else held
    DIGEST = "digest"  # at most once, in the hours its maker chose


PRIORITY = {Class.PAGE: 0, Class.REPLY: 1, Class.DIGEST: 2}


class Trigger(StrEnum):
    """What a contingent message waits for. Both belong to one page."""

    UNACKNOWLEDGED = "unacknowledged"  # nobody has it after the delay
    ACKNOWLEDGED_AFTER_TOLD = "acknowledged_after_told"  # somebody has it, and the other one had gone out


class HeldBecause(StrEnum):
    LATE = "late"  # half an hour old: what it says may no longer be right
    UNOPENABLE = "unopenable"  # sealed under a key that a restart took away
    UNKNOWN = "unknown"  # perhaps sent, and the carrier cannot say


# A reply not handed to the carrier in this time is not sent by a machine any more (safety 9).
HOLD_AFTER_S = 30 * 60


def stoppable() -> ColumnElement[bool]:
    """Rows not on the way to the carrier this very moment; an unknown one must not be sent again."""
    claimed = and_(Outbox.state == State.CLAIMED, Outbox.handed_at.is_(None))
    return or_(Outbox.state.in_((State.PENDING, State.UNKNOWN)), claimed)
