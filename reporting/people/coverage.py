"""That no hour stays uncovered unseen: alarms of the next gap, gaps that the district declares, the week ahead."""

from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy import Connection

import notify.declared
import notify.gap_alarms
from notify.coverage import Hole
from notify.declared import DeclaredGap
from notify.gap_alarms import GapAlarm
from reporting.model.ids import TeamId
from reporting.people.directory import Directory
from reporting.people.gap_post import GapPost
from reporting.people.ground import Ground
from reporting.people.refused import Refused
from reporting.people.roster_book import RosterBook
from reporting.people.rotas import as_refused
from reporting.people.staff_session import StaffSession

WEEK = timedelta(days=7)


class Coverage:
    """`look` is for the clock."""

    def __init__(self, ground: Ground, directory: Directory, book: RosterBook, post: GapPost) -> None:
        self._ground = ground
        self._directory = directory
        self._book = book
        self._post = post

    def look(self) -> None:
        """Before the district opens there is nothing to cover."""
        if self._book.current.opened:
            for team in self._directory.teams():
                self._look(team.id)

    def standing(self) -> tuple[GapAlarm, ...]:
        with self._ground.database.read() as conn:
            return notify.gap_alarms.standing(conn, district=self._ground.district)

    def week_ahead(self, team: TeamId) -> tuple[Hole, ...]:
        """Which of the coming 168 hours nobody holds on whom one can rely, and nobody declared."""
        start = self._ground.clock()
        with self._ground.database.read() as conn:
            return notify.gap_alarms.coverage(
                conn,
                district=self._ground.district,
                team=team,
                start=start,
                end=start + WEEK,
                can_act=self._directory,
            )

    def declared(self, team: TeamId, start: datetime, end: datetime) -> tuple[DeclaredGap, ...]:
        with self._ground.database.read() as conn:
            return notify.declared.declared(
                conn, district=self._ground.district, team=team, start=start, end=end
            )

    def declare(self, session: StaffSession, team: TeamId, gap: DeclaredGap) -> None:
        """Raises Refused("not_registrar" | "unknown" | "rota_ends" | "rota_gap_over"), StepUpRefused("needed")."""
        district, now = self._ground.district, self._ground.clock()
        self._act(
            session,
            team,
            "declared_gap",
            lambda conn: notify.declared.declare(conn, district=district, team=team, gap=gap, now=now),
        )

    def undeclare(self, session: StaffSession, team: TeamId, gap: bytes) -> None:
        """Raises Refused("not_registrar" | "unknown"), StepUpRefused("needed")."""
        district = self._ground.district
        self._act(
            session,
            team,
            "undeclared_gap",
            lambda conn: notify.declared.undeclare(conn, district=district, team=team, gap=gap),
        )

    def _act(
        self, session: StaffSession, team: TeamId, name: str, act: Callable[[Connection], object]
    ) -> None:
        if not session.principal.registrar:
            raise Refused("not_registrar", "Only a registrar changes the on-call list.")
        if team not in {one.id for one in self._directory.teams()}:
            raise Refused("unknown", "Choose a team of this district.")
        session.must_be_stepped_up(self._ground.clock())
        ground = self._ground

        def unit(conn: Connection) -> None:
            act(conn)
            ground.witness.record(conn, minute=ground.minute(), act=name, actor=session.member, about=team)

        with as_refused():
            ground.database.write(unit)
        # The alarm of what is known now goes at once, not with the next look.
        if self._book.current.opened:
            self._look(team)

    def _look(self, team: TeamId) -> None:
        ground, now = self._ground, self._ground.clock()

        def unit(conn: Connection) -> None:
            news = notify.gap_alarms.look(
                conn, district=ground.district, team=team, now=now, can_act=self._directory
            )
            if news is not None:
                self._post.tell(conn, news)

        ground.database.write(unit)
