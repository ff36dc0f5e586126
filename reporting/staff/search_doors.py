"""What the page of the search asks of the house."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from reporting.cases.search_view import Asked, SearchView
from reporting.cases.staff_view import Choice
from reporting.people.staff_session import StaffSession


class Searches(Protocol):
    """One search a session, in RAM. `names`: what the reader's language calls each category, by its code."""

    def lists(self, session: StaffSession) -> Sequence[Choice]: ...

    def begin(self, session: StaffSession, asked: Asked, names: Mapping[str, str]) -> SearchView:
        """Raises EmptyText, TooLong, NoSuchThread."""
        ...

    def standing(self, session: StaffSession) -> SearchView | None:
        """Where the session's search stands; None where there is none."""
        ...

    def further(
        self, session: StaffSession, number: str, names: Mapping[str, str], seconds: float = ...
    ) -> SearchView | None:
        """One slice more, of so many seconds of work. None where another search took its place."""
        ...

    def stop(self, session: StaffSession) -> None: ...

    def forget(self, session: StaffSession) -> None: ...
