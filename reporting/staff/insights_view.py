"""What the pages of figures need of the house."""

from typing import Protocol

from reporting.insights.report import Report
from reporting.model.ids import SchoolId
from reporting.model.measure import Band
from reporting.people.staff_session import StaffSession


class Reports(Protocol):
    def of(self, session: StaffSession, year: int | None = None) -> Report | None:
        """Raises NotAllowed."""
        ...


class GradeBands(Protocol):
    def all(self) -> tuple[tuple[SchoolId, str, Band | None], ...]: ...

    def put(self, session: StaffSession, chosen: dict[SchoolId, Band | None]) -> None:
        """Raises NotAllowed."""
        ...
