"""What the clock does for rotas: the next thirty days made anew, shifts that begin announced, old ones forgotten."""

from datetime import timedelta

from sqlalchemy import Connection

import notify.rotas
from notify.shift_notices import tell_begins, tell_changes
from notify.shift_post import Notices
from reporting.model.ids import TeamId
from reporting.people.directory import Directory
from reporting.people.ground import Ground
from reporting.people.school_calendars import SchoolCalendars

KEPT = timedelta(days=30)


class RotaClock:
    def __init__(
        self, ground: Ground, directory: Directory, calendars: SchoolCalendars, notices: Notices
    ) -> None:
        self._ground = ground
        self._directory = directory
        self._calendars = calendars
        self._notices = notices

    def renew(self) -> None:
        """Team by team, and whoever that changes something for is told: a school's hours did, say."""
        # Hours that another process was told a moment ago count already.
        self._directory.refresh()
        for team in self._directory.teams():
            self.renew_team(team.id)

    def announce(self) -> None:
        """Tell whoever comes on call."""
        ground, now = self._ground, self._ground.clock()
        for team in self._directory.teams():

            def unit(conn: Connection, team: TeamId = team.id) -> None:
                tell_begins(conn, self._notices, district=ground.district, team=team, now=now)

            ground.database.write(unit)

    def forget(self) -> None:
        """What ended thirty days ago."""
        ground = self._ground
        ground.database.write(
            lambda conn: notify.rotas.forget(conn, district=ground.district, before=ground.clock() - KEPT)
        )

    def renew_team(self, team: TeamId) -> None:
        ground = self._ground
        act, now = ground.random(16), ground.clock()

        def unit(conn: Connection) -> None:
            turned = notify.rotas.renew(
                conn, district=ground.district, team=team, now=now, calendars=self._calendars
            )
            tell_changes(
                conn, self._notices, district=ground.district, team=team, act=act, turned=turned, now=now
            )

        ground.database.write(unit)
