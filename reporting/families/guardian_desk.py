"""What staff's page of a guardian's thread shows, what its form says, and why a step can be refused."""

from dataclasses import dataclass
from datetime import date

from reporting.cases.guardian import (
    Asking,
    Stage,
)
from reporting.cases.home import HomeReason
from reporting.cases.refusals import Refused


class HomeSpeaksAgainst(Refused):
    """A rule, a person or the words point to home, abuse, dating, identity or pregnancy: nobody at home is asked."""

    code = "guardian_home"


class NotAllRead(Refused):
    """Something the student wrote cannot be read here, so nobody knows what it points to."""

    code = "guardian_unread"


class NoStudentsPage(Refused):
    """The student is asked on a page of theirs; this is an adult's thread, or one by text."""

    code = "guardian_no_page"


class ThreadClosed(Refused):
    code = "guardian_closed"


class TooSoon(Refused):
    """The student said no, or took a yes back: a no is no beginning of a conversation about it."""

    code = "guardian_rests"


class NotNow(Refused):
    """Another step is next, or the thread went on since the page was opened."""

    code = "guardian_not_now"


class SamePerson(Refused):
    """Who proposed it does not say the second yes."""

    code = "guardian_second"


@dataclass(frozen=True, slots=True)
class Proposing:
    """What the form says. `words`: to the student; `adult`: who it is about, as the student would call them; `tell`: what
    that adult would read first.
    """

    words: str
    adult: str
    tell: str

    def __repr__(self) -> str:
        return "Proposing(<sealed>)"


@dataclass(frozen=True, slots=True)
class GuardianDesk:
    """The page. `reasons`: what speaks against it; `refusal`: why no step can be taken; `mine`: this person proposed it;
    `others`: somebody else can open the thread; `beside`: the guardian's thread, where this person can open it;
    `until`: the last day of the link, `late`: which is over.
    """

    reference: str
    lang: str
    zone: str
    asking: Asking | None
    stage: Stage | None
    by: str
    second: str
    reasons: tuple[HomeReason, ...]
    refusal: str | None
    mine: bool
    others: bool
    beside: str
    until: date | None
    late: bool

    def __repr__(self) -> str:
        return f"GuardianDesk({self.reference!r})"


@dataclass(frozen=True, slots=True)
class GuardianLink:
    """Shown once to staff; the house keeps no copy. `handed`: it stands on the student's page."""

    address: str
    until: date
    handed: bool

    def __repr__(self) -> str:
        return "GuardianLink(<token>)"
