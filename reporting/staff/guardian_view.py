"""The door to a guardian's thread beside a student's."""

from typing import Protocol

from reporting.families.guardian_desk import GuardianDesk, GuardianLink, Proposing
from reporting.people.staff_session import StaffSession


class GuardianDesks(Protocol):
    """Each raises NoSuchThread alike for what is not there and what is not theirs, and what speaks against it now."""

    def desk(self, session: StaffSession, reference: str) -> GuardianDesk: ...

    def propose(self, session: StaffSession, reference: str, submission: bytes, said: Proposing) -> None:
        """Raises EmptyText, TooLong, NotNow, TooSoon."""
        ...

    def confirm(self, session: StaffSession, reference: str, submission: bytes, asking: str) -> None:
        """Raises SamePerson, NotNow."""
        ...

    def end(self, session: StaffSession, reference: str, submission: bytes, asking: str, reason: str) -> None:
        """Raises EmptyText, TooLong, NotNow."""
        ...

    def link(
        self, session: StaffSession, reference: str, submission: bytes, asking: str, *, handed: bool
    ) -> GuardianLink:
        """Raises NotNow."""
        ...
