"""Links to partners of the made-up house: one token opens the clinic's entry, and what is pressed is noted."""

from collections.abc import Mapping
from typing import Any

from reporting.model.ids import OrganizationId
from reporting.people.staff_session import StaffSession
from reporting.referrals.directory.asking import AskPage, Open, Wanted
from reporting.referrals.directory.entry_form import Problem, Reading
from tests.integration.staff.made_up_help_desk import RamKeeping

TOKEN = "t" * 43


class MadeUpAsking:
    by_mail = False

    def __init__(self, keeping: RamKeeping) -> None:
        self._keeping = keeping
        self.begin()

    def begin(self) -> None:
        self.acts: list[Any] = []
        self.ended = False

    @property
    def _clinic(self) -> Any:
        return self._keeping.directory.organizations[0]

    def ask(self, session: StaffSession, organization: OrganizationId) -> None:
        self.acts.append(("ask", organization))

    def hand_over(self, session: StaffSession, organization: OrganizationId) -> str:
        return f"https://staff.example/partners/entry/{TOKEN}"

    def corrections(self) -> tuple[Open, ...]:
        wanted = Wanted("Counseling", "about", "Talk with someone.", "A new house.")
        return (Open(b"\xaa" * 16, self._clinic, 0, (wanted,)),)

    def take(self, session: StaffSession, id_: bytes) -> OrganizationId:
        self.acts.append(("take", id_))
        return OrganizationId(self._clinic.id)

    def drop(self, session: StaffSession, id_: bytes) -> OrganizationId:
        self.acts.append(("drop", id_))
        return OrganizationId(self._clinic.id)

    def look(self, token: str) -> AskPage | None:
        if token != TOKEN:
            return None
        return AskPage(
            self._clinic, self._clinic.services, {}, expired=self.ended, answered=False, waiting=False
        )

    def confirm(self, token: str, rooms: Mapping[str, str]) -> bool:
        self.acts.append(("confirm", dict(rooms)))
        return True

    def correct(self, token: str, given: Mapping[str, str]) -> tuple[Problem, ...]:
        reading = Reading(given)
        reading.link("website", "")
        if not reading.problems:
            self.acts.append(("correct", dict(given)))
        return tuple(reading.problems)

    def again(self, token: str) -> bool:
        self.acts.append(("again", token))
        return True
