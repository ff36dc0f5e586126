"""What was told in person, between its page and the house."""

from dataclasses import dataclass
from typing import Protocol

from reporting.cases.hallway import How
from reporting.cases.staff_view import Choice
from reporting.cases.tip import Receipted
from reporting.people.staff_session import StaffSession


@dataclass(frozen=True, slots=True)
class HallwayForm:
    """`school`: a value, or empty for none."""

    submission: bytes
    body: str
    school: str
    lang: str
    how: How

    def __repr__(self) -> str:
        return "HallwayForm(<sealed>)"


class HallwayDesk(Protocol):
    @property
    def address(self) -> str:
        """Where a student opens the six words: host and path, as it is printed."""
        ...

    def schools(self) -> tuple[Choice, ...]: ...

    def enter(self, session: StaffSession, form: HallwayForm) -> Receipted:
        """Raises EmptyText, TooLong, NotOpenYet, NothingStored, Refused("unknown")."""
        ...

    def handed_over(self, submission: bytes) -> None:
        """The words are forgotten here."""
        ...
