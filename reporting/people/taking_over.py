"""In an emergency: whoever is there takes over what somebody else holds now, and nobody has to agree first."""

from datetime import datetime

from sqlalchemy import Connection

import notify.overrides
import notify.rotas
from notify.plan import Override
from notify.roster import Interval
from notify.rotas import AHEAD
from notify.rotation import MOST_POSITIONS
from reporting.model.ids import TeamId
from reporting.people.refused import Refused
from reporting.people.rotas import as_refused
from reporting.people.shift_acts import ShiftActs
from reporting.people.staff_session import StaffSession


class TakingOver:
    def __init__(self, acts: ShiftActs) -> None:
        self._acts = acts
        self._ground = acts.ground

    def holders(self, team: TeamId) -> tuple[Interval, ...]:
        """Who holds which position now, and until when; by position."""
        now = self._ground.clock()
        with self._ground.database.read() as conn:
            found = [self._held(conn, team, position, now) for position in range(MOST_POSITIONS)]
        return tuple(one for one in found if one is not None)

    def take_over(self, session: StaffSession, team: TeamId, position: int) -> None:
        """From this moment until that shift ends. The other one is told at once, and both stand in the audit chain.

        Raises Refused("unknown" | "rota_taker" | "rota_not_held").
        """
        self._acts.must_exist(team)
        self._acts.must_cover(session.member, team)
        ground, now = self._ground, self._ground.clock().replace(microsecond=0)
        act_id = ground.random(16)

        def unit(conn: Connection) -> None:
            notify.rotas.lock(conn, district=ground.district, team=team)
            held = self._held(conn, team, position, now)
            if held is None or held.person == session.member:
                raise Refused("rota_not_held", "Nobody else holds this now.")
            override = Override(act_id, now, held.ends, session.member, held.person, position)
            self._acts.change(
                conn,
                session,
                team,
                act_id=act_id,
                act=lambda: notify.overrides.add_override(
                    conn, district=ground.district, team=team, override=override
                ),
                now=now,
            )
            self._acts.record(conn, "took_shift", session, held.person)

        with as_refused():
            ground.database.write(unit)

    def _held(self, conn: Connection, team: TeamId, position: int, now: datetime) -> Interval | None:
        rows = notify.rotas.held(conn, district=self._ground.district, team=team, start=now, end=now + AHEAD)
        mine = notify.rotas.joined([one for one in rows if one.position == position])
        return next((one for one in mine if one.starts <= now < one.ends), None)
