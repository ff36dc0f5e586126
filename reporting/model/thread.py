"""Where a thread stands: its state, its channel, how it was closed."""

from enum import StrEnum


class Channel(StrEnum):
    WEB = "web"
    SMS = "sms"


class ThreadState(StrEnum):
    NEW = "new"  # nobody has opened it
    OPEN = "open"  # a person has read it
    CLOSED = "closed"


class Disposition(StrEnum):
    """Why a thread was closed. Sealed with the thread: it is a reason, and reasons are not for thieves."""

    HELP_GIVEN = "help_given"
    REFERRED = "referred"
    SAFETY_PLAN = "safety_plan"
    SCHOOL_ACTED = "school_acted"
    NO_CONCERN = "no_concern"
    NO_ACTION = "no_action"
    NO_ANSWER = "no_answer"
    # Three that are never counted as one: a joke, harm meant by it, and what was believed and was not so.
    PRANK = "prank_played"
    MISUSE = "misuse"
    FALSE = "false"
