"""What other systems are told of, and why one is told no more."""

from enum import StrEnum


class HookEvent(StrEnum):
    """Each is of the district as a whole. `PING`: a registrar tries the address."""

    DIRECTORY = "directory"
    FIGURES = "figures"
    REFERRALS = "referrals"
    PING = "ping"


# As a message names them.
NAMES = {
    HookEvent.DIRECTORY: "directory.changed",
    HookEvent.FIGURES: "figures.published",
    HookEvent.REFERRALS: "referrals.changed",
    HookEvent.PING: "ping",
}


class HookEnd(StrEnum):
    STAFF = "staff"
    GONE = "gone"
    FAILED = "failed"
