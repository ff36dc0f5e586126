"""Twilio's words and codes, in ours. Pure.

Sources: Twilio "Message status values", "Call status values", "Error and warning dictionary".
"""

from collections.abc import Iterable, Mapping
from enum import StrEnum

from notify.ports import Delivery

# A call that ended was not delivered, whoever picked up: it may have been a voicemail. Only digit 1 delivers it,
# and that is written down before the call ends, where a later word no longer counts.
WORDS = {
    "accepted": Delivery.QUEUED,
    "scheduled": Delivery.QUEUED,
    "queued": Delivery.QUEUED,
    "initiated": Delivery.QUEUED,
    "sending": Delivery.SENDING,
    "ringing": Delivery.SENDING,
    "sent": Delivery.SENT,
    "answered": Delivery.SENT,
    "in-progress": Delivery.SENT,
    "completed": Delivery.UNDELIVERED,
    "delivered": Delivery.DELIVERED,
    "read": Delivery.DELIVERED,
    "undelivered": Delivery.UNDELIVERED,
    "busy": Delivery.UNDELIVERED,
    "no-answer": Delivery.UNDELIVERED,
    "failed": Delivery.FAILED,
    "canceled": Delivery.FAILED,
}

OPTED_OUT = 21610
LANDLINE = 21614
TOO_LONG = 21617
TOO_MANY = 20429
NOT_FOUND = 20404

# The carriers refuse our number: its A2P 10DLC campaign or its toll-free verification is not approved.
UNREGISTERED = frozenset({30032, 30034})
# A person must mend the account: wrong credentials, suspended, number not registered.
CONFIGURATION = frozenset({20003, 30002}) | UNREGISTERED


class Course(StrEnum):
    """What a code asks of whoever wanted to send."""

    NEVER = "never"  # this phone by this channel, never again
    MEND = "mend"  # a person must mend the account
    LATER = "later"
    ONCE_MORE = "once_more"  # then the next channel
    UNKNOWN = "unknown"  # the channel failed: the next one


_COURSES = {
    # No such number or not in reach of texts, not from us, opted out, a landline, too long; blocked, unknown to its
    # carrier, a landline, filtered.
    Course.NEVER: (
        (21211, 21212, 21408, 21606, OPTED_OUT, 21612, LANDLINE, TOO_LONG),
        (30004, 30005, 30006, 30007),
    ),
    Course.MEND: (CONFIGURATION,),
    # Too many at once, a full queue, a fault that the carrier has no word for.
    Course.LATER: ((TOO_MANY, 30001, 30008),),
    Course.ONCE_MORE: ((30003,),),  # a phone that is off or out of reach
}


def _by_code(courses: Mapping[Course, Iterable[Iterable[int]]]) -> dict[int, Course]:
    return {code: course for course, groups in courses.items() for codes in groups for code in codes}


_COURSE_OF = _by_code(_COURSES)


def course(code: int) -> Course:
    """What to do about a code of Twilio's; `UNKNOWN` for every one that is not listed."""
    return _COURSE_OF.get(code, Course.UNKNOWN)
