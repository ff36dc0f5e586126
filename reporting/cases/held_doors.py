"""The door to answers by text that wait."""

from typing import Protocol

from reporting.people.staff_session import StaffSession


class HeldAnswers(Protocol):
    """Each raises NoSuchThread as the desk does, and HeldGone where it does not wait any more. `held`: hex."""

    def take_back(self, session: StaffSession, reference: str, held: str) -> None:
        """It lies with its author again."""
        ...

    def send_now(self, session: StaffSession, reference: str, held: str) -> None: ...

    def discard(self, session: StaffSession, reference: str, held: str) -> None: ...
