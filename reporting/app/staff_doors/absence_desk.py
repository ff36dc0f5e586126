"""Who is away, between its pages and the house."""

from notify.absences import LONGEST_ABSENCE, Absence
from reporting.app.staff_doors.ids import member_id, plain_id, team_id
from reporting.app.staff_doors.rota_forms import read_days
from reporting.cases.staff_view import Choice
from reporting.model.ids import MemberId
from reporting.people.absences import Absences
from reporting.people.doors import PeopleDoors
from reporting.people.staff_session import StaffSession
from reporting.staff.rota_view import AbsenceCard, AbsenceForm


class TeamAbsences:
    """Satisfies the staff site's `AbsenceDesk`."""

    def __init__(self, people: PeopleDoors, absences: Absences) -> None:
        self._people = people
        self._absences = absences

    def mine(self, session: StaffSession) -> tuple[AbsenceCard, ...]:
        until = self._people.ground.clock() + LONGEST_ABSENCE
        return tuple(self._card(one, may=True) for one in self._absences.of(session.member, until))

    def deputies(self, session: StaffSession) -> tuple[Choice, ...]:
        name = self._people.directory.name_of
        found = [Choice(one.hex(), name(one)) for one in self._absences.deputies_for(session.member)]
        return tuple(sorted(found, key=lambda one: one.name))

    def of_team(self, session: StaffSession, team: str) -> tuple[AbsenceCard, ...]:
        which = team_id(team)
        until, may = self._people.ground.clock() + LONGEST_ABSENCE, self._absences.may(session, which)
        return tuple(
            self._card(one, may=may or one.person == session.member)
            for one in self._absences.of_team(which, until)
        )

    def may(self, session: StaffSession, team: str) -> bool:
        return self._absences.may(session, team_id(team))

    def put_in(self, session: StaffSession, form: AbsenceForm) -> None:
        """Raises Refused: rota_date, rota_ends, rota_absence_over, not_lead, unknown."""
        zone = self._people.directory.district().zone
        starts, ends = read_days(form.first, form.last, zone)
        # Nobody was away this morning because they fell ill at noon.
        now = self._people.ground.clock()
        starts = max(starts, now) if starts < now < ends else starts
        member = member_id(form.person) if form.person else session.member
        deputy = member_id(form.deputy) if form.deputy else None
        self._absences.put_in(session, member, starts, ends, deputy)

    def take_out(self, session: StaffSession, person: str, absence: str) -> None:
        member = member_id(person) if person else session.member
        self._absences.take_out(session, member, plain_id(absence))

    def _card(self, one: Absence, *, may: bool) -> AbsenceCard:
        name = self._people.directory.name_of
        stands_in = self._absences.deputies_of(MemberId(one.person)).get(one.absence)
        return AbsenceCard(
            one.absence.hex(),
            one.person.hex(),
            name(MemberId(one.person)),
            one.starts,
            one.ends,
            may,
            name(stands_in) if stands_in else None,
        )
