"""What is counted so that shares can be made of it. A count of a month, and of no one thread."""

from dataclasses import dataclass
from enum import StrEnum


class Event(StrEnum):
    """Counted by a clock from times in clear. Those of referrals are kept for what was written before `Step` was."""

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


class Step(StrEnum):
    """What becomes of a referral, each counted once for one referral. The first ones up to `NO_SHOW` are told by the
    partner; `CONFIRMED` and `NOT_SEEN` by the student. `NEEDED_…`: what would have made it hard was named, `UNMET_…`:
    and the chosen service has no answer to it.
    """

    PROPOSED = "referral_proposed"
    AGREED = "referral_agreed"
    SENT = "referral_sent"
    OPENED = "referral_opened"
    ACCEPTED = "referral_accepted"
    WAITING = "referral_waiting"
    DECLINED = "referral_declined"
    FIRST_APPOINTMENT = "first_appointment"
    ATTENDED = "attended"
    NO_SHOW = "no_show"
    SEEN_FORTNIGHT = "seen_fortnight"
    SEEN_MONTH = "seen_month"
    CONFIRMED = "confirmed"
    NOT_SEEN = "not_seen"
    TAKEN_BACK = "taken_back"
    NEEDED_TRANSPORT = "needed_transport"
    NEEDED_SCHEDULE = "needed_schedule"
    NEEDED_INSURANCE = "needed_insurance"
    NEEDED_SPACE = "needed_space"
    UNMET_TRANSPORT = "unmet_transport"
    UNMET_SCHEDULE = "unmet_schedule"
    UNMET_INSURANCE = "unmet_insurance"
    UNMET_SPACE = "unmet_space"


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
    Share("referral_agreed", Step.AGREED, Step.PROPOSED),
    Share("referral_opened", Step.OPENED, Step.SENT),
    Share("referral_accepted", Step.ACCEPTED, Step.SENT),
    Share("referral_waiting", Step.WAITING, Step.SENT),
    Share("referral_declined", Step.DECLINED, Step.SENT),
    Share("first_appointment", Step.FIRST_APPOINTMENT, Step.SENT),
    Share("attended", Step.ATTENDED, Step.SENT),
    Share("confirmed", Step.CONFIRMED, Step.SENT),
    Share("taken_back", Step.TAKEN_BACK, Step.SENT),
    Share("no_show", Step.NO_SHOW, Step.FIRST_APPOINTMENT),
    Share("seen_fortnight", Step.SEEN_FORTNIGHT, Step.ATTENDED),
    Share("seen_month", Step.SEEN_MONTH, Step.ATTENDED),
)
# Counts that are published by the ten: "40 to 49". Of a month for the district, of a year for places too.
TENS = (
    Step.PROPOSED,
    Step.SENT,
    Step.NEEDED_TRANSPORT,
    Step.NEEDED_SCHEDULE,
    Step.NEEDED_INSURANCE,
    Step.NEEDED_SPACE,
    Step.UNMET_TRANSPORT,
    Step.UNMET_SCHEDULE,
    Step.UNMET_INSURANCE,
    Step.UNMET_SPACE,
)
