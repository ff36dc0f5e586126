"""The door to what came with a message."""

from collections.abc import Callable, Iterator
from typing import Protocol

from reporting.cases.staff_files import StaffFile
from reporting.people.staff_session import StaffSession


class Files(Protocol):
    """Each raises NoSuchThread alike for what is not there and what is not theirs."""

    def look(self, session: StaffSession, reference: str, file: str) -> StaffFile: ...

    def read(
        self, session: StaffSession, reference: str, file: str
    ) -> tuple[StaffFile, Callable[[], Iterator[bytes]]]:
        """Raises FileUnreadable, here or when called, before the first piece."""
        ...

    def opened(self, session: StaffSession, reference: str) -> None:
        """Written into the chain of acts."""
        ...
