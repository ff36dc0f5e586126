"""Drives the ladders: what is due is looked at, and the pure next step becomes messages in the outbox.

Idempotent and safe in several processes: each climb is changed under its own lock, and a ring's id follows
from the climb, the step and the person.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, Integer, bindparam, func, select, update

from notify import oncall
from notify.climb import Climb, Ring, Wait
from notify.escalation import news, next_step
from notify.pages.candidates import ALL_CHANNELS, candidates
from notify.pages.drilled import call_off, give_up, of_drill, real_page_open
from notify.pages.minding import holders_due, mind, ring_again
from notify.pages.notices import tell_others
from notify.pages.ringing import Desk, Rings
from notify.pages.rungs import rungs_of
from notify.policy import Policy
from notify.ports import (
    AnswerLink,
    CanAct,
    Channel,
    Clock,
    Database,
    Digits,
    LinkFor,
    Sealer,
    Unopenable,
)
from notify.tables import Escalation, Page
from notify.troubles import NOBODY_REACHABLE, clear_trouble

# Asked twice a second: put together once.
_DUE = (
    select(Escalation.district, Escalation.escalation)
    .where(Escalation.state == "open", Escalation.due_at <= bindparam("at"))
    .order_by(Escalation.due_at)
    .limit(bindparam("most", type_=Integer))
)
_NOTICES = (
    select(Page.district, Page.escalation)
    .where(Page.notice_due)
    .distinct()
    .limit(bindparam("most", type_=Integer))
)


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
    # Those that this service has: no e-mail without a mail server.
    channels: frozenset[Channel] = ALL_CHANNELS
    # The address of an e-mail's own button, by its random token. None: the mail points to the page alone.
    answer_link: AnswerLink | None = None

    def tick(self, limit: int = 200) -> int:
        """Look at every climb that is due, tell others who took a page, and holders what is expected of them.

        Returns the messages made.
        """
        at = int(self.clock().timestamp())
        # First, so that what nobody sees to rings in this same tick.
        made = self._mind_holders(at, limit)
        with self.database.read() as conn:
            due = conn.execute(_DUE, {"at": at, "most": limit}).all()
            notices = conn.execute(_NOTICES, {"most": limit}).all()
        for district, escalation in due:
            made += self.database.write(self._climb(district, escalation, at))
        for district, escalation in notices:
            made += self.database.write(self._tell_others(district, escalation, at))
        return made

    def _mind_holders(self, at: int, limit: int) -> int:
        with self.database.read() as conn:
            due = holders_due(conn, at, limit)
        made = 0
        for district, holder in due:
            texts, again = self.database.write(self._mind(district, holder, at))
            for page in again:
                self.database.write(self._ring_again(district, page, at))
            made += texts
        return made

    def _mind(
        self, district: bytes, holder: bytes, at: int
    ) -> Callable[[Connection], tuple[int, tuple[bytes, ...]]]:
        return lambda conn: mind(self.desk(conn, district, at), holder, self.channels)

    def _ring_again(self, district: bytes, page: bytes, at: int) -> Callable[[Connection], None]:
        return lambda conn: ring_again(self.desk(conn, district, at), page)

    def _climb(self, district: bytes, escalation: bytes, at: int) -> Callable[[Connection], int]:
        return lambda conn: _Climbing(self.desk(conn, district, at), self.can_act, self.channels).climb(
            escalation
        )

    def _tell_others(self, district: bytes, escalation: bytes, at: int) -> Callable[[Connection], int]:
        return lambda conn: tell_others(self.desk(conn, district, at), escalation)

    def desk(self, conn: Connection, district: bytes, at: int) -> Desk:
        """Where rings and notices are written in this transaction."""
        return Desk(
            conn, district, at, self.sealer, self.digits, self.link, self.unopenable, self.answer_link
        )


@dataclass(frozen=True, slots=True)
class _Climbing:
    """One look at one climb, in one transaction."""

    desk: Desk
    can_act: CanAct | None
    channels: frozenset[Channel]

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
                of_drill(Escalation).label("drill"),
            )
            .where(*mine, Escalation.state == "open", Escalation.due_at <= desk.at)
            .with_for_update()
        ).one_or_none()
        if row is None:
            return 0  # another process was faster
        if row.drill and real_page_open(desk.conn, district=desk.district):
            call_off(desk.conn, district=desk.district, now=desk.now)
            return 0
        policy = Policy.from_json(row.policy)
        rules = oncall.ladder(desk.conn, district=desk.district, team=row.team)
        who = candidates(
            desk.conn,
            district=desk.district,
            team=row.team,
            rules=rules,
            excluded={bytes.fromhex(each) for each in row.excluded},
            able=[bytes.fromhex(each) for each in row.able],
            escalation=escalation,
            can_act=self.can_act,
            at=desk.at,
            channels=self.channels,
        )
        rungs = rungs_of(desk, escalation, present=who.present, broken=who.broken)
        passed = frozenset(bytes.fromhex(each) for each in row.passed)
        climb = Climb(row.round, rungs, self._joined(escalation), passed)
        rings = Rings(
            desk,
            row,
            who.known,
            # The policy is frozen; the number is the one that works today.
            sender=rules.sender if rules else row.sender,
            references=self._open_references(escalation),
            joined=climb.pages,
            step=max((each.step for each in rungs), default=0) + 1,
        )
        if row.drill:
            pass  # a drill raises no alarm and ends none
        elif who.wakeable:
            clear_trouble(desk.conn, district=desk.district, kind=NOBODY_REACHABLE, subject=row.team)
        else:
            desk.note_trouble(NOBODY_REACHABLE, row.team)
        # Nobody outside agreed to be drilled.
        agency = None if row.drill else who.agency
        step = next_step(policy, climb, who.on_call, who.everyone, desk.at, agency=agency)
        if row.drill and _in_vain(step, climb):
            give_up(desk.conn, district=desk.district, escalation=escalation, now=desk.now)
            return 0
        made, wake = self._act(rings, step)
        # Whoever is rung by this very step knows all that there is.
        ringing = {person for person, _ in step.targets} if isinstance(step, Ring) else set()
        alerted = {each.person: each for each in (*who.on_call, *who.everyone) if each.told is not None}
        again = news(
            policy, climb, [each for each in alerted.values() if each.person not in ringing], desk.at
        )
        if again is not None:
            more, when = self._act(rings, again)
            made, wake = made + more, min(wake, when)
        round_ = step.round if isinstance(step, Ring) else climb.round
        # At least a second, so that a ladder on which all fails does not spin.
        due_at = max(desk.at + 1, wake)
        desk.conn.execute(update(Escalation).where(*mine).values(due_at=due_at, round=round_))
        return made

    def _act(self, rings: Rings, step: Ring | Wait) -> tuple[int, int]:
        """Do the step; how many messages it made and when to look again."""
        if isinstance(step, Ring):
            return rings.ring(step), self.desk.at + step.patience_s
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


def _in_vain(step: Ring | Wait, climb: Climb) -> bool:
    """Everybody was rung for this drill, or nobody can be."""
    return step.round > climb.round if isinstance(step, Ring) else step.deaf
