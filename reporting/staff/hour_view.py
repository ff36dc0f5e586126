"""The door to hours in school, of one thread."""

from typing import Protocol

from reporting.people.staff_session import StaffSession
from reporting.referrals.booking import HourDesk


class HourDesks(Protocol):
    """Each raises NoSuchThread alike for what is not there and what is not theirs."""

    def desk(self, session: StaffSession, reference: str) -> HourDesk: ...

    def book(self, session: StaffSession, reference: str, submission: bytes, value: str, words: str) -> None:
        """Raises HourTaken, ByTextNotYet, TooLong, NotAllowed."""
        ...

    def give_back(self, session: StaffSession, reference: str, submission: bytes, id_: str) -> None:
        """Raises NoSuchHour, NotAllowed."""
        ...
