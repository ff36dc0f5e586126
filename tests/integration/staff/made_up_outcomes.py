"""Sums of a made-up district's own system behind their pages; files are read for real."""

from reporting.cases.refusals import NotAllowed
from reporting.insights.cube import Outline
from reporting.insights.outcomes import Looked, Outcome, Sum, look
from reporting.people.staff_session import StaffSession
from tests.integration.staff.made_up_insights import NORTH, SOUTH

NAMES = {NORTH: "Northside High", SOUTH: "Southside Middle"}
OUTLINE = Outline({NORTH: "band:high", SOUTH: "band:middle"})


class MadeUpOutcomes:
    def __init__(self) -> None:
        self.begin_anew()

    def begin_anew(self) -> None:
        self.registrar = self.allowed = True
        self.sums = [Sum(2025, NORTH, Outcome.SUSPENDED, 910, 47)]

    def may(self, session: StaffSession) -> bool:
        return self.registrar

    def all(self, session: StaffSession) -> tuple[Sum, ...]:
        if not self.allowed:
            raise NotAllowed
        return tuple(self.sums)

    def names(self) -> dict[str, str]:
        return NAMES

    def look(self, session: StaffSession, text: str) -> Looked:
        return look(text, {name.casefold(): place for place, name in NAMES.items()}, OUTLINE, self.sums)

    def take(self, session: StaffSession, text: str) -> Looked:
        found = self.look(session, text)
        self.sums += found.sums
        return found
