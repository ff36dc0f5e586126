"""Agreements of the made-up house: one in force, due for review."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from reporting.model.help.organization import Organization
from reporting.model.help.partnership import Duty, Partnership, People
from reporting.model.help.words import AgreementState, SharedField, Side
from reporting.model.ids import OrganizationId, PartnershipId, SchoolId
from reporting.people.refused import Refused
from reporting.people.staff_session import StaffSession
from reporting.referrals.partnerships.form import read_agreement
from reporting.referrals.partnerships.keeping import Agreement, Kept
from tests.integration.staff.made_up_help_desk import RamKeeping
from tests.integration.web.made_up_help import TODAY


class MadeUpPartnerships:
    def __init__(self, keeping: RamKeeping) -> None:
        self._keeping = keeping
        self.begin()

    def begin(self) -> None:
        clinic = self._keeping.directory.organizations[0]
        self.terms = {
            b"p" * 16: Partnership(
                PartnershipId(b"p" * 16),
                clinic.id,
                state=AgreementState.IN_FORCE,
                purpose="Nobody waits longer than two weeks.",
                shared=(SharedField.FIRST_NAME,),
                review_day=TODAY + 10,
                duties=(Duty(Side.SCHOOL, "Short-term support"), Duty(Side.PARTNER, "Clinical care")),
                people=People(danger="On call, 555-0199"),
            )
        }

    def may_change(self, session: StaffSession) -> bool:
        return self._keeping.may

    def today(self) -> int:
        return TODAY

    def organizations(self) -> tuple[Organization, ...]:
        return self._keeping.directory.organizations

    def all(self) -> tuple[Agreement, ...]:
        return tuple(Agreement(one, self._keeping.known(one.organization)) for one in self.terms.values())

    def one(self, id_: PartnershipId) -> Agreement:
        found = next((one for one in self.all() if one.terms.id == id_), None)
        if found is None:
            raise Refused("unknown", "no")
        return found

    def save(
        self,
        session: StaffSession,
        id_: PartnershipId | None,
        organization: OrganizationId,
        given: Mapping[str, str],
        schools: Iterable[SchoolId],
    ) -> Kept:
        before = Partnership(PartnershipId(b"n" * 16), organization) if id_ is None else self.one(id_).terms
        read, problems = read_agreement(given, before, frozenset(schools))
        if not problems:
            self.terms[read.id] = read
        return Kept(read.id, problems)

    def reviewed(self, session: StaffSession, id_: PartnershipId, next_day: int) -> None:
        if next_day <= TODAY:
            raise Refused("review_past", "no")
        self.terms[id_] = replace(self.one(id_).terms, review_day=next_day)
