"""Who is called, and when nobody could be: rotas of the district's teams, with names."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

import notify.contacts
import notify.oncall
from notify.roster import Gap, Interval, WeeklyLayer
from reporting.model.ids import MemberId, TeamId
from reporting.people.directory import Directory
from reporting.people.ground import Ground
from reporting.people.refused import Refused
from reporting.people.staff_session import StaffSession


@dataclass(frozen=True, slots=True)
class OnCallPerson:
    """A person on a rota. `reachable`: a verified phone that takes our texts; `holds_key`: can act on the page."""

    member: MemberId
    name: str
    reachable: bool
    holds_key: bool


class OnCall:
    def __init__(self, ground: Ground, directory: Directory) -> None:
        self._ground = ground
        self._directory = directory

    def now(self, team: TeamId, at: datetime | None = None) -> tuple[OnCallPerson, ...]:
        """Who is called, in order."""
        with self._ground.database.read() as conn:
            persons = notify.oncall.on_call(
                conn, district=self._ground.district, team=team, now=at or self._ground.clock()
            )
            return self._people(conn, team, persons)

    def intervals(self, team: TeamId, start: datetime, end: datetime) -> tuple[Interval, ...]:
        with self._ground.database.read() as conn:
            return notify.oncall.intervals(
                conn, district=self._ground.district, team=team, start=start, end=end
            )

    def people(self, team: TeamId, persons: Sequence[bytes]) -> tuple[OnCallPerson, ...]:
        """The same persons with names and whether a page to them is of use."""
        with self._ground.database.read() as conn:
            return self._people(conn, team, persons)

    def gaps(self, team: TeamId, start: datetime, end: datetime) -> tuple[Gap, ...]:
        """Uncovered time, and time covered by people whom no page reaches or who hold no key."""
        with self._ground.database.read() as conn:
            return notify.oncall.coverage_gaps(
                conn,
                district=self._ground.district,
                team=team,
                start=start,
                end=end,
                can_act=self._directory,
            )

    def layers(self, team: TeamId) -> tuple[WeeklyLayer, ...]:
        with self._ground.database.read() as conn:
            return notify.oncall.layers(conn, district=self._ground.district, team=team)

    def save_layer(self, session: StaffSession, team: TeamId, layer: WeeklyLayer) -> None:
        """Create or change a weekly turn. Raises: Refused("not_registrar" | "unknown"), notify's HandoffRefused."""
        if not session.principal.registrar:
            raise Refused("not_registrar", "Only a registrar changes the on-call list.")
        active = {person.id for person in self._directory.staff() if person.state != "gone"}
        if not {MemberId(slot.person) for slot in layer.slots} <= active:
            raise Refused("unknown", "Choose people who work here.")
        ground = self._ground

        def unit(conn: Connection) -> None:
            notify.oncall.save_layer(
                conn, district=ground.district, team=team, layer=layer, now=ground.clock()
            )
            ground.witness.record(
                conn, minute=ground.minute(), act="changed_rota", actor=session.member, about=team
            )

        ground.database.write(unit)

    def extend(self) -> None:
        """Make the intervals of the next 30 days anew, team by team. Daily, for the clock."""
        for team in self._directory.teams():
            self._extend(team.id)

    def _extend(self, team: TeamId) -> None:
        ground = self._ground
        ground.database.write(
            lambda conn: notify.oncall.extend(conn, district=ground.district, team=team, now=ground.clock())
        )

    def _people(self, conn: Connection, team: TeamId, persons: Sequence[bytes]) -> tuple[OnCallPerson, ...]:
        known = notify.contacts.contacts(conn, district=self._ground.district, persons=persons)
        return tuple(
            OnCallPerson(
                MemberId(person),
                self._directory.name_of(MemberId(person)),
                (contact := known.get(person)) is not None and contact.reachable,
                self._directory.can_act(person, team),
            )
            for person in persons
        )
