"""Whether something is offered to a message's school and need: a district may begin with it in pilots alone."""

from typing import Protocol

from reporting.cases.desk_thread import DeskThread
from reporting.cases.refusals import Refused
from reporting.model.ids import SchoolId


class Offered(Protocol):
    """Whether one thing is offered to a school's message about this category; None for no school."""

    def __call__(self, school: SchoolId | None, category: str) -> bool: ...


class NotHereYet(Refused):
    """The district begins with this at some schools or needs, and this thread is not of them."""

    code = "not_here_yet"


def everywhere(school: SchoolId | None, category: str) -> bool:
    """No switch."""
    del school, category
    return True


def is_offered(offered: Offered, thread: DeskThread) -> bool:
    """The need is what triage, or a person after it, said of the thread."""
    stands = thread.standing()
    return offered(thread.row.school, stands.category if stands is not None else "")
