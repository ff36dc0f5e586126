"""Which incident a thread belongs to: a note in each of its threads says so, signed and sealed like any note.

Nothing in clear joins the threads: a thief of the database does not learn which belong together.
"""

from dataclasses import dataclass, field

from reporting.cases.desk_thread import Desks, DeskThread
from reporting.cases.refusals import NoSuchThread
from reporting.model.kind import Kind
from reporting.people.staff_session import StaffSession

TOGETHER = "incident"
APART = "incident_left"
CORROBORATED = "corroborated"
MOST_TOGETHER = 30


@dataclass(frozen=True, slots=True)
class Belonging:
    """What a thread's newest note says: the incident's id in hex, its name, and the threads it then had."""

    incident: str
    name: str = field(repr=False)
    references: tuple[str, ...]


def belonging(thread: DeskThread) -> Belonging | None:
    """None where it was never put together with others, or was taken out again."""
    found: Belonging | None = None
    for one in thread.opened:
        if one.stored.kind is not Kind.NOTE or one.failure is not None or one.payload is None:
            continue
        if one.payload.code == APART:
            found = None
        elif one.payload.code == TOGETHER:
            params = one.payload.params
            found = Belonging(params.get("incident", ""), one.text, tuple(params.get("threads", "").split()))
    return found


def is_corroborated(thread: DeskThread) -> bool:
    return any(
        one.stored.kind is Kind.NOTE
        and one.failure is None
        and one.payload is not None
        and one.payload.code == CORROBORATED
        for one in thread.opened
    )


def together_with(desks: Desks, session: StaffSession, thread: DeskThread) -> tuple[DeskThread, ...]:
    """All threads of its incident that this person may open, itself first; itself alone where there is none.

    What is kept from them is left out without a word; so is what was taken out since.
    """
    mine = belonging(thread)
    if mine is None:
        return (thread,)
    found = [thread]
    for reference in mine.references:
        if reference == thread.row.reference:
            continue
        try:
            other = desks.load(session, reference)
        except NoSuchThread:
            continue
        theirs = belonging(other)
        if theirs is not None and theirs.incident == mine.incident:
            found.append(other)
    return tuple(found)
