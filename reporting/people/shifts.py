"""One's own shifts: what comes, what is offered, and taking what somebody offers, in one tap."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import Connection

import notify.offers
import notify.rotas
from notify.offers import Offer
from notify.roster import Interval
from notify.rotas import AHEAD
from notify.shift_notices import tell_offer
from reporting.model.ids import MemberId, TeamId
from reporting.people.rotas import as_refused
from reporting.people.shift_acts import ShiftActs
from reporting.people.staff_session import StaffSession


class Shifts:
    """Every act raises Refused("unknown" | "rota_…")."""

    def __init__(self, acts: ShiftActs) -> None:
        self._acts = acts
        self._ground = acts.ground

    def of(self, member: MemberId) -> Mapping[bytes, tuple[Interval, ...]]:
        """What this person has from now to 30 days ahead, by team."""
        now = self._ground.clock()
        with self._ground.database.read() as conn:
            return notify.rotas.shifts_of(
                conn, district=self._ground.district, person=member, start=now, end=now + AHEAD
            )

    def offers(self, team: TeamId) -> tuple[Offer, ...]:
        """Open and accepted ones that are not over."""
        with self._ground.database.read() as conn:
            return notify.offers.offers(
                conn, district=self._ground.district, team=team, now=self._ground.clock()
            )

    def offer(
        self, session: StaffSession, team: TeamId, position: int, starts: datetime, ends: datetime
    ) -> None:
        """A time of one's own, to whoever takes it; the team is told."""
        self._acts.must_exist(team)
        ground, now = self._ground, self._ground.clock()
        made = Offer(ground.random(16), team, position, starts, ends, session.member)

        def unit(conn: Connection) -> None:
            kept = notify.offers.make_offer(conn, district=ground.district, offer=made, now=now)
            tell_offer(conn, self._acts.notices, district=ground.district, offer=kept, now=now)
            self._acts.record(conn, "offered_shift", session, team)

        with as_refused():
            ground.database.write(unit)

    def take(self, session: StaffSession, team: TeamId, offer: bytes) -> None:
        """From now on it is theirs, and the other one is told.

        Raises Refused("rota_taker"): this person cannot be rung or holds no key, so it would become a gap.
        """
        self._acts.must_exist(team)
        self._acts.must_cover(session.member, team)
        ground, now = self._ground, self._ground.clock()

        def unit(conn: Connection) -> None:
            taken: list[Offer] = []

            def act() -> None:
                found = notify.offers.take(
                    conn, district=ground.district, team=team, offer=offer, taker=session.member, now=now
                )
                taken.append(found)

            self._acts.change(conn, session, team, act_id=offer, act=act, now=now)
            self._acts.record(conn, "took_shift", session, taken[0].person)

        with as_refused():
            ground.database.write(unit)

    def withdraw(self, session: StaffSession, team: TeamId, offer: bytes) -> None:
        self._acts.must_exist(team)
        ground = self._ground

        def unit(conn: Connection) -> None:
            notify.offers.withdraw(
                conn, district=ground.district, team=team, offer=offer, person=session.member
            )
            self._acts.record(conn, "withdrew_shift", session, team)

        with as_refused():
            ground.database.write(unit)
