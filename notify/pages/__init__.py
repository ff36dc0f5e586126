"""Pages: a reference that rings people until one of them says "I have it"."""

from notify.pages.answering import NoSuchPage, NotYours, Taken, acknowledge, hand_back
from notify.pages.called import called
from notify.pages.climbing import Ladders
from notify.pages.codes import AckOutcome, Answer, acknowledge_by_call, acknowledge_by_code
from notify.pages.opening import Contingent, page
from notify.pages.texts import hear
from notify.pages.watching import (
    Seen,
    acknowledged_after_told,
    forget,
    mark_told,
    mark_told_again,
    open_pages,
    pages_about,
    unacknowledged,
)

__all__ = [
    "AckOutcome",
    "Answer",
    "Contingent",
    "Ladders",
    "NoSuchPage",
    "NotYours",
    "Seen",
    "Taken",
    "acknowledge",
    "acknowledge_by_call",
    "acknowledge_by_code",
    "acknowledged_after_told",
    "called",
    "forget",
    "hand_back",
    "hear",
    "mark_told",
    "mark_told_again",
    "open_pages",
    "page",
    "pages_about",
    "unacknowledged",
]
