"""The staff's doors: the inbox, one thread, and what can be done to it."""

from typing import Protocol

from reporting.cases.overriding import Word
from reporting.cases.staff_view import Changes, InboxPage, StaffThread
from reporting.model.principal import Principal
from reporting.people.staff_session import StaffSession


class Inboxes(Protocol):
    def page(
        self, session: StaffSession, *, queue: str | None, state: str, cursor: str | None, mine: bool
    ) -> InboxPage:
        """Fifty rows, urgent first. `queue` is a tab's value; `state` is "open" or "closed"."""
        ...

    def changes(self, principal: Principal, since: int) -> Changes:
        """From RAM, before any template or database."""
        ...


class Desk(Protocol):
    """One thread. Each method raises NoSuchThread alike for what is not there and what is not theirs."""

    def read(self, session: StaffSession, reference: str) -> StaffThread:
        """Opens it, and writes "a counselor has read this" the first time a person does."""
        ...

    def reply(
        self, session: StaffSession, reference: str, submission: bytes, body: str, seen: str
    ) -> None: ...

    def note(self, session: StaffSession, reference: str, submission: bytes, body: str) -> None: ...

    def override(self, session: StaffSession, reference: str, submission: bytes, word: Word) -> None:
        """Whether the urgency was right. Refuses to lower what still rings."""
        ...

    def assign(self, session: StaffSession, reference: str, assignee: str | None) -> None: ...

    def hand_over(self, session: StaffSession, reference: str, queue: str) -> None: ...

    def close(self, session: StaffSession, reference: str, disposition: str, body: str) -> None:
        """`body` are the closing words to the student; empty gives the shipped ones."""
        ...

    def reopen(self, session: StaffSession, reference: str) -> None: ...

    def acknowledge(self, session: StaffSession, reference: str) -> None: ...

    def hand_back(self, session: StaffSession, reference: str) -> None: ...

    def lift_exclusion(self, session: StaffSession, reference: str, member: str, reason: str) -> None: ...

    def send_anyway(self, session: StaffSession, reference: str, message: str) -> None:
        """Confirms a reply by text that was not handed to the carrier within thirty minutes."""
        ...
