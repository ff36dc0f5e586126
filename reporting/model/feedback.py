"""What a person says of a decision of the rules, and how it is counted."""

from enum import StrEnum


class Said(StrEnum):
    """The answer to "Was this the right urgency?". Sealed in the thread, and shown there."""

    RIGHT = "right"
    PAGE = "should_page"
    SAME_DAY = "same_day"
    NO_PAGE = "need_not_page"


class Event(StrEnum):
    """What is counted of a rule or of all of them, by month."""

    TIP = "tip"  # a first message was judged
    PAGED = "paged"  # a message called somebody
    UNSORTED = "unsorted"  # no rule fired on a first message
    FIRED = "fired"  # a rule fired on a message
    OVERRIDDEN = "overridden"  # a person said that another urgency was right
    SAMPLED = "sampled"  # a lead read a tip of the audit sample
