"""Declared gaps between their page and the house."""

from notify.declared import Cause, DeclaredGap
from reporting.app.staff_doors.ids import plain_id, team_id
from reporting.app.staff_doors.rota_forms import read_moment
from reporting.people.coverage import Coverage
from reporting.people.doors import PeopleDoors
from reporting.people.refused import Refused
from reporting.people.staff_session import StaffSession
from reporting.staff.rota_view import GapChoices, GapForm
from reporting.store.schools import Team


class TeamGaps:
    """Satisfies the staff site's `GapDesk`."""

    def __init__(self, people: PeopleDoors, coverage: Coverage) -> None:
        self._people = people
        self._coverage = coverage

    def choices(self, session: StaffSession, team: str) -> GapChoices:
        """Raises Refused("unknown" | "not_registrar")."""
        if not session.principal.registrar:
            raise Refused("not_registrar", "Only a registrar changes the on-call list.")
        found = self._team(team)
        return GapChoices(found.id.hex(), found.name, self._zone(), tuple(Cause))

    def declare(self, session: StaffSession, team: str, form: GapForm) -> None:
        """Raises Refused: rota_cause, rota_date, rota_clock, rota_ends, rota_gap_over, not_registrar, unknown."""
        found, zone = self._team(team), self._zone()
        try:
            cause = Cause(form.cause)
        except ValueError:
            raise Refused("rota_cause", "Choose why nobody is on call.") from None
        gap = DeclaredGap(
            self._people.ground.random(16),
            read_moment(form.from_day, form.from_clock, zone),
            read_moment(form.to_day, form.to_clock, zone),
            cause,
        )
        self._coverage.declare(session, found.id, gap)

    def undeclare(self, session: StaffSession, team: str, gap: str) -> None:
        self._coverage.undeclare(session, self._team(team).id, plain_id(gap))

    def _zone(self) -> str:
        return self._people.directory.district().zone

    def _team(self, value: str) -> Team:
        which = team_id(value)
        found = next((one for one in self._people.directory.teams() if one.id == which), None)
        if found is None:
            raise Refused("unknown", "Choose a team of this district.")
        return found
