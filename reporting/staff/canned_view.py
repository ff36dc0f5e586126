"""Ready answers between their pages and the house, and which of them a thread offers."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from reporting.cases.staff_view import StaffThread
from reporting.model.thread import Channel
from reporting.model.writer import Writer
from reporting.people.canned.keeping import CannedReply
from reporting.people.canned.reply import ANY, Pair, filled
from reporting.people.staff_session import StaffSession


class CannedDesk(Protocol):
    def all(self) -> tuple[CannedReply, ...]: ...

    def may_change(self, session: StaffSession) -> bool: ...

    def keep(self, session: StaffSession, value: str | None, pair: Pair) -> None:
        """`value` None: a new one. Raises Refused: not_allowed, unknown, canned_many."""
        ...

    def hide(self, session: StaffSession, value: str) -> None: ...

    def ship(self, session: StaffSession, value: str) -> None:
        """The shipped words again."""
        ...


@dataclass(frozen=True, slots=True)
class Offered:
    """`text` in the student's language with its gaps filled; `meaning`: the same for a reader of another one."""

    value: str
    about: str
    text: str
    meaning: str | None


def offered(
    replies: Iterable[CannedReply], thread: StaffThread, reader: str, facts: dict[str, dict[str, str]]
) -> tuple[Offered, ...]:
    """Those about this thread's category first, then those for any. Pure.

    A text lies on a lock screen: it names no topic, so that only answers for any are offered there.
    Those about a category speak to the student whom it happens to, and so not to an adult.
    `facts`: what fills the gaps, by language.
    """
    theirs = "es" if thread.lang == "es" else "en"
    alone = thread.channel is Channel.SMS or thread.writer is not Writer.STUDENT
    about = (ANY,) if alone else (thread.category, ANY)
    shown = sorted(
        (one for one in replies if not one.hidden and one.pair.about in about),
        key=lambda one: about.index(one.pair.about),
    )
    return tuple(
        Offered(
            one.value,
            one.pair.about,
            filled(one.pair.said(theirs), facts[theirs]),
            filled(one.pair.said(reader), facts[reader]) if reader != theirs else None,
        )
        for one in shown
    )
