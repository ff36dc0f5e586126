"""Who is called, and when nobody could be: the rotas of the district's teams, with names."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection

import notify.contacts
import notify.layers
import notify.oncall
from notify.coverage import Hole, holes
from notify.plan import Layer, Plan, materialise
from notify.plans import plan_of
from notify.reliance import Reliance, reliance
from notify.roster import Interval
from notify.rotas import AHEAD
from reporting.model.ids import MemberId, TeamId
from reporting.people.directory import Directory
from reporting.people.ground import Ground
from reporting.people.school_calendars import SchoolCalendars


@dataclass(frozen=True, slots=True)
class OnCallPerson:
    """A person on a rota. `reachable`: a verified phone that takes our texts; `holds_key`: can act on the page."""

    member: MemberId
    name: str
    reachable: bool
    holds_key: bool


class OnCall:
    def __init__(self, ground: Ground, directory: Directory, calendars: SchoolCalendars) -> None:
        self._ground = ground
        self._directory = directory
        self._calendars = calendars

    def now(self, team: TeamId, at: datetime | None = None) -> tuple[OnCallPerson, ...]:
        """Who is called, in order."""
        with self._ground.database.read() as conn:
            persons = notify.oncall.on_call(
                conn, district=self._ground.district, team=team, now=at or self._ground.clock()
            )
            return self._people(conn, team, persons)

    def intervals(self, team: TeamId, start: datetime, end: datetime) -> tuple[Interval, ...]:
        """As pages will see them; and beyond what is made ahead of time, as the rota says they will be."""
        made_until = self._ground.clock() + AHEAD - timedelta(days=1)
        made: tuple[Interval, ...] = ()
        if start < made_until:
            with self._ground.database.read() as conn:
                made = notify.oncall.intervals(
                    conn, district=self._ground.district, team=team, start=start, end=min(end, made_until)
                )
        if end <= made_until:
            return made
        first = max(start, made_until)
        return (*made, *materialise(self.plan(team, first, end), first, end))

    def plan(
        self, team: TeamId, start: datetime, end: datetime, instead: Sequence[Layer] | None = None
    ) -> Plan:
        """All that decides who is on call between two instants; with layers to try `instead` of those kept."""
        with self._ground.database.read() as conn:
            return plan_of(
                conn,
                district=self._ground.district,
                team=team,
                start=start,
                end=end,
                calendars=self._calendars,
                instead=instead,
            )

    def people(self, team: TeamId, persons: Sequence[bytes]) -> tuple[OnCallPerson, ...]:
        """These persons with names, and whether each can be relied on for this team."""
        with self._ground.database.read() as conn:
            return self._people(conn, team, persons)

    def reliance(self, team: TeamId, start: datetime, end: datetime) -> Reliance:
        """Whether whoever is on call can be relied on between two instants."""
        with self._ground.database.read() as conn:
            return reliance(
                conn,
                district=self._ground.district,
                team=team,
                start=start,
                end=end,
                can_act=self._directory,
            )

    def gaps(self, team: TeamId, start: datetime, end: datetime) -> tuple[Hole, ...]:
        """Uncovered time, and time covered by people on whom one cannot rely; declared or not, it is a gap."""
        with self._ground.database.read() as conn:
            made = notify.oncall.intervals(
                conn, district=self._ground.district, team=team, start=start, end=end
            )
        return holes(made, start, end, self.reliance(team, start, end))

    def layers(self, team: TeamId) -> tuple[Layer, ...]:
        """What wins first."""
        with self._ground.database.read() as conn:
            return notify.layers.layers(conn, district=self._ground.district, team=team)

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
