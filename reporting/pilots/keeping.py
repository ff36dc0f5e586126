"""Pilots as they are kept: a plan may be written anew until it begins; from then on a change is a version of its own."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection

from reporting.cases.ground import Ground
from reporting.cases.refusals import NotAllowed
from reporting.insights.report import may_read
from reporting.model.clock import minute_of, month_of
from reporting.people.ground import Witness
from reporting.people.refused import Refused
from reporting.people.staff_session import StaffSession
from reporting.pilots.plan import Feature, Plan, is_over
from reporting.store import pilots
from reporting.store.errors import StoreConflict
from reporting.store.pilots import Cost, Kept, PilotId, Version
from reporting.store.tables.columns import NAME_LENGTH

MOST = 60
MOST_COSTS = 200
MOST_DOLLARS, MOST_HOURS, MOST_RATE = 100_000_000, 1_000_000, 10_000
DAY_MINUTES = 1_440


@dataclass(frozen=True, slots=True)
class Written:
    """A plan, which version of it, when it was written (minute), and why it was changed."""

    plan: Plan
    version: int
    minute: int
    why: str


@dataclass(frozen=True, slots=True)
class Pilot:
    """`versions`: the oldest first. Before the start there is one. `begun` and `ended`: minutes."""

    id: PilotId
    begun: int | None
    ended: int | None
    versions: tuple[Written, ...]
    costs: tuple[Cost, ...]

    @property
    def plan(self) -> Plan:
        """As it stands now."""
        return self.versions[-1].plan

    @property
    def first(self) -> Plan:
        """What was expected before the start."""
        return self.versions[0].plan

    @property
    def runs(self) -> bool:
        return self.begun is not None and self.ended is None


class Pilots:
    def __init__(self, ground: Ground, witness: Witness) -> None:
        self._ground = ground
        self._witness = witness

    def may(self, session: StaffSession) -> bool:
        """Whether this reader may change anything."""
        return session.principal.registrar

    def all(self, session: StaffSession) -> tuple[Pilot, ...]:
        """Those that run first. Raises NotAllowed."""
        if not may_read(session):
            raise NotAllowed
        with self._ground.database.read() as conn:
            found = pilots_of(conn, self._ground)
        return tuple(sorted(found, key=lambda one: (not one.runs, -one.plan.year, one.plan.name)))

    def one(self, session: StaffSession, value: str) -> Pilot:
        """Raises NotAllowed, Refused("no_pilot")."""
        found = next((one for one in self.all(session) if one.id.hex() == value), None)
        if found is None:
            raise Refused("no_pilot", "Choose a pilot of the list.")
        return found

    def make(self, session: StaffSession, plan: Plan) -> str:
        """Its value. Raises NotAllowed, Refused("pilots_many")."""
        self._must(session)
        if len(self.all(session)) >= MOST:
            raise Refused("pilots_many", f"At most {MOST} pilots.")
        ground = self._ground
        new, minute = PilotId(ground.id()), self._minute()

        def unit(conn: Connection) -> None:
            pilots.add(conn, ground.district, new)
            pilots.add_version(conn, ground.district, new, _kept(Written(plan, 1, minute, "")))
            self._record(conn, session, "planned_pilot", minute)

        ground.database.write(unit)
        return new.hex()

    def change(self, session: StaffSession, value: str, plan: Plan, why: str) -> None:
        """Before the start the plan is written anew; after it, a version is added, with its reason.

        Raises NotAllowed, Refused("no_pilot" | "pilot_ended" | "pilot_why" | "pilot_moved").
        """
        self._must(session)
        pilot, ground, minute = self.one(session, value), self._ground, self._minute()
        if pilot.ended is not None:
            raise Refused("pilot_ended", "An ended pilot is not changed.")
        reason = " ".join(why.split())
        if pilot.begun is not None and not (reason and len(reason) <= NAME_LENGTH and reason.isprintable()):
            raise Refused("pilot_why", f"Say why in up to {NAME_LENGTH} letters.")

        def unit(conn: Connection) -> None:
            # Somebody may have begun it since this page was opened: then nothing may be written over.
            if (pilots.begun(conn, ground.district, pilot.id) is None) != (pilot.begun is None):
                raise Refused("pilot_moved", "Look at it again.")
            if pilot.begun is None:
                pilots.put_first(conn, ground.district, pilot.id, _kept(Written(plan, 1, minute, "")))
            else:
                number = pilot.versions[-1].version + 1
                pilots.add_version(
                    conn, ground.district, pilot.id, _kept(Written(plan, number, minute, reason))
                )
            self._record(conn, session, "changed_pilot", minute)

        try:
            ground.database.write(unit)
        except StoreConflict:
            raise Refused("pilot_moved", "Look at it again.") from None

    def begin(self, session: StaffSession, value: str) -> None:
        """Freezes the plan. Raises NotAllowed, Refused("no_pilot" | "pilot_begun" | "pilot_late")."""
        self._must(session)
        pilot, ground, minute = self.one(session, value), self._ground, self._minute()
        if is_over(pilot.plan, month_of(ground.clock())):
            raise Refused("pilot_late", "Its school year is over.")

        def unit(conn: Connection) -> None:
            if not pilots.begin(conn, ground.district, pilot.id, minute):
                raise Refused("pilot_begun", "It has begun.")
            self._record(conn, session, "began_pilot", minute)

        ground.database.write(unit)

    def end(self, session: StaffSession, value: str) -> None:
        """Raises NotAllowed, Refused("no_pilot" | "pilot_ended")."""
        self._must(session)
        pilot, ground, minute = self.one(session, value), self._ground, self._minute()

        def unit(conn: Connection) -> None:
            if not pilots.end(conn, ground.district, pilot.id, minute):
                raise Refused("pilot_ended", "It does not run.")
            self._record(conn, session, "ended_pilot", minute)

        ground.database.write(unit)

    def spend(self, session: StaffSession, value: str, typed: Mapping[str, str]) -> None:
        """Raises NotAllowed, Refused("no_pilot" | "cost_what" | "cost_number" | "costs_many")."""
        self._must(session)
        pilot, ground, minute = self.one(session, value), self._ground, self._minute()
        if len(pilot.costs) >= MOST_COSTS:
            raise Refused("costs_many", f"At most {MOST_COSTS} entries.")
        cost = _cost(typed, minute // DAY_MINUTES)

        def unit(conn: Connection) -> None:
            pilots.add_cost(conn, ground.district, pilot.id, cost)
            self._record(conn, session, "entered_cost", minute)

        ground.database.write(unit)

    def waiting(self) -> frozenset[Feature]:
        """What is offered in pilots alone."""
        with self._ground.database.read() as conn:
            found = pilots.only_in_pilots(conn, self._ground.district)
        return frozenset(one for one in Feature if one in found)

    def put_waiting(self, session: StaffSession, chosen: Collection[Feature]) -> None:
        """Raises NotAllowed."""
        self._must(session)
        ground, minute = self._ground, self._minute()

        def unit(conn: Connection) -> None:
            for one in Feature:
                pilots.put_only(conn, ground.district, one.value, only=one in chosen)
            self._record(conn, session, "set_features", minute)

        ground.database.write(unit)

    def _must(self, session: StaffSession) -> None:
        if not self.may(session):
            raise NotAllowed

    def _minute(self) -> int:
        return minute_of(self._ground.clock(), exact=True)

    def _record(self, conn: Connection, session: StaffSession, act: str, minute: int) -> None:
        self._witness.record(conn, minute=minute, act=act, actor=session.member)


def pilots_of(conn: Connection, ground: Ground) -> tuple[Pilot, ...]:
    return tuple(
        _pilot(
            one,
            pilots.versions(conn, ground.district, one.id),
            pilots.costs(conn, ground.district, one.id),
        )
        for one in pilots.pilots(conn, ground.district)
    )


def _pilot(kept: Kept, versions: tuple[Version, ...], costs: tuple[Cost, ...]) -> Pilot:
    written = tuple(Written(_plan(one), one.version, one.minute, one.why) for one in versions)
    return Pilot(kept.id, kept.begun, kept.ended, written, costs)


def _plan(one: Version) -> Plan:
    return Plan(
        one.name,
        one.places,
        one.topics,
        Feature(one.feature) if one.feature else None,
        one.measure,
        one.year,
        one.baseline,
        one.target,
        one.go,
        one.stop,
    )


def _kept(written: Written) -> Version:
    plan = written.plan
    return Version(
        written.version,
        written.minute,
        written.why,
        plan.places,
        plan.topics,
        plan.name,
        plan.feature.value if plan.feature else "",
        plan.measure,
        plan.year,
        plan.baseline,
        plan.target,
        plan.go,
        plan.stop,
    )


def _cost(typed: Mapping[str, str], day: int) -> Cost:
    what = " ".join(typed.get("what", "").split())
    if not what or len(what) > NAME_LENGTH or not what.isprintable():
        raise Refused("cost_what", f"Say what was paid for in up to {NAME_LENGTH} letters.")
    numbers = []
    for field, most in (("dollars", MOST_DOLLARS), ("hours", MOST_HOURS), ("rate", MOST_RATE)):
        text = typed.get(field, "").strip().replace(",", "") or "0"
        if not text.isascii() or not text.isdigit() or len(text) > 9 or int(text) > most:  # noqa: PLR2004 -- digits
            raise Refused("cost_number", "Whole dollars and whole hours.")
        numbers.append(int(text))
    if not any(numbers[:2]):
        raise Refused("cost_number", "Whole dollars and whole hours.")
    return Cost(day, what, *numbers)
