"""The doors of the house: what an edge may ask for. An edge holds these and no database session."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from reporting.cases.nudge_form import NudgeForm
from reporting.cases.reporter_view import ReporterView
from reporting.cases.tip import FormFacts, Receipted, Tip


class Intake(Protocol):
    """New messages by web."""

    def form_facts(self) -> FormFacts: ...

    def receive(self, tip: Tip) -> Receipted:
        """Store, triage, route, page. Raises NothingStored, NotOpenYet, TooLong, EmptyText."""
        ...

    def questions(self, topic: str, lang: str) -> Sequence[str]:
        """What is asked of whoever wrote about this, one at a time; those of anything else for an unknown topic."""
        ...

    def words_confirmed(self, submission: bytes) -> None:
        """The student has the words (or skipped the gate): the copy in RAM is dropped."""
        ...

    def check_gate(self, submission: bytes, answers: Sequence[str]) -> bool | None:
        """True: both words right. False: not yet. None: the words are no longer held."""
        ...


class ReturnVisits(Protocol):
    """A student comes back with six words."""

    def open(self, words: str, phrase: str = "") -> ReporterView:
        """Raises UnknownWord (at once, no key derivation) or NothingOpens; PhraseNeeded or PhraseWrong of right words."""
        ...

    def resume(self, token: str) -> ReporterView:
        """Raises TokenExpired."""
        ...

    def reply(self, token: str, submission: bytes, body: str) -> ReporterView:
        """Raises TokenExpired, EmptyText, TooLong, NothingStored. A repeated submission stores nothing."""
        ...

    def answer(self, token: str, submission: bytes, asked: Sequence[str], answers: Sequence[str]) -> None:
        """Answers to questions, as one message of the thread. Raises what `reply` raises."""
        ...

    def rate(self, token: str, submission: bytes, rating: str) -> ReporterView:
        """How it went, after it was closed. Raises TokenExpired, NothingStored."""
        ...

    def add_phrase(self, token: str, submission: bytes, phrase: str, again: str) -> ReporterView:
        """The six words alone open nothing from now on. Raises PhraseRefused, TokenExpired, NothingStored."""
        ...

    def hide(self, token: str, submission: bytes) -> ReporterView:
        """Own words leave the student's page for good; staff read them all the same. Raises as `rate`."""
        ...

    def delete(self, token: str, submission: bytes) -> None:
        """The words open nothing from now on. Raises NotDeletable, TokenExpired, NothingStored."""
        ...


class GoingOnDoor(Protocol):
    """From a phone to a page, by a link that was texted."""

    def go_on(self, token: str, submission: bytes, lang: str) -> Receipted | None:
        """Six words of a thread that goes on from the texts; None for a phone that never wrote.

        Raises LinkDead, NothingStored.
        """
        ...


class GivenPhones(Protocol):
    """A phone number that a student gives on their page. Each raises TokenExpired, NothingStored, StoreError too."""

    def give_number(self, token: str, number: str, lang: str) -> ReporterView:
        """Answers by text as well, once a code came back. Raises NumberRefused, NotOffered."""
        ...

    def give_nudge(self, token: str, form: NudgeForm, lang: str) -> ReporterView:
        """Raises NumberRefused, NudgeWordsRefused, NotOffered."""
        ...

    def confirm(self, token: str, submission: bytes, what: str, code: str) -> ReporterView:
        """`what`: "texts" or "nudge". Raises CodeWrong."""
        ...

    def end_texts(self, token: str, submission: bytes) -> ReporterView: ...

    def end_nudge(self, token: str, submission: bytes) -> ReporterView: ...


class SentFiles(Protocol):
    """Files that follow a student's words."""

    def attach(self, token: str, submission: bytes, data: bytes) -> ReporterView:
        """One file, cleaned and sealed. Raises TokenExpired, FileRefused, NothingStored. A repeated submission stores
        nothing.
        """
        ...


@dataclass(frozen=True, slots=True)
class InboundText:
    """A text as the carrier's signed webhook brings it. `enclosed`: addresses of what came with it; `media`: how many."""

    sid: str
    sender: str
    to: str
    body: str
    media: int
    enclosed: tuple[str, ...] = ()

    def __repr__(self) -> str:
        return "InboundText(<sealed>)"


class Hearing(Protocol):
    """Texts from students, and acknowledgements from staff phones."""

    def hear(self, text: InboundText) -> Sequence[str]:
        """What is answered in TwiML, at once: no, one or several texts."""
        ...
