"""What staff and partners share: trainings and the sheets of campaigns."""

from collections.abc import Sequence
from typing import Protocol

from reporting.model.ids import OrganizationId
from reporting.people.staff_session import StaffSession
from reporting.referrals.trainings import Training, TrainingForm


class TrainingDesk(Protocol):
    def coming(self) -> Sequence[Training]: ...

    def add(self, session: StaffSession, form: TrainingForm) -> None:
        """Raises Refused("training_title" | "training_when" | "trainings_many")."""
        ...

    def add_of(self, organization: OrganizationId, form: TrainingForm) -> None: ...

    def drop(self, session: StaffSession, value: str) -> None: ...

    def make_address(self, holder: bytes) -> str:
        """The secret, shown once."""
        ...

    def behind(self, secret: str) -> str | None: ...

    def calendar(self) -> str: ...
