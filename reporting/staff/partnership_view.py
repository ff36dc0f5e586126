"""Agreements between their pages and the house."""

from collections.abc import Iterable, Mapping
from typing import Protocol

from reporting.model.help.organization import Organization
from reporting.model.ids import OrganizationId, PartnershipId, SchoolId
from reporting.people.staff_session import StaffSession
from reporting.referrals.partnerships.keeping import Agreement, Kept


class PartnershipDesk(Protocol):
    def may_change(self, session: StaffSession) -> bool: ...

    def today(self) -> int: ...

    def organizations(self) -> tuple[Organization, ...]: ...

    def all(self) -> tuple[Agreement, ...]: ...

    def one(self, id_: PartnershipId) -> Agreement: ...

    def save(
        self,
        session: StaffSession,
        id_: PartnershipId | None,
        organization: OrganizationId,
        given: Mapping[str, str],
        schools: Iterable[SchoolId],
    ) -> Kept: ...

    def reviewed(self, session: StaffSession, id_: PartnershipId, next_day: int) -> None: ...
