"""Drives the ladders: what is due is looked at, and the pure next step becomes messages in the outbox.

Idempotent and safe in several processes: each climb is changed under its own lock, and a ring's id follows
from the climb, the step and the person.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, func, select, update

from notify import oncall
from notify.contacts import Known, contacts
from notify.escalation import Climb, Kind, Outcome, Policy, Reach, Ring, Rung, Wait, news, next_step
from notify.oncall import TeamLadder
from notify.outbox import State
from notify.pages.notices import tell_others
from notify.pages.ringing import Desk, Rings
from notify.ports import CanAct, Channel, Clock, Database, Delivery, Digits, LinkFor, Sealer, Unopenable
from notify.tables import Alert, Escalation, Outbox, Page
from notify.tables import Ring as RingRow
from notify.troubles import NOBODY_REACHABLE, clear_trouble


@dataclass(slots=True)
class Ladders:
    """`sealer` is the service key's, so that pages leave after a restart at 02:10 with nobody signed in."""

    database: Database
    sealer: Sealer
    clock: Clock
    digits: Digits
    link: LinkFor
    can_act: CanAct | None = None
    unopenable: tuple[type[Exception], ...] = field(default=(Unopenable,))

    def tick(self, limit: int = 200) -> int:
        """Look at every climb that is due and tell others who took a page. Returns the messages made."""
        at = int(self.clock().timestamp())
        with self.database.read() as conn:
            due = conn.execute(
                select(Escalation.district, Escalation.escalation)
                .where(Escalation.state == "open", Escalation.due_at <= at)
                .order_by(Escalation.due_at)
                .limit(limit)
            ).all()
            notices = conn.execute(
                select(Page.district, Page.escalation).where(Page.notice_due).distinct().limit(limit)
            ).all()
        made = 0
        for district, escalation in due:
            made += self.database.write(self._climb(district, escalation, at))
        for district, escalation in notices:
            made += self.database.write(self._tell_others(district, escalation, at))
        return made

    def _climb(self, district: bytes, escalation: bytes, at: int) -> Callable[[Connection], int]:
        return lambda conn: _Climbing(self._desk(conn, district, at), self.can_act).climb(escalation)

    def _tell_others(self, district: bytes, escalation: bytes, at: int) -> Callable[[Connection], int]:
        return lambda conn: tell_others(self._desk(conn, district, at), escalation)

    def _desk(self, conn: Connection, district: bytes, at: int) -> Desk:
        return Desk(conn, district, at, self.sealer, self.digits, self.link, self.unopenable)


