"""What is counted so that shares can be made of it. A count of a month, and of no one thread."""

from dataclasses import dataclass
from enum import StrEnum


class Event(StrEnum):
    """The first ones are counted by a clock from times in clear, the referral's where they happen."""

    ARRIVED = "arrived"
    OPENED = "opened"
    ANSWERED = "answered"
    ANSWERED_DAY = "answered_day"
    FETCHED = "fetched"
    PAGED = "paged"
    PAGED_MINUTE = "paged_minute"
    TAKEN_FIVE = "taken_five"
    TAKEN_QUARTER = "taken_quarter"
    REFERRAL_SENT = "referral_sent"
    REFERRAL_ACCEPTED = "referral_accepted"
    REFERRAL_WAITING = "referral_waiting"
    FIRST_APPOINTMENT = "first_appointment"


class Band(StrEnum):
    """Grades of a school."""

    ELEMENTARY = "elementary"
    MIDDLE = "middle"
    HIGH = "high"


@dataclass(frozen=True, slots=True)
class Share:
    """How many of `whole` are `part` too. `part` and `whole`: events, or those of `return_tally`."""

    name: str
    part: str
    whole: str


SHARES = (
    Share("paged_minute", Event.PAGED_MINUTE, Event.PAGED),
    Share("taken_five", Event.TAKEN_FIVE, Event.PAGED),
    Share("taken_quarter", Event.TAKEN_QUARTER, Event.PAGED),
    Share("opened", Event.OPENED, Event.ARRIVED),
    Share("answered", Event.ANSWERED, Event.ARRIVED),
    Share("answered_day", Event.ANSWERED_DAY, Event.ARRIVED),
    Share("fetched", Event.FETCHED, Event.ARRIVED),
    Share("returned", "returned", "told"),
    Share("helped", "helped", "rated"),
    Share("referral_accepted", Event.REFERRAL_ACCEPTED, Event.REFERRAL_SENT),
    Share("referral_waiting", Event.REFERRAL_WAITING, Event.REFERRAL_SENT),
    Share("first_appointment", Event.FIRST_APPOINTMENT, Event.REFERRAL_SENT),
)
