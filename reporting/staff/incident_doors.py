"""What the pages of several threads that are one incident ask of the house."""

from collections.abc import Collection, Mapping, Sequence
from typing import Protocol

from reporting.cases.incident_view import AlikeView, IncidentsView, Outcome
from reporting.people.staff_session import StaffSession


class IncidentsListed(Protocol):
    def look(
        self,
        session: StaffSession,
        *,
        after: str | None = None,
        shown: Collection[str] = (),
        seconds: float = ...,
    ) -> IncidentsView:
        """A stretch of all incidents, newest first, without those that are shown already. Counts as no reading.

        Raises NoSuchThread for a cursor that is none.
        """
        ...


class Incidents(Protocol):
    """Each raises NoSuchThread alike for what is not there and what is not theirs."""

    def view(self, session: StaffSession, reference: str) -> AlikeView:
        """Its incident, threads like it, and how many name the same person. Counts as no reading."""
        ...

    def merge(
        self, session: StaffSession, reference: str, submission: bytes, others: Sequence[str], name: str
    ) -> None:
        """Raises EmptyText, TooLong, NotAllowed, KeptApart, TooManyTogether, NothingStored."""
        ...

    def take_out(self, session: StaffSession, reference: str, submission: bytes) -> None:
        """Raises NotAllowed where it is with none."""
        ...

    def corroborate(
        self, session: StaffSession, reference: str, submission: bytes, how: str, *, everywhere: bool
    ) -> None:
        """Raises EmptyText, TooLong, NotAllowed, NothingStored."""
        ...

    def reply(
        self, session: StaffSession, reference: str, submission: bytes, body: str, seen: Mapping[str, str]
    ) -> Mapping[str, Outcome]:
        """To each of these threads, exactly once each under one number. Raises EmptyText, TooLong."""
        ...
