"""What the pages of evidence need of the house."""

from collections.abc import Collection, Mapping
from typing import Protocol

from reporting.insights.outcomes import Looked, Sum
from reporting.people.staff_session import StaffSession
from reporting.pilots.keeping import Pilot
from reporting.pilots.plan import Feature, Plan
from reporting.printed.document import Document


class Printing(Protocol):
    def printed(self, document: Document) -> bytes:
        """A PDF. Raises Refused("not_printed")."""
        ...


class PilotDesk(Protocol):
    """Pilots of the district. Everything raises NotAllowed for who neither leads a queue nor is a registrar."""

    def may(self, session: StaffSession) -> bool:
        """Whether this reader may change anything."""
        ...

    def all(self, session: StaffSession) -> tuple[Pilot, ...]: ...

    def one(self, session: StaffSession, value: str) -> Pilot:
        """Raises Refused("no_pilot")."""
        ...

    def make(self, session: StaffSession, plan: Plan) -> str:
        """Its value. Raises Refused("pilots_many")."""
        ...

    def change(self, session: StaffSession, value: str, plan: Plan, why: str) -> None:
        """Raises Refused("no_pilot" | "pilot_ended" | "pilot_why" | "pilot_moved")."""
        ...

    def begin(self, session: StaffSession, value: str) -> None:
        """Raises Refused("no_pilot" | "pilot_begun" | "pilot_late")."""
        ...

    def end(self, session: StaffSession, value: str) -> None:
        """Raises Refused("no_pilot" | "pilot_ended")."""
        ...

    def spend(self, session: StaffSession, value: str, typed: Mapping[str, str]) -> None:
        """Raises Refused("no_pilot" | "cost_what" | "cost_number" | "costs_many")."""
        ...

    def waiting(self) -> frozenset[Feature]:
        """What is offered in pilots alone."""
        ...

    def put_waiting(self, session: StaffSession, chosen: Collection[Feature]) -> None: ...


class OutcomeDesk(Protocol):
    """Sums from the district's own system. Everything but `names` raises NotAllowed."""

    def may(self, session: StaffSession) -> bool: ...

    def all(self, session: StaffSession) -> tuple[Sum, ...]: ...

    def names(self) -> dict[str, str]:
        """Of schools, by place."""
        ...

    def look(self, session: StaffSession, text: str) -> Looked: ...

    def take(self, session: StaffSession, text: str) -> Looked:
        """Kept where nothing is wrong with it."""
        ...
