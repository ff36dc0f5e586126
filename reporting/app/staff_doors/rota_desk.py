"""A team's rota between its pages and the house."""

from datetime import date, datetime, timedelta

from notify.dated import DatedLayer
from notify.declared import spans
from notify.hours import Hours
from notify.plan import Layer
from notify.roster import Interval
from notify.rotation import Rotation
from notify.wall import clock
from notify.weekly import WeeklyLayer
from reporting.app.staff_doors.absence_desk import TeamAbsences
from reporting.app.staff_doors.ids import member_id, plain_id, team_id
from reporting.app.staff_doors.offer_cards import offer_cards
from reporting.app.staff_doors.rota_forms import (
    read_layer,
    read_override,
    read_weekly,
    write_layer,
    write_weekly,
)
from reporting.app.staff_doors.rota_weeks import WEEK, gaps_of, midnight, today, weeks_of
from reporting.cases.staff_view import Choice
from reporting.model.ids import MemberId, SchoolId, TeamId
from reporting.people.doors import PeopleDoors
from reporting.people.languages import LANGUAGES
from reporting.people.refused import Refused
from reporting.people.rota_doors import RotaDoors
from reporting.people.staff_session import StaffSession
from reporting.staff.rota_view import (
    DeclaredCard,
    LayerCard,
    LayerForm,
    OverrideCard,
    OverrideForm,
    PersonChoice,
    Preview,
    RotaChoices,
    TeamRota,
    WeeklyForm,
)
from reporting.store.schools import Team

SHOWN_WEEKS, TRIED_WEEKS = 4, 2
NEW = "new"


