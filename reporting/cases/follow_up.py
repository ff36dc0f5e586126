"""A later message of the student in a thread that exists: by web or by text. It can raise the thread, never lower it."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from reporting.cases.certified import certified
from reporting.cases.ground import Ground
from reporting.cases.later_message import LaterMessage, LaterSealer
from reporting.cases.paging import Told
from reporting.cases.raising import Plan, Raising, ReadersChanged
from reporting.cases.refusals import TooLong
from reporting.cases.tip import BODY_LIMIT
from reporting.cases.triage_record import TriageRecord
from reporting.store.threads import Thread
from reporting.vault.envelope import TooLarge
from triage.assess import assess
from triage.context import Context
from triage.decision import Decision, Severity, Why


@dataclass(frozen=True, slots=True)
class FollowUp:
    """`told`: texts that wait for what becomes of a page, for a student who texts."""

    message: LaterMessage
    context: Context
    told: tuple[Told, ...] = ()

    def __repr__(self) -> str:
        return "FollowUp(<sealed>)"


@dataclass(frozen=True, slots=True)
class Followed:
    severity: Severity
    urgent_now: bool
    repeated: bool


class FollowUps:
    def __init__(self, ground: Ground) -> None:
        self._ground = ground
        self._raising = Raising(ground)
        self._sealer = LaterSealer(ground.district, ground.system, ground.shred, ground.id)

    def add(self, thread: Thread, follow_up: FollowUp) -> Followed:
        """Raises StoreError, TooLong, ThreadSwapped."""
        ground, words = self._ground, follow_up.message.words
        certified(thread)
        decision = assess(words.body, ground.rulebook, follow_up.context)
        urgent = is_news(decision, thread.severity)
        record = TriageRecord(
            words.message.hex(), decision, words.lang, None, None, ground.roll.named_in(words.body)
        )
        now = ground.clock()

        def plan() -> Plan:
            return self._raising.plan(
                thread,
                record,
                lambda readers, summarise: self._sealer.seal(
                    thread, follow_up.message, record, readers, now=now, urgent=urgent, summarise=summarise
                ),
                now=now,
                urgent=urgent,
                told=follow_up.told,
            )

        try:
            applied, repeated = self._applied(plan)
        except TooLarge:
            raise TooLong(BODY_LIMIT) from None
        if not repeated:
            ground.feed.tell(applied.holders, urgent=urgent)
        return Followed(applied.severity, urgent, repeated)

    def _applied(self, plan: Callable[[], Plan]) -> tuple[Plan, bool]:
        """The plan that was stored, and whether it had been before."""
        while True:
            planned = plan()
            try:
                return planned, self._ground.database.write(partial(self._raising.apply, plan=planned))
            except ReadersChanged:
                continue


def is_news(decision: Decision, known: str) -> bool:
    """Whether this message itself calls for a person now: what was urgent before it was paged for already."""
    if decision.severity is not Severity.URGENT:
        return False
    by_itself = any(hit.severity is Severity.URGENT and hit.part <= 0 for hit in decision.hits)
    floored = any(step.why is Why.FLOOR and step.part <= 0 for step in decision.trace)
    return by_itself or floored or known != Severity.URGENT.value
