"""What a founded district still lacks, and the acts of the root's holder that open it."""

from collections.abc import Callable, Sequence
from typing import Literal

from reporting.app.staff_doors.ids import member_id, school_id
from reporting.app.staff_doors.on_calls import TeamsOnCall
from reporting.app.staff_doors.roster_rules import within_the_rules
from reporting.cases.staff_view import Choice
from reporting.model.ids import MemberId
from reporting.model.queue import QueueKind
from reporting.people.awaited import Awaited
from reporting.people.coverage import WEEK, Coverage
from reporting.people.doors import PeopleDoors
from reporting.people.queue_plan import MEMBERS_AT_BIRTH
from reporting.people.refused import SetUpRefused
from reporting.people.staff_session import StaffSession
from reporting.staff.people_view import GettingReady, HoleRow, Missing, QueueSeats, ShortQueue, TeamOnCall
from reporting.store.schools import Queue

_STAGES: dict[str, Literal["join", "expired", "admit"]] = {
    "sent": "join",
    "expired": "expired",
    "joined": "admit",
}


class DistrictOpening:
    """Satisfies the staff site's `GettingReadies`."""

    def __init__(
        self, people: PeopleDoors, on_calls: TeamsOnCall, coverage: Coverage, watched: Callable[[], bool]
    ) -> None:
        """`watched`: the public page does not say "not monitored now"."""
        self._people = people
        self._on_calls = on_calls
        self._coverage = coverage
        self._watched = watched

    def view(self, session: StaffSession) -> GettingReady:
        roster = self._people.book.current
        active = [one for one in roster.members.values() if one.active]
        may = session.member in self._people.root.held_by()
        on_call = self._on_calls.view(session, None, None)
        return GettingReady(
            may=may,
            born=bool(roster.queues),
            opened=roster.opened,
            # Who is invited is a registrar's to know; whoever holds the root is one.
            missing=tuple(map(_missing, self._people.awaited.all())) if session.principal.registrar else (),
            short=self._short(),
            registrars=tuple(sorted(one.name for one in active if one.registrar)),
            could_be_registrar=tuple(
                sorted(
                    (Choice(one.id.hex(), one.name) for one in active if not one.registrar),
                    key=lambda choice: choice.name,
                )
            )
            if may
            else (),
            silent_teams=tuple(team.name for team in on_call.teams if self._silent(team)),
            holes=self._holes() if roster.queues and not roster.opened else (),
            watched=self._watched(),
            zone=on_call.zone,
            seats=self._seats() if session.principal.registrar and not roster.queues else (),
        )

    def make_keys(self, session: StaffSession, share: Sequence[str]) -> None:
        """Raises SetUpRefused, StepUpRefused("needed")."""
        session.must_be_stepped_up(self._people.ground.clock())
        with within_the_rules():
            self._people.births.birth_queues(session, share=frozenset(map(school_id, share)))
        self._people.directory.refresh()

    def open_line(self, session: StaffSession) -> None:
        """Raises SetUpRefused, StepUpRefused("needed")."""
        session.must_be_stepped_up(self._people.ground.clock())
        # A page that says "monitored" is a promise for every hour. While it says "not monitored now", it is none.
        roster = self._people.book.current
        if roster.queues and not roster.opened and self._watched() and self._holes():
            raise SetUpRefused("not_covered", "Cover or declare each hour of the coming week first.")
        with within_the_rules():
            self._people.births.open_district(session)
        self._people.directory.refresh()

    def make_registrar(self, session: StaffSession, member: str) -> None:
        """Raises SetUpRefused("not_root"), StepUpRefused("needed")."""
        with within_the_rules():
            self._people.admissions.make_registrar(session, member_id(member), on=True)
        self._people.directory.refresh()

    def _holes(self) -> tuple[HoleRow, ...]:
        end = self._people.ground.clock() + WEEK
        return tuple(
            HoleRow(team.id.hex(), team.name, one.starts, one.ends if one.ends < end else None, one.why)
            for team in self._people.directory.teams()
            for one in self._coverage.week_ahead(team.id)
        )

    def _silent(self, team: TeamOnCall) -> bool:
        """Before the keys are made nobody holds one: then a phone is enough."""
        unborn = not self._people.book.current.queues
        people = team.now.people if team.now else ()
        return not any(one.why is None or (unborn and one.reachable) for one in people)

    def _seats(self) -> tuple[QueueSeats, ...]:
        wished = self._people.births.wished()
        return tuple(
            QueueSeats(
                queue.name,
                tuple(sorted(self._people.directory.name_of(one) for one in wished[queue.id].members)),
            )
            for queue in self._people.births.planned()
            if queue.id in wished
        )

    def _short(self) -> tuple[ShortQueue, ...]:
        born = self._people.book.current.queues
        holders: dict[bytes, frozenset[MemberId]] = (
            {queue.id: queue.members for queue in born.values()}
            if born
            else {queue: wished.members for queue, wished in self._people.births.wished().items()}
        )
        return tuple(
            ShortQueue(queue.name, len(holders.get(queue.id, ())), _shareable(queue) if not born else None)
            for queue in self._people.births.planned()
            if len(holders.get(queue.id, ())) < MEMBERS_AT_BIRTH
        )


def _shareable(queue: Queue) -> str | None:
    shares = queue.kind is QueueKind.COUNSELOR and queue.school is not None
    return queue.school.hex() if shares and queue.school else None


def _missing(one: Awaited) -> Missing:
    return Missing(one.member.hex(), one.name, one.title, _STAGES[one.stage])
