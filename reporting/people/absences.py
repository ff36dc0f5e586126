"""Times at which somebody is away: told by themselves, or by a registrar or a lead of their team. Without a reason."""

from datetime import datetime

from sqlalchemy import Connection

import notify.absences
import notify.oncall
from notify.absences import Absence
from reporting.model.clock import minute_of
from reporting.model.ids import MemberId, TeamId
from reporting.people.coverage import Coverage
from reporting.people.directory import Directory
from reporting.people.ground import Ground
from reporting.people.refused import Refused
from reporting.people.roster_book import RosterBook
from reporting.people.rotas import as_refused
from reporting.people.staff_session import StaffSession
from reporting.store import deputies
from reporting.store.deputies import Deputy


class Absences:
    """A shift that falls into one stays whose it is, and is a gap until somebody takes it."""

    def __init__(self, ground: Ground, directory: Directory, book: RosterBook, coverage: Coverage) -> None:
        self._ground = ground
        self._book = book
        self._directory = directory
        self._coverage = coverage

    def of(self, member: MemberId, until: datetime) -> tuple[Absence, ...]:
        """Those that are not over and begin before `until`, by start."""
        return tuple(one for one in self._ahead(until) if one.person == member)

    def of_team(self, team: TeamId, until: datetime) -> tuple[Absence, ...]:
        """Of everybody who takes turns in this team."""
        persons = self._persons(team)
        return tuple(one for one in self._ahead(until) if one.person in persons)

    def may(self, session: StaffSession, team: TeamId) -> bool:
        """Whether this person tells the absences of others in this team."""
        led = [queue for queue in self._directory.queues() if queue.id in session.principal.leads]
        return session.principal.registrar or any(queue.team == team for queue in led)

    def deputies_for(self, member: MemberId) -> tuple[MemberId, ...]:
        """Who can open what this person opens, at least in one queue."""
        queues = (one for one in self._book.current.queues.values() if member in one.members)
        return tuple(sorted(frozenset[MemberId]().union(*(one.members for one in queues)) - {member}))

    def deputies_of(self, member: MemberId) -> dict[bytes, MemberId]:
        """By absence, who stands in for this person."""
        ground = self._ground
        with ground.database.read() as conn:
            known = deputies.ahead(conn, ground.district, ground.minute())
        return {one.absence: one.deputy for one in known if one.member == member}

    def put_in(
        self,
        session: StaffSession,
        member: MemberId,
        starts: datetime,
        ends: datetime,
        deputy: MemberId | None = None,
    ) -> None:
        """`deputy`: in whose list the threads of who is away stand meanwhile.

        Raises Refused("rota_ends" | "rota_absence_over" | "not_lead" | "unknown"), StepUpRefused("needed").
        """
        self._allowed(session, member)
        if deputy is not None and deputy not in self.deputies_for(member):
            raise Refused("unknown", "Choose a colleague of one of their queues.")
        absence = Absence(self._ground.random(16), member, starts, ends)
        district, now = self._ground.district, self._ground.clock()

        def unit(conn: Connection) -> None:
            notify.absences.put_in(conn, district=district, absence=absence, now=now)
            if deputy is not None:
                span = minute_of(starts, exact=True), minute_of(ends, exact=True)
                deputies.add(conn, district, Deputy(absence.absence, member, deputy, *span))
            self._record(conn, "put_in_absence", session, member)

        with as_refused():
            self._ground.database.write(unit)
        self._coverage.look()

    def take_out(self, session: StaffSession, member: MemberId, absence: bytes) -> None:
        """Raises Refused("not_lead" | "unknown"), StepUpRefused("needed")."""
        self._allowed(session, member)
        district = self._ground.district

        def unit(conn: Connection) -> None:
            now = self._ground.clock()
            known = notify.absences.absences(
                conn, district=district, start=now, end=now + notify.absences.LONGEST_ABSENCE
            )
            if not any(one.absence == absence and one.person == member for one in known):
                raise Refused("unknown", "This is no longer there.")
            notify.absences.take_out(conn, district=district, absence=absence)
            deputies.remove(conn, district, absence)
            self._record(conn, "took_out_absence", session, member)

        self._ground.database.write(unit)
        self._coverage.look()

    def _ahead(self, until: datetime) -> tuple[Absence, ...]:
        ground = self._ground
        with ground.database.read() as conn:
            return notify.absences.absences(conn, district=ground.district, start=ground.clock(), end=until)

    def _persons(self, team: TeamId) -> frozenset[bytes]:
        with self._ground.database.read() as conn:
            found = notify.oncall.ladder(conn, district=self._ground.district, team=team)
        return frozenset(found.persons) if found else frozenset()

    def _allowed(self, session: StaffSession, member: MemberId) -> None:
        """Whom a page rings is changed by this, so for somebody else the password is asked for again."""
        if session.member == member:
            return
        if member not in {one.id for one in self._directory.staff() if one.state != "gone"}:
            raise Refused("unknown", "Choose people who work here.")
        queues, led = self._book.current.queues, session.principal.leads
        leads = any(member in queues[queue].members for queue in led if queue in queues)
        if not (leads or session.principal.registrar):
            raise Refused(
                "not_lead", "Only a registrar or the lead of a queue of theirs tells that somebody is away."
            )
        session.must_be_stepped_up(self._ground.clock())

    def _record(self, conn: Connection, act: str, session: StaffSession, member: MemberId) -> None:
        self._ground.witness.record(
            conn, minute=self._ground.minute(), act=act, actor=session.member, about=member
        )
