"""What the page of break-glass shows, and what its form sends."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from reporting.cases.staff_view import Choice
from reporting.people.staff_session import StaffSession


@dataclass(frozen=True, slots=True)
class GlassCard:
    """A request. `until`: when it may be agreed to, or when what is `open` ends; `may`: the reader can agree."""

    value: str
    queue: str
    asker: str
    partner: str | None
    until: datetime
    hours: int
    mine: bool
    may: bool
    open: bool
    reason: str
    thread: str

    def __repr__(self) -> str:
        return f"GlassCard(open={self.open})"


@dataclass(frozen=True, slots=True)
class GlassView:
    """`queues`: each that the reader could open, and the names with whom."""

    queues: tuple[tuple[Choice, tuple[str, ...]], ...]
    asks: tuple[GlassCard, ...]
    hours: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class GlassForm:
    queue: str = ""
    reason: str = ""
    thread: str = ""
    hours: str = ""

    def __repr__(self) -> str:
        return "GlassForm(<sealed>)"


class Glass(Protocol):
    """Acts raise Refused("glass_…"), StepUpRefused("needed")."""

    def view(self, session: StaffSession) -> GlassView: ...

    def keeper(self, session: StaffSession) -> bool:
        """Whether the page is for this person at all."""
        ...

    def ask(self, session: StaffSession, form: GlassForm) -> None: ...

    def withdraw(self, session: StaffSession, value: str) -> None: ...

    def agree(self, session: StaffSession, value: str) -> None: ...

    def end(self, session: StaffSession, value: str) -> None: ...
