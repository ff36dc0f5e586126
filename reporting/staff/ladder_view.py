"""What a team does when nobody answers, as its page shows it."""

from dataclasses import dataclass
from typing import Protocol

from notify.pages import Asked
from reporting.people.ladder_form import LadderForm
from reporting.people.staff_session import StaffSession

# Rows of the form: with one person, with everyone, with the agency.
ROWS = (5, 3, 2)


@dataclass(frozen=True, slots=True)
class LadderLine:
    """One step: so many seconds after the page. `kind`: person, everyone or fallback; `channel`: push, sms, voice, email.

    The kind `student` rings nobody: whoever waits is told that nobody was reached.
    """

    at_s: int
    kind: str
    channel: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rehearsed:
    """What happens from now on if nobody answers. `again_s`: when it begins anew; None: nobody is there to be rung.

    After somebody has it: `remind_s` until they are reminded of a first reply, `next_s` until the next person is called
    for want of one, `unopened_s` until the next is called because they do not open what the student wrote.
    """

    lines: tuple[LadderLine, ...]
    again_s: int | None
    remind_s: int = 600
    next_s: int = 900
    unopened_s: int = 300

    @property
    def length_s(self) -> int:
        """How long the drawing is."""
        return max(self.again_s or 0, max((line.at_s for line in self.lines), default=0) + 30)

    @property
    def lanes(self) -> tuple[str, ...]:
        """Everybody who is rung, in the order of the first ring."""
        return tuple(dict.fromkeys(name for line in self.lines for name in line.names))


@dataclass(frozen=True, slots=True)
class LadderPage:
    """`form`: what is kept. `mails`: whether this service can send any. `may`: the reader may change it."""

    value: str
    team: str
    form: LadderForm
    rehearsed: Rehearsed
    may: bool
    mails: bool
    more_teams: bool
    hurried: float


class Ladders(Protocol):
    """What each team does when nobody answers."""

    def page(self, session: StaffSession, value: str) -> LadderPage:
        """Raises Refused("unknown")."""
        ...

    def rehearse(self, session: StaffSession, value: str, form: LadderForm) -> Rehearsed:
        """What a form would do; nothing is kept. Raises Refused."""
        ...

    def keep(self, session: StaffSession, value: str, form: LadderForm) -> None:
        """In force with the next page. Raises Refused, StepUpRefused("needed")."""
        ...


class AnsweringLinks(Protocol):
    """The button of an e-mail. None: nobody was sent such a link."""

    def look(self, token: str) -> Asked | None:
        """Changes nothing."""
        ...

    def take(self, token: str) -> Asked | None: ...
