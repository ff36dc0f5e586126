"""The staff's doors: the inbox, one thread, and what can be done to it."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Protocol

from reporting.cases.checklists import Checked
from reporting.cases.held_replies import How
from reporting.cases.overriding import Word
from reporting.cases.passing_on import Parting
from reporting.cases.staff_view import Changes, InboxNews, InboxPage, Presence, StaffThread, Taken, View
from reporting.cases.to_do import ToDo
from reporting.model.principal import Principal
from reporting.people.staff_session import StaffSession


class Inboxes(Protocol):
    def page(
        self,
        session: StaffSession,
        *,
        view: View,
        queue: str | None,
        state: str,
        cursor: str | None,
        looks: str = "",
    ) -> InboxPage:
        """Fifty rows, urgent first; "needs" then by promised time, the others by their last change.

        `queue` is a tab's value; `state` is "open" or "closed", which is one list of "all". `looks`: whatever else
        decides how a row is written; the rows' marks are bound to it.
        """
        ...

    def news(
        self,
        session: StaffSession,
        *,
        view: View,
        queue: str | None,
        state: str,
        cursor: str | None = None,
        looks: str,
        known: Collection[str],
    ) -> InboxNews:
        """The same, those rows whose mark is `known` unopened and as their mark alone."""
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
        self,
        session: StaffSession,
        reference: str,
        submission: bytes,
        body: str,
        seen: str,
        *,
        how: How = How.BY_RULE,
    ) -> str:
        """What was done: replied, reply_held, reply_kept, asked_first, asks_later.

        Raises AnsweredMeanwhile where a colleague answered behind `seen`; for a text QuietPhone, AnswerWaits.
        """
        ...

    def presence(self, session: StaffSession, reference: str, seen: str, *, writing: bool) -> Presence:
        """Asked every few seconds by an open page."""
        ...

    def note(
        self, session: StaffSession, reference: str, submission: bytes, body: str, *, only_me: bool = False
    ) -> None: ...

    def override(self, session: StaffSession, reference: str, submission: bytes, word: Word) -> None:
        """Whether the urgency was right. Refuses to lower what still rings."""
        ...

    def assign(
        self, session: StaffSession, reference: str, assignee: str | None, parting: Parting | None = None
    ) -> None:
        """To somebody else it goes with a summary. Raises SummaryMissing, TooLong, NotAllowed."""
        ...

    def take(self, session: StaffSession, references: Sequence[str]) -> tuple[Taken, ...]:
        """Several to this person. What is not theirs to take is left out without a word; raises nothing for it."""
        ...

    def give_back(self, session: StaffSession, taken: Sequence[Taken]) -> None:
        """As they were, but for what somebody else took meanwhile."""
        ...

    def hand_over(self, session: StaffSession, reference: str, queue: str, parting: Parting) -> None:
        """Raises SummaryMissing, TooLong, NotAllowed."""
        ...

    def share(self, session: StaffSession, reference: str, queue: str, parting: Parting) -> None:
        """A second team reads it too. Raises as `hand_over` does."""
        ...

    def take_back(self, session: StaffSession, reference: str, queue: str) -> None:
        """From a second team. Raises NotAllowed."""
        ...

    def close(
        self,
        session: StaffSession,
        reference: str,
        disposition: str,
        body: str,
        *,
        outcome: str = "",
        follow_up: date | None = None,
        how: How = How.BY_RULE,
    ) -> None:
        """`body` are the closing words to the student; empty gives the shipped ones, which no text carries. `outcome` is
        for staff. Raises QuietPhone where a silent phone is not to be texted unasked.
        """
        ...

    def followed_up(self, session: StaffSession, reference: str) -> None: ...

    def task(self, session: StaffSession, reference: str, submission: bytes, what: ToDo) -> None:
        """Raises EmptyText, TooLong, NotAllowed."""
        ...

    def check(self, session: StaffSession, reference: str, submission: bytes, checked: Checked) -> None:
        """Steps of a list that were ticked or unticked, sealed in the thread. Raises NotAllowed."""
        ...

    def task_done(self, session: StaffSession, reference: str, task: str) -> None: ...

    def reopen(self, session: StaffSession, reference: str) -> None: ...

    def acknowledge(self, session: StaffSession, reference: str) -> None: ...

    def hand_back(self, session: StaffSession, reference: str) -> None: ...

    def lift_exclusion(self, session: StaffSession, reference: str, member: str, reason: str) -> None: ...

    def hold(self, session: StaffSession, reference: str, reason: str) -> None:
        """What its student deleted is not destroyed until somebody ends the hold."""
        ...

    def release(self, session: StaffSession, reference: str, reason: str) -> None: ...

    def link(self, session: StaffSession, reference: str, other: str) -> None:
        """A note for staff that this may continue another thread. Raises UnknownReference."""
        ...

    def home(
        self, session: StaffSession, reference: str, submission: bytes, reason: str, *, unsafe: bool
    ) -> None:
        """A note for staff that home may be unsafe, or no longer, and why. Raises EmptyText, TooLong."""
        ...

    def send_anyway(self, session: StaffSession, reference: str, message: str) -> None:
        """Confirms a reply by text that was not handed to the carrier within thirty minutes."""
        ...
