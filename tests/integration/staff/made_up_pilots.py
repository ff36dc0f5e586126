"""Made-up pilots behind their pages: one that ran over the made-up year, one that is planned."""

from collections.abc import Collection, Mapping
from dataclasses import replace

from reporting.cases.refusals import NotAllowed
from reporting.people.refused import Refused
from reporting.people.staff_session import StaffSession
from reporting.pilots.keeping import Pilot, Written
from reporting.pilots.plan import Feature, Plan
from reporting.store.pilots import Cost, PilotId
from tests.integration.staff.made_up_insights import NORTH

SPRING = 29_000_000  # minutes since 1970: in 2025
RAN, PLANNED = "11" * 16, "22" * 16
ANSWERED = Plan(
    "Answer within a week", (NORTH,), ("mood",), Feature.REFERRALS, "answered", 2025, 10, 25, 20, 15
)
NEXT = replace(ANSWERED, name="Next year", places=(), topics=(), year=2026)


class MadeUpPilots:
    def __init__(self) -> None:
        self.begin_anew()

    def begin_anew(self) -> None:
        self.allowed = self.registrar = True
        self.only: frozenset[Feature] = frozenset()
        costs = (Cost(20_000, "Training", 1_200, 30, 40),)
        self.pilots = {
            RAN: Pilot(PilotId(bytes.fromhex(RAN)), SPRING, None, (Written(ANSWERED, 1, SPRING, ""),), costs),
            PLANNED: Pilot(PilotId(bytes.fromhex(PLANNED)), None, None, (Written(NEXT, 1, SPRING, ""),), ()),
        }

    def may(self, session: StaffSession) -> bool:
        return self.registrar

    def all(self, session: StaffSession) -> tuple[Pilot, ...]:
        if not self.allowed:
            raise NotAllowed
        return tuple(self.pilots.values())

    def one(self, session: StaffSession, value: str) -> Pilot:
        self.all(session)
        if value not in self.pilots:
            raise Refused("no_pilot", "Choose a pilot of the list.")
        return self.pilots[value]

    def make(self, session: StaffSession, plan: Plan) -> str:
        value = "33" * 16
        self.pilots[value] = Pilot(
            PilotId(bytes.fromhex(value)), None, None, (Written(plan, 1, SPRING, ""),), ()
        )
        return value

    def change(self, session: StaffSession, value: str, plan: Plan, why: str) -> None:
        one = self.pilots[value]
        if one.begun is not None and not why:
            raise Refused("pilot_why", "Say why.")
        new = Written(plan, len(one.versions) + 1, SPRING + 9_000, why)
        kept = (*one.versions, new) if one.begun is not None else (replace(new, version=1),)
        self.pilots[value] = replace(one, versions=kept)

    def begin(self, session: StaffSession, value: str) -> None:
        self.pilots[value] = replace(self.pilots[value], begun=SPRING)

    def end(self, session: StaffSession, value: str) -> None:
        self.pilots[value] = replace(self.pilots[value], ended=SPRING)

    def spend(self, session: StaffSession, value: str, typed: Mapping[str, str]) -> None:
        if not typed.get("what"):
            raise Refused("cost_what", "Say what for.")

    def waiting(self) -> frozenset[Feature]:
        return self.only

    def put_waiting(self, session: StaffSession, chosen: Collection[Feature]) -> None:
        self.only = frozenset(chosen)
