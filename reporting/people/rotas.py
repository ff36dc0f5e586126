"""Registrars write the rotas: layers, overrides, days off, the last resort. Whoever's shift changes is told."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection

import notify.languages
import notify.layers
import notify.offers
import notify.oncall
import notify.overrides
import notify.plans
import notify.rotas
from notify.offers import OfferRefused
from notify.oncall import TeamLadder
from notify.plan import Layer, Override, materialise
from notify.roster import Interval
from notify.shift_notices import tell_changes
from notify.shift_post import Notices
from notify.wall import HandoffRefused
from reporting.model.ids import MemberId, TeamId
from reporting.people.directory import Directory
from reporting.people.ground import Ground
from reporting.people.languages import checked_languages
from reporting.people.on_call import OnCall
from reporting.people.refused import Refused
from reporting.people.school_calendars import SchoolCalendars
from reporting.people.staff_session import StaffSession


@contextmanager
def as_refused() -> Iterator[None]:
    """What notify refuses, as pages translate it."""
    try:
        yield
    except (HandoffRefused, OfferRefused) as refusal:
        raise Refused(f"rota_{refusal.code}", str(refusal)) from None


class Rotas:
    """Every act raises Refused("not_registrar" | "unknown" | "rota_…") and StepUpRefused("needed")."""

    def __init__(
        self,
        ground: Ground,
        directory: Directory,
        on_call: OnCall,
        calendars: SchoolCalendars,
        notices: Notices,
    ) -> None:
        self._ground = ground
        self._directory = directory
        self._on_call = on_call
        self._calendars = calendars
        self._notices = notices

    def preview(
        self, team: TeamId, layer: Layer | bytes, start: datetime, end: datetime
    ) -> tuple[Interval, ...]:
        """Who would be on call if this layer were saved; or removed, where only its id is given. Nothing is kept.

        Raises Refused("rota_…").
        """
        which = layer if isinstance(layer, bytes) else layer.layer
        tried = [one for one in self._on_call.layers(team) if one.layer != which]
        if not isinstance(layer, bytes):
            with as_refused():
                notify.layers.check_layer(layer)
            tried.append(layer)
        return materialise(self._on_call.plan(team, start, end, tried), start, end)

    def preview_override(
        self, team: TeamId, override: Override, start: datetime, end: datetime
    ) -> tuple[Interval, ...]:
        """Who would be on call with this override on top of all others. Raises Refused("rota_…")."""
        with as_refused():
            notify.overrides.check_override(override)
        plan = self._on_call.plan(team, start, end)
        newest = max((one.number for one in plan.overrides), default=0) + 1
        return materialise(
            replace(plan, overrides=(*plan.overrides, replace(override, number=newest))), start, end
        )

    def save(self, session: StaffSession, team: TeamId, layer: Layer) -> None:
        self._members(layer.persons)

        def act(conn: Connection) -> None:
            notify.oncall.join_team(conn, district=self._ground.district, team=team, persons=layer.persons)
            notify.layers.save_layer(conn, district=self._ground.district, team=team, layer=layer)

        self.change(session, team, act)

    def remove(self, session: StaffSession, team: TeamId, layer: bytes) -> None:
        self.change(
            session,
            team,
            lambda conn: notify.layers.remove_layer(
                conn, district=self._ground.district, team=team, layer=layer
            ),
        )

    def override(self, session: StaffSession, team: TeamId, override: Override) -> None:
        self._members((override.person,))

        def act(conn: Connection) -> None:
            notify.oncall.join_team(
                conn, district=self._ground.district, team=team, persons=(override.person,)
            )
            notify.overrides.add_override(conn, district=self._ground.district, team=team, override=override)

        self.change(session, team, act)

    def end_override(self, session: StaffSession, team: TeamId, override: bytes) -> None:
        district = self._ground.district

        def act(conn: Connection) -> None:
            if notify.overrides.remove_override(conn, district=district, team=team, override=override):
                notify.offers.undo(conn, district=district, offer=override)

        self.change(session, team, act)

    def settle(
        self,
        session: StaffSession,
        team: TeamId,
        *,
        region: str,
        last_resort: MemberId | None,
        languages: Sequence[str],
    ) -> None:
        """Whose public holidays are days off, who is called after everybody else, and what languages are needed."""
        wanted = checked_languages(languages)
        self._members(() if last_resort is None else (last_resort,))
        with as_refused():
            # Here, not in the unit: a country's holidays take a third of a second to load the first time.
            notify.plans.check_region(region)

        def act(conn: Connection) -> None:
            notify.plans.save_region(conn, district=self._ground.district, team=team, region=region)
            notify.oncall.save_last_resort(
                conn, district=self._ground.district, team=team, person=last_resort
            )
            notify.languages.save_wanted(conn, district=self._ground.district, team=team, languages=wanted)

        self.change(session, team, act)

    def languages(self, team: TeamId) -> tuple[str, ...]:
        """In which somebody on call has to answer at every hour."""
        with self._ground.database.read() as conn:
            return tuple(sorted(notify.languages.wanted(conn, district=self._ground.district, team=team)))

    def region(self, team: TeamId) -> str:
        with self._ground.database.read() as conn:
            return notify.plans.region(conn, district=self._ground.district, team=team)

    def ladder(self, team: TeamId) -> TeamLadder | None:
        with self._ground.database.read() as conn:
            return notify.oncall.ladder(conn, district=self._ground.district, team=team)

    def overrides(self, team: TeamId, start: datetime, end: datetime) -> tuple[Override, ...]:
        with self._ground.database.read() as conn:
            return notify.overrides.overrides(
                conn, district=self._ground.district, team=team, start=start, end=end
            )

    def change(self, session: StaffSession, team: TeamId, act: Callable[[Connection], object]) -> None:
        """One transaction: the act, the rows that follow, the notices, the audit."""
        if not session.principal.registrar:
            raise Refused("not_registrar", "Only a registrar changes the on-call list.")
        self._directory.refresh()  # hours that another process was told a moment ago count already
        if team not in {one.id for one in self._directory.teams()}:
            raise Refused("unknown", "Choose a team of this district.")
        session.must_be_stepped_up(self._ground.clock())
        ground = self._ground

        def unit(conn: Connection, act_id: bytes, now: datetime) -> None:
            turned = notify.rotas.change(
                conn,
                district=ground.district,
                team=team,
                now=now,
                calendars=self._calendars,
                act=lambda: act(conn),
            )
            tell_changes(
                conn,
                self._notices,
                district=ground.district,
                team=team,
                act=act_id,
                turned=turned,
                now=now,
                but=(session.member,),
            )
            ground.witness.record(
                conn, minute=ground.minute(), act="changed_rota", actor=session.member, about=team
            )

        # A unit may run twice, so its id and time are made outside.
        act_id, now = ground.random(16), ground.clock()
        with as_refused():
            ground.database.write(lambda conn: unit(conn, act_id, now))

    def _members(self, persons: Sequence[bytes]) -> None:
        working = {person.id for person in self._directory.staff() if person.state != "gone"}
        if not {MemberId(person) for person in persons} <= working:
            raise Refused("unknown", "Choose people who work here.")
