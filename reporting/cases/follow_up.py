"""A later message of the student in a thread that exists: by web or by text. It can raise the thread, never lower it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from sqlalchemy import Connection

from reporting.cases.certified import certified
from reporting.cases.ground import Ground
from reporting.cases.later_message import LaterMessage, LaterSealer
from reporting.cases.paging import Told
from reporting.cases.raising import Plan, Raising, ReadersChanged
from reporting.cases.refusals import TooLong
from reporting.cases.rule_counter import RuleCounter
from reporting.cases.ruling import in_its_school
from reporting.cases.tip import BODY_LIMIT
from reporting.cases.triage_record import TriageRecord
from reporting.cases.trying import tried_beside
from reporting.cases.waking import is_kept_from_somebody
from reporting.model.clock import moment_of
from reporting.model.held import Holding
from reporting.store import held_replies
from reporting.store.messages import Appended
from reporting.store.threads import Thread
from reporting.vault.envelope import TooLarge
from triage.context import Context
from triage.decision import Decision, Severity, Why


@dataclass(frozen=True, slots=True)
class FollowUp:
    """`told`: texts that wait for what becomes of a page, for a student who texts. `also`: what is stored with it."""

    message: LaterMessage
    context: Context
    told: tuple[Told, ...] = ()
    also: Callable[[Connection], None] | None = None

    def __repr__(self) -> str:
        return "FollowUp(<sealed>)"


@dataclass(frozen=True, slots=True)
class Followed:
    """`thread` as it is now; `seq` and `minute`: the place of the words in it, and their time, as coarse as stored.

    `repeated`: they were stored before, and nothing now.
    """

    thread: Thread
    urgent_now: bool
    repeated: bool
    seq: int
    minute: int

    @property
    def due(self) -> datetime | None:
        """By when an answer is promised."""
        return moment_of(self.thread.due_minute)


class FollowUps:
    def __init__(self, ground: Ground, counter: RuleCounter) -> None:
        self._ground = ground
        self._counter = counter
        self._raising = Raising(ground)
        self._sealer = LaterSealer(ground.district, ground.system, ground.shred, ground.id)

    def add(self, thread: Thread, follow_up: FollowUp) -> Followed:
        """Raises StoreError, TooLong, ThreadSwapped."""
        ground, words = self._ground, follow_up.message.words
        keys = certified(thread)
        now = ground.clock()
        hours = ground.roll.school_time(thread.school).hours(now)
        context = in_its_school(follow_up.context, ground.roll, thread.school, hours)
        decision = ground.judge(words.body, context)
        trial = tried_beside(ground.rules, decision, words.body, context, read=ground.readings)
        urgent = is_news(decision, thread.severity)
        record = TriageRecord(
            words.message.hex(),
            decision,
            words.lang,
            None,
            None,
            ground.roll.named_in(words.body),
            trial.tried if trial else None,
            words.writer,
        )

        def plan() -> Plan:
            return self._raising.plan(
                thread,
                record,
                lambda readers, summarise: self._sealer.seal(
                    thread,
                    keys,
                    follow_up.message,
                    record,
                    readers,
                    now=now,
                    urgent=urgent,
                    summarise=summarise,
                ),
                now=now,
                urgent=urgent,
                told=follow_up.told,
            )

        try:
            applied, first = self._applied(plan, follow_up)
        except TooLarge:
            raise TooLong(BODY_LIMIT) from None
        if not first.repeated:
            ground.feed.tell(applied.holders, urgent=urgent)
            if not record.excluded and not is_kept_from_somebody(ground.roll.queues(), applied.holders):
                # Of a message that is kept from somebody no count may tell them.
                self._counter.later(now, decision, paged=urgent)
                ground.trials.count(trial)
        return Followed(applied.changed(), urgent, first.repeated, first.seq, applied.drafts[0].minute)

    def _applied(self, plan: Callable[[], Plan], follow_up: FollowUp) -> tuple[Plan, Appended]:
        """The plan that was stored, and where its words stand."""
        while True:
            planned = plan()
            try:
                return planned, self._ground.database.write(
                    partial(self._unit, plan=planned, follow_up=follow_up)
                )
            except ReadersChanged:
                continue

    def _unit(self, conn: Connection, plan: Plan, follow_up: FollowUp) -> Appended:
        first = self._raising.apply(conn, plan)
        if not first.repeated:
            # What staff meant to say was written without knowing this.
            held_replies.interrupt(conn, self._ground.district, plan.thread.id, Holding.WROTE)
        if follow_up.also is not None and not first.repeated:
            follow_up.also(conn)
        return first


def is_news(decision: Decision, known: str) -> bool:
    """Whether this message itself calls for a person now: what was urgent before it was paged for already."""
    if decision.severity is not Severity.URGENT:
        return False
    by_itself = any(hit.severity is Severity.URGENT and hit.part <= 0 for hit in decision.hits)
    floored = any(step.why is Why.FLOOR and step.part <= 0 for step in decision.trace)
    return by_itself or floored or known != Severity.URGENT.value
