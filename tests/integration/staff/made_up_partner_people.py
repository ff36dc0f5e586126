"""People of the made-up clinic who sign in: one waits to be let in, one was invited, one is in."""

from datetime import date
from typing import Any

from reporting.model.ids import OrganizationId
from reporting.people.staff_session import StaffSession
from reporting.referrals.partners.desk import PartnerRow


class MadeUpPartnerPeople:
    def begin(self) -> None:
        self.acts: list[Any] = []

    def people(self, organization: OrganizationId) -> tuple[PartnerRow, ...]:
        del organization
        return (
            PartnerRow("aa", "May Lowell", "may@harbor.example", "waits", ("oak", "river", "lamp", "quiet")),
            PartnerRow("bb", "Lee Brandt", "lee@harbor.example", "invited"),
            PartnerRow("cc", "Ivy Moreno", "ivy@harbor.example", "in", (), date(2026, 11, 23)),
        )

    def invite(self, session: StaffSession, organization: OrganizationId, name: str, email: str) -> str:
        self.acts.append(("invite", organization, name, email))
        return "https://students.example/partners/join/" + "t" * 43

    def let_in(self, session: StaffSession, organization: OrganizationId, person: str, words: str) -> None:
        self.acts.append(("let_in", organization, person, words))

    def remove(self, session: StaffSession, organization: OrganizationId, person: str) -> None:
        self.acts.append(("remove", organization, person))
