"""Drills of the district's teams: who may ask for one, who sees what came of it, and the practice at its end."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import Connection

from notify import pages
from notify.drill_moments import Habit
from notify.drills import planned, report, running
from notify.drills.clock import DrillClock
from notify.drills.planned import Coming, DrillRefused
from notify.drills.report import Drilled
from notify.pages.drilled import HAND, ON, call_off, real_page_open
from reporting.model.ids import TeamId
from reporting.people.directory import Directory
from reporting.people.ground import Ground
from reporting.people.refused import Refused
from reporting.people.staff_session import StaffSession


class Drills:
    """Registrars, and leads of a queue that the team is paged for, ask for drills and see their reports.

    Acts raise Refused("not_allowed" | "unknown" | "drill_…"); those that will wake people StepUpRefused("needed") too.
    """

    def __init__(self, ground: Ground, directory: Directory, clock: DrillClock) -> None:
        self._ground = ground
        self._directory = directory
        self._clock = clock

    def allowed(self, session: StaffSession) -> tuple[TeamId, ...]:
        """Of which teams this reader sees the reports."""
        teams = self._directory.teams()
        if session.principal.registrar:
            return tuple(team.id for team in teams)
        led = {queue.team for queue in self._directory.queues() if queue.id in session.principal.leads}
        return tuple(team.id for team in teams if team.id in led)

    def announce(self, session: StaffSession, team: TeamId, starts: datetime | None) -> None:
        """`starts` None: as soon as those on call have been told."""
        ground, now, drill = self._ground, self._ground.clock(), self._ground.random(16)

        def act(conn: Connection) -> None:
            if starts is None and real_page_open(conn, district=ground.district):
                raise DrillRefused("not_now", "A drill cannot begin now. Try again later, or plan it.")
            planned.announce(
                conn,
                district=ground.district,
                team=team,
                drill=drill,
                starts=starts,
                by=session.member,
                digits=self._clock.ladders.digits,
                now=now,
            )
            self._clock.tell(conn, now)

        self._act(session, team, "announced_drill", act)

    def call_off(self, session: StaffSession, team: TeamId) -> None:
        """The team's announced drill, and one that is on. Needs no password: it wakes nobody."""
        ground, now = self._ground, self._ground.clock()

        def act(conn: Connection) -> None:
            done = planned.withdraw(conn, district=ground.district, team=team, now=now)
            for one in report.of_team(conn, district=ground.district, team=team):
                if one.state in ON:
                    done += call_off(conn, district=ground.district, now=now, because=HAND, drill=one.drill)
            if not done:
                raise DrillRefused("none", "There is no drill to call off: it is over.")

        self._act(session, team, "called_off_drill", act, wakes=False)

    def keep_habit(self, session: StaffSession, team: TeamId, habit: Habit | None) -> None:
        """How often the team is drilled unannounced, from now on; None: not at all."""
        ground = self._ground
        self._act(
            session,
            team,
            "changed_drills",
            lambda conn: planned.save_habit(conn, district=ground.district, team=team, habit=habit),
        )

    def of_team(
        self, session: StaffSession, team: TeamId
    ) -> tuple[Habit | None, tuple[Coming, ...], tuple[Drilled, ...]]:
        """What is kept, what is announced, what was measured. Never when an unannounced one comes."""
        self._must_be_allowed(session, team)
        district = self._ground.district
        with self._ground.database.read() as conn:
            return (
                planned.habit_of(conn, district=district, team=team),
                planned.announced(conn, district=district, team=team),
                report.of_team(conn, district=district, team=team),
            )

    def one(self, session: StaffSession, reference: str) -> Drilled:
        """For those whom it rang or was announced to, the team, and those who see its report. Raises Refused("unknown")."""
        with self._ground.database.read() as conn:
            found = report.named(conn, district=self._ground.district, reference=reference)
        if found is None or not self._concerns(session, found):
            raise Refused("unknown", "There is no such drill for you.")
        return found

    def take(self, session: StaffSession, reference: str) -> None:
        """By the button of its page, like a page in the inbox. Whoever was slower sees who has it."""
        found, ground, now = self.one(session, reference), self._ground, self._ground.clock()

        def unit(conn: Connection) -> None:
            try:
                pages.acknowledge(
                    conn, district=ground.district, page_id=found.drill, person=session.member, now=now
                )
            except pages.NoSuchPage:
                raise Refused("unknown", "There is no such drill for you.") from None

        ground.database.write(unit)

    def reply(self, session: StaffSession, reference: str, text: str) -> None:
        """The practice reply. Nothing of the text is kept or sent. Raises Refused("empty_text" | "drill_over")."""
        found, ground, now = self.one(session, reference), self._ground, self._ground.clock()
        if not text.strip():
            raise Refused("empty_text", "Write something first.")
        done = ground.database.write(
            lambda conn: running.reply(
                conn, district=ground.district, drill=found.drill, person=session.member, now=now
            )
        )
        if not done:
            raise Refused("drill_over", "This drill is over.")

    def _concerns(self, session: StaffSession, found: Drilled) -> bool:
        return (
            any(one.person == session.member for one in found.persons)
            or found.team in self.allowed(session)
            or self._directory.can_act(session.member, found.team)
        )

    def _must_be_allowed(self, session: StaffSession, team: TeamId) -> None:
        if team not in {one.id for one in self._directory.teams()}:
            raise Refused("unknown", "Choose a team of this district.")
        if team not in self.allowed(session):
            raise Refused(
                "not_allowed", "Drills are for registrars and for those who lead the team's queues."
            )

    def _act(
        self,
        session: StaffSession,
        team: TeamId,
        name: str,
        act: Callable[[Connection], None],
        *,
        wakes: bool = True,
    ) -> None:
        self._must_be_allowed(session, team)
        ground = self._ground
        if wakes:
            session.must_be_stepped_up(ground.clock())

        def unit(conn: Connection) -> None:
            act(conn)
            ground.witness.record(conn, minute=ground.minute(), act=name, actor=session.member, about=team)

        try:
            ground.database.write(unit)
        except DrillRefused as refusal:
            raise Refused(f"drill_{refusal.code}", str(refusal)) from None