@dataclass(frozen=True, slots=True)
class _Climbing:
    """One look at one climb, in one transaction."""

    desk: Desk
    can_act: CanAct | None

    def climb(self, escalation: bytes) -> int:
        desk = self.desk
        mine = (Escalation.district == desk.district, Escalation.escalation == escalation)
        row: Any = desk.conn.execute(
            select(
                Escalation.escalation,
                Escalation.team,
                Escalation.policy,
                Escalation.sender,
                Escalation.zone,
                Escalation.excluded,
                Escalation.able,
                Escalation.passed,
                Escalation.round,
            )
            .where(*mine, Escalation.state == "open", Escalation.due_at <= desk.at)
            .with_for_update()
        ).one_or_none()
        if row is None:
            return 0  # another process was faster
        policy, rungs = Policy.from_json(row.policy), self._rungs(escalation)
        passed = frozenset(bytes.fromhex(each) for each in row.passed)
        climb = Climb(row.round, rungs, self._joined(escalation), passed)
        rules = oncall.ladder(desk.conn, district=desk.district, team=row.team)
        on_call, everyone, known = self._candidates(row, rules)
        rings = Rings(
            desk,
            row,
            policy,
            known,
            # The policy is frozen; the number is the one that works today.
            sender=rules.sender if rules else row.sender,
            references=self._open_references(escalation),
            joined=climb.pages,
            step=max((each.step for each in rungs), default=0) + 1,
        )
        step = next_step(policy, climb, on_call, everyone, desk.at)
        made, wake = self._act(rings, step, row.team)
        # Whoever is rung by this very step knows all that there is.
        ringing = {person for person, _ in step.targets} if isinstance(step, Ring) else set()
        alerted = {each.person: each for each in (*on_call, *everyone) if each.told is not None}
        again = news(
            policy, climb, [each for each in alerted.values() if each.person not in ringing], desk.at
        )
        if again is not None:
            more, when = self._act(rings, again, row.team)
            made, wake = made + more, min(wake, when)
        round_ = step.round if isinstance(step, Ring) else climb.round
        # At least a second, so that a ladder on which all fails does not spin.
        due_at = max(desk.at + 1, wake)
        desk.conn.execute(update(Escalation).where(*mine).values(due_at=due_at, round=round_))
        return made

    def _act(self, rings: Rings, step: Ring | Wait, team: bytes) -> tuple[int, int]:
        """Do the step; how many messages it made and when to look again."""
        desk = self.desk
        if isinstance(step, Ring):
            clear_trouble(desk.conn, district=desk.district, kind=NOBODY_REACHABLE, subject=team)
            return rings.ring(step), desk.at + rings.policy.trial(step.targets[0][1]).confirm_s
        if step.deaf:
            desk.note_trouble(NOBODY_REACHABLE, team)
        return 0, step.until

    def _open_references(self, escalation: bytes) -> Sequence[str]:
        return (
            self.desk.conn.execute(
                select(Page.reference)
                .where(
                    Page.district == self.desk.district, Page.escalation == escalation, Page.state == "open"
                )
                .order_by(Page.created_at, Page.page)
            )
            .scalars()
            .all()
        )

    def _joined(self, escalation: bytes) -> int:
        """How many pages ever joined: unlike the open ones, it only grows, so no newcomer goes untold."""
        return self.desk.conn.execute(
            select(func.count())
            .select_from(Page)
            .where(Page.district == self.desk.district, Page.escalation == escalation)
        ).scalar_one()

    def _rungs(self, escalation: bytes) -> tuple[Rung, ...]:
        found = self.desk.conn.execute(
            select(
                RingRow.person,
                RingRow.channel,
                RingRow.kind,
                RingRow.round,
                RingRow.step,
                RingRow.at,
                Outbox.state,
                Outbox.delivery,
            )
            .outerjoin(Outbox, (Outbox.district == RingRow.district) & (Outbox.row == RingRow.ring))
            .where(RingRow.district == self.desk.district, RingRow.escalation == escalation)
        )
        return tuple(
            Rung(
                each.person,
                Channel(each.channel),
                Kind(each.kind),
                each.round,
                each.step,
                each.at,
                outcome(each.state, each.delivery),
            )
            for each in found
        )

    def _candidates(
        self, row: Any, rules: TeamLadder | None
    ) -> tuple[list[Reach], list[Reach], Mapping[bytes, Known]]:
        """Who can be called, in order, and who belongs to the team; the excluded are in neither."""
        now = datetime.fromtimestamp(self.desk.at, UTC)
        first = list(oncall.on_call(self.desk.conn, district=self.desk.district, team=row.team, now=now))
        last = [rules.last_resort] if rules and rules.last_resort else []
        first += last
        able = [bytes.fromhex(each) for each in row.able]
        team = [*first, *(rules.persons if rules else ()), *able]
        excluded = {bytes.fromhex(each) for each in row.excluded}
        known = contacts(self.desk.conn, district=self.desk.district, persons=team)
        last_rung = self.desk.conn.execute(
            select(Alert.person, func.max(Alert.rang_at))
            .where(Alert.district == self.desk.district, Alert.person.in_(team))
            .group_by(Alert.person)
        )
        rang: dict[bytes, int] = {person: at for person, at in last_rung}  # noqa: C416 -- rows, not pairs
        counted = self.desk.conn.execute(
            select(Alert.person, Alert.pages_told).where(
                Alert.district == self.desk.district, Alert.escalation == row.escalation
            )
        )
        told: dict[bytes, int] = {person: pages for person, pages in counted}  # noqa: C416 -- rows, not pairs
        can_act = self.can_act

        def allowed(person: bytes) -> bool:
            return person in able if able else can_act is None or can_act.can_act(person, row.team)

        def reaches(persons: Sequence[bytes]) -> list[Reach]:
            return [
                Reach(person, known[person].channels, rang.get(person), told.get(person))
                for person in dict.fromkeys(persons)
                if person in known and person not in excluded
            ]

        everyone = reaches([person for person in team if allowed(person)])
        if not any(each.channels for each in everyone):
            # Rather somebody who cannot open it than nobody: they can wake who can.
            return reaches(last), reaches(last), known
        # The last resort is rung after all who are on call, even if they hold no key: they can wake who does. Not where
        # a page is kept from somebody: there nobody else learns of it.
        called = [person for person in first if allowed(person)] + ([] if excluded else last)
        return reaches(called), everyone, known


def outcome(state: str | None, delivery: str | None) -> Outcome:
    """What became of a ring. One that never reached the outbox, or waits for a person there, has failed."""
    if delivery == Delivery.DELIVERED:
        return Outcome.DELIVERED
    if state is None or state in {State.FAILED, State.HELD, State.SUPPRESSED}:
        return Outcome.FAILED
    return Outcome.WAITING
