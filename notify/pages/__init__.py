"""Pages: a reference that rings people until one of them says "I have it"."""

from notify.pages.answering import NoSuchPage, NotYours, Taken, acknowledge
from notify.pages.called import called
from notify.pages.calls import acknowledge_by_call, call_of
from notify.pages.climbing import Ladders
from notify.pages.codes import AckOutcome, Answer, acknowledge_by_code
from notify.pages.giving_back import hand_back
from notify.pages.held import close, let_go, news, opened, replied
from notify.pages.links import Asked, acknowledge_by_link, look_at_link
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
    "Asked",
    "Contingent",
    "Ladders",
    "NoSuchPage",
    "NotYours",
    "Seen",
    "Taken",
    "acknowledge",
    "acknowledge_by_call",
    "acknowledge_by_code",
    "acknowledge_by_link",
    "acknowledged_after_told",
    "call_of",
    "called",
    "close",
    "forget",
    "hand_back",
    "hear",
    "let_go",
    "look_at_link",
    "mark_told",
    "mark_told_again",
    "news",
    "open_pages",
    "opened",
    "page",
    "pages_about",
    "replied",
    "unacknowledged",
]
