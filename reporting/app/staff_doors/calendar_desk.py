"""Rotas that are read from a calendar, between their page and the house."""

from notify.dated import DatedLayer
from notify.plan import materialise
from notify.sources import Purpose
from reporting.app.staff_doors.ids import plain_id, team_id
from reporting.app.staff_doors.rota_weeks import WEEK, gaps_of, midnight, today, weeks_of
from reporting.model.ids import TeamId
from reporting.people.doors import PeopleDoors
from reporting.people.refused import Refused
from reporting.people.rota_doors import RotaDoors
from reporting.people.rota_sources import ReadRota
from reporting.people.staff_session import StaffSession
from reporting.staff.rota_view import CalendarForm, CalendarLook, Preview, SourceCard

SHOWN_WEEKS = 2
TRIED = b"\0" * 16
PLACES = frozenset("0123")


class TeamCalendars:
    """Satisfies the staff site's `CalendarDesk`."""

    def __init__(self, people: PeopleDoors, rotas: RotaDoors) -> None:
        self._people = people
        self._sources = rotas.sources

    def sources(self, session: StaffSession, team: str) -> tuple[SourceCard, ...]:
        return tuple(
            SourceCard(
                one.layer.hex(), one.purpose, one.address is None, one.good_at, one.trouble, one.unmatched
            )
            for one in self._sources.of(self._team(session, team))
        )

    def look(self, session: StaffSession, team: str, form: CalendarForm) -> CalendarLook:
        which = self._team(session, team)
        purpose, read = self._read(form)
        if purpose is Purpose.DAYS_OFF:
            return CalendarLook(len(read.off), (), None)
        layer = self._layer(which, form, read, TRIED)
        return CalendarLook(len(read.turns), read.unmatched, self._preview(which, layer))

    def save(self, session: StaffSession, team: str, form: CalendarForm) -> None:
        which = self._team(session, team)
        session.must_be_stepped_up(self._people.ground.clock())  # before anything is fetched once more
        purpose, read = self._read(form)
        layer = self._layer(which, form, read, self._people.ground.random(16))
        address = "" if form.text else form.address.strip()
        self._sources.save(session, which, purpose, read, layer, address=address)

    def remove(self, session: StaffSession, team: str, layer: str) -> None:
        self._sources.remove(session, self._team(session, team), plain_id(layer))

    def _read(self, form: CalendarForm) -> tuple[Purpose, ReadRota]:
        try:
            purpose = Purpose(form.purpose)
        except ValueError:
            raise Refused("unknown", "Choose one of the kinds offered.") from None
        if form.position not in PLACES:
            raise Refused("rota_position", "Choose one of the places offered.")
        return purpose, self._sources.read(purpose, address=form.address, text=form.text)

    def _layer(self, team: TeamId, form: CalendarForm, read: ReadRota, layer: bytes) -> DatedLayer:
        """A new one wins over those that stand."""
        ranks = [one.rank for one in self._people.on_call.layers(team)]
        return self._sources.layer(
            read, layer=layer, position=int(form.position), rank=max(ranks, default=-1) + 1
        )

    def _preview(self, team: TeamId, layer: DatedLayer) -> Preview:
        zone, first = self._people.directory.district().zone, today(self._people)
        start = max(midnight(first, zone), self._people.ground.clock())
        end = midnight(first + SHOWN_WEEKS * WEEK, zone)
        tried = (*self._people.on_call.layers(team), layer)
        intervals = materialise(self._people.on_call.plan(team, start, end, tried), start, end)
        weeks = weeks_of(self._people, team, intervals, first, SHOWN_WEEKS)
        return Preview(weeks, gaps_of(weeks, self._people.ground.clock()))

    def _team(self, session: StaffSession, value: str) -> TeamId:
        if not session.principal.registrar:
            raise Refused("not_registrar", "Only a registrar changes the on-call list.")
        which = team_id(value)
        if which not in {one.id for one in self._people.directory.teams()}:
            raise Refused("unknown", "Choose a team of this district.")
        return which
