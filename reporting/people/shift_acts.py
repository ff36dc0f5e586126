"""What every act on a shift needs: who may cover, one transaction with rows and notices, a line in the audit chain."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

import notify.contacts
import notify.oncall
import notify.rotas
from notify.shift_notices import tell_changes
from notify.shift_post import Notices
from reporting.model.ids import MemberId, TeamId
from reporting.people.directory import Directory
from reporting.people.ground import Ground
from reporting.people.refused import Refused
from reporting.people.school_calendars import SchoolCalendars
from reporting.people.staff_session import StaffSession


@dataclass(frozen=True, slots=True)
class ShiftActs:
    ground: Ground
    directory: Directory
    calendars: SchoolCalendars
    notices: Notices

    def must_exist(self, team: TeamId) -> None:
        """Looks at the district anew: hours that another process was told count already. Raises Refused("unknown")."""
        self.directory.refresh()
        if team not in {one.id for one in self.directory.teams()}:
            raise Refused("unknown", "Choose a team of this district.")

    def must_cover(self, member: MemberId, team: TeamId) -> None:
        """Raises Refused("rota_taker") for whom no page reaches, or who could not act on it."""
        with self.ground.database.read() as conn:
            known = notify.contacts.contacts(conn, district=self.ground.district, persons=[member])
        if not (member in known and known[member].reachable and self.directory.can_act(member, team)):
            raise Refused("rota_taker", "Without a verified phone and the key this time would be a gap.")

    def change(
        self,
        conn: Connection,
        session: StaffSession,
        team: TeamId,
        *,
        act_id: bytes,
        act: Callable[[], object],
        now: datetime,
    ) -> None:
        """Do it, bring the rows up to it, and tell whom it concerns but not who did it."""
        district = self.ground.district
        notify.oncall.join_team(conn, district=district, team=team, persons=(session.member,))
        turned = notify.rotas.change(
            conn, district=district, team=team, now=now, calendars=self.calendars, act=act
        )
        tell_changes(
            conn,
            self.notices,
            district=district,
            team=team,
            act=act_id,
            turned=turned,
            now=now,
            but=(session.member,),
        )

    def record(self, conn: Connection, act: str, session: StaffSession, about: bytes) -> None:
        """Last in a unit of work."""
        self.ground.witness.record(
            conn, minute=self.ground.minute(), act=act, actor=session.member, about=about
        )
