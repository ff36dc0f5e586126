"""A note that only its writer opens: of kind 4 like any note, sealed to the writer's own key instead of the case's."""

from reporting.cases.desk_thread import DeskThread
from reporting.cases.opened_message import OpenedMessage
from reporting.model.kind import Kind
from reporting.vault.envelope import recipient_kids
from reporting.vault.notation import Unreadable

PRIVATE = "private"  # the note's own code, signed with it
ANOTHERS = "private_of_another"  # what a colleague is shown instead


def is_anothers(thread: DeskThread, one: OpenedMessage) -> bool:
    """Whether this is sealed to some other person alone. It is shown as such, and never as a message that failed."""
    if one.stored.kind is not Kind.NOTE or one.payload is not None or one.failure != "unreadable":
        return False
    try:
        kids = recipient_kids(one.stored.recipients)
    except Unreadable:
        return False
    return len(kids) == 1 and kids[0] != thread.case.kid