class TeamRotas:
    """Satisfies the staff site's `RotaDesk`."""

    def __init__(self, people: PeopleDoors, rotas: RotaDoors) -> None:
        self._people = people
        self._doors = rotas
        self._rotas = rotas.rotas
        self._absences = TeamAbsences(people, rotas.absences)

    def team(self, session: StaffSession, team: str) -> TeamRota:
        found = self._team(team)
        first, zone, now = today(self._people), self._zone(), self._people.ground.clock()
        start, end = midnight(first, zone), midnight(first + SHOWN_WEEKS * WEEK, zone)
        known = self._doors.coverage.declared(found.id, start, end)
        weeks = weeks_of(
            self._people,
            found.id,
            self._people.on_call.intervals(found.id, start, end),
            first,
            SHOWN_WEEKS,
            declared=spans(known),
        )
        ladder = self._rotas.ladder(found.id)
        last = ladder.last_resort if ladder else None
        return TeamRota(
            value=found.id.hex(),
            name=found.name,
            zone=zone,
            now=now,
            today=first,
            weeks=weeks,
            gaps=gaps_of(weeks, now),
            layers=tuple(self._card(layer) for layer in self._people.on_call.layers(found.id)),
            overrides=tuple(
                OverrideCard(
                    one.override.hex(),
                    self._name(one.person),
                    self._name(one.instead_of) if one.instead_of else None,
                    one.position,
                    one.starts,
                    one.ends,
                )
                for one in self._rotas.overrides(found.id, now, now + timedelta(days=366))
            ),
            offers=offer_cards(self._people, session, found, self._doors.shifts.offers(found.id)),
            people=self._choices(found.id),
            region=self._rotas.region(found.id),
            last_resort=last.hex() if last else "",
            last_resort_name=self._name(last) if last else "",
            may=session.principal.registrar,
            absences=self._absences.of_team(session, team),
            may_tell=self._absences.may(session, team),
            languages=self._rotas.languages(found.id),
            offered_languages=LANGUAGES,
            declared=tuple(
                DeclaredCard(one.gap.hex(), one.starts, one.ends, one.cause)
                for one in self._doors.coverage.declared(found.id, now, now + timedelta(days=366))
            ),
        )

    def choices(self, session: StaffSession, team: str) -> RotaChoices:
        """Raises Refused("unknown" | "not_registrar")."""
        if not session.principal.registrar:
            raise Refused("not_registrar", "Only a registrar changes the on-call list.")
        found = self._team(team)
        return RotaChoices(
            found.id.hex(),
            found.name,
            self._zone(),
            today(self._people),
            self._choices(found.id),
            tuple(Choice(one.id.hex(), one.name) for one in self._people.directory.schools()),
        )

    def layer(self, session: StaffSession, team: str, layer: str) -> LayerForm | WeeklyForm:  # noqa: ARG002 -- the door's names
        """Raises Refused("unknown")."""
        if layer == NEW:
            return LayerForm(starts_on=today(self._people).isoformat())
        kept = self._kept(self._team(team).id, layer)
        if isinstance(kept, WeeklyLayer):
            return write_weekly(kept)
        if isinstance(kept, Rotation):
            return write_layer(kept)
        raise Refused("unknown", "What is read from a calendar is changed there.")

    def look_at_layer(
        self,
        session: StaffSession,  # noqa: ARG002 -- the door's names
        team: str,
        layer: str,
        form: LayerForm | WeeklyForm,
    ) -> Preview:
        found = self._team(team)
        read = self._read(found.id, layer, form)
        first = max(today(self._people), read.starts_on or date.min)
        return self._preview(found.id, read, first)

    def look_without(self, session: StaffSession, team: str, layer: str) -> Preview:  # noqa: ARG002 -- the door's names
        return self._preview(self._team(team).id, plain_id(layer), today(self._people))

    def save_layer(self, session: StaffSession, team: str, layer: str, form: LayerForm | WeeklyForm) -> None:
        found = self._team(team)
        self._rotas.save(session, found.id, self._read(found.id, layer, form))

    def remove_layer(self, session: StaffSession, team: str, layer: str) -> None:
        self._rotas.remove(session, self._team(team).id, plain_id(layer))

    def look_at_override(self, session: StaffSession, team: str, form: OverrideForm) -> Preview:  # noqa: ARG002 -- the door's names
        found = self._team(team)
        override = read_override(form, override=b"\0" * 16, zone=self._zone())
        first = max(today(self._people), date.fromisoformat(form.from_day.strip()))
        start, end = self._tried(first)
        intervals = self._rotas.preview_override(found.id, override, start, end)
        return self._shown(found.id, intervals, first)

    def save_override(self, session: StaffSession, team: str, form: OverrideForm) -> None:
        override = read_override(form, override=self._people.ground.random(16), zone=self._zone())
        self._rotas.override(session, self._team(team).id, override)

    def remove_override(self, session: StaffSession, team: str, override: str) -> None:
        self._rotas.end_override(session, self._team(team).id, plain_id(override))

    def settle(
        self, session: StaffSession, team: str, region: str, last_resort: str, languages: tuple[str, ...]
    ) -> None:
        self._rotas.settle(
            session,
            self._team(team).id,
            region=region.strip().upper(),
            last_resort=member_id(last_resort) if last_resort else None,
            languages=languages,
        )

    def _preview(self, team: TeamId, layer: Layer | bytes, first: date) -> Preview:
        start, end = self._tried(first)
        return self._shown(team, self._rotas.preview(team, layer, start, end), first)

    def _shown(self, team: TeamId, intervals: tuple[Interval, ...], first: date) -> Preview:
        zone = self._zone()
        start, end = midnight(first, zone), midnight(first + TRIED_WEEKS * WEEK, zone)
        known = spans(self._doors.coverage.declared(team, start, end))
        weeks = weeks_of(self._people, team, intervals, first, TRIED_WEEKS, declared=known)
        return Preview(weeks, gaps_of(weeks, self._people.ground.clock()))

    def _tried(self, first: date) -> tuple[datetime, datetime]:
        """From now on: what is past stays as it was, whatever is changed."""
        start = max(midnight(first, self._zone()), self._people.ground.clock())
        return start, midnight(first + TRIED_WEEKS * WEEK, self._zone())

    def _read(self, team: TeamId, layer: str, form: LayerForm | WeeklyForm) -> Layer:
        """A new one wins over those that stand; a changed one keeps its place."""
        if isinstance(form, WeeklyForm):
            weekly = self._kept(team, layer)
            if not isinstance(weekly, WeeklyLayer):
                raise Refused("unknown", "This layer is no longer there.")
            return read_weekly(form, weekly)
        if layer == NEW:
            ranks = [one.rank for one in self._people.on_call.layers(team)]
            which, rank = self._people.ground.random(16), max(ranks, default=-1) + 1
        else:
            kept = self._kept(team, layer)
            which, rank = kept.layer, kept.rank
        rotation = read_layer(form, layer=which, zone=self._zone(), rank=rank)
        needs_hours = rotation.hours in {Hours.OPEN, Hours.CLOSED} and rotation.calendar is not None
        if needs_hours and self._hours_of(rotation.calendar) is None:
            raise Refused("rota_school_hours", "Write the hours of this school first.")
        return rotation

    def _hours_of(self, school: bytes | None) -> object | None:
        return self._people.directory.school_context(SchoolId(school)).timetable if school else None

    def _kept(self, team: TeamId, layer: str) -> Layer:
        which = plain_id(layer)
        for one in self._people.on_call.layers(team):
            if one.layer == which:
                return one
        raise Refused("unknown", "This layer is no longer there.")

    def _card(self, layer: Layer) -> LayerCard:
        names = tuple(self._name(person) for person in layer.persons)
        if not isinstance(layer, Rotation):
            return LayerCard(
                layer.layer.hex(),
                layer.position,
                names,
                Hours.ALWAYS,
                None,
                "",
                7,
                layer.starts_on,
                layer.ends_on,
                fixed=True,
                read=isinstance(layer, DatedLayer),
            )
        schools = {bytes(one.id): one.name for one in self._people.directory.picture().schools}
        return LayerCard(
            layer.layer.hex(),
            layer.position,
            tuple(self._name(person) for person in layer.members),
            layer.hours,
            schools.get(layer.calendar) if layer.calendar else None,
            clock(layer.handoff),
            layer.days,
            layer.starts_on,
            layer.ends_on,
            fixed=False,
        )

    def _choices(self, team: TeamId) -> tuple[PersonChoice, ...]:
        working = [one.id for one in self._people.directory.staff() if one.state == "active"]
        known = self._people.on_call.people(team, working)
        ordered = sorted(known, key=lambda one: (not one.holds_key, not one.reachable, one.name))
        return tuple(
            PersonChoice(one.member.hex(), one.name, one.reachable, one.holds_key) for one in ordered
        )

    def _name(self, person: bytes) -> str:
        return self._people.directory.name_of(MemberId(person))

    def _zone(self) -> str:
        return self._people.directory.district().zone

    def _team(self, value: str) -> Team:
        which = team_id(value)
        found = [one for one in self._people.directory.teams() if one.id == which]
        if not found:
            raise Refused("unknown", "Choose a team of this district.")
        return found[0]
