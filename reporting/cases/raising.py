"""What new words do to a thread that exists: stored in their place, severity raised and never lowered, somebody woken.

Planned and sealed before any lock is held; applied in one transaction.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from reporting.cases.audit_sample import withdraw
from reporting.cases.fallback import note_fallback
from reporting.cases.ground import Ground
from reporting.cases.paging import Told
from reporting.cases.triage_record import TriageRecord, higher
from reporting.cases.waking import Waking, no_crisis_queue, whom_to_wake, widened
from reporting.model.clock import minute_of
from reporting.model.queue import QueueKind
from reporting.model.thread import ThreadState
from reporting.store import listings, messages
from reporting.store.messages import Appended, Draft
from reporting.store.threads import Thread
from reporting.vault.xwing import PublicKey
from triage.decision import Severity

# (keys of who lists the thread, whether lists need a new summary) → drafts in their order.
Sealing = Callable[[Sequence[PublicKey], bool], Sequence[Draft]]


class ReadersChanged(Exception):
    """The thread was handed over since the plan was sealed: plan again, or the old readers could read this."""


@dataclass(frozen=True, slots=True)
class Plan:
    """All that the unit of work writes. `due_minute` is the promise anew, None to leave it as it is;
    `names_somebody`: whether the new words are about somebody of the house; `spoken`: whether the student says them now.
    """

    thread: Thread
    drafts: tuple[Draft, ...]
    severity: Severity
    old_holders: tuple[bytes, ...]
    new_holders: tuple[bytes, ...]
    holders: tuple[bytes, ...]
    waking: Waking | None
    told: tuple[Told, ...]
    page: bytes
    now: datetime
    due_minute: int | None
    missing: tuple[QueueKind, ...]
    names_somebody: bool
    spoken: bool

    def __repr__(self) -> str:
        return "Plan(<sealed>)"

    def changes(self) -> dict[str, Any]:
        """Columns of the thread, as the plan leaves them."""
        thread = self.thread
        minute = minute_of(self.now, exact=self.severity is Severity.URGENT)
        changes: dict[str, Any] = {"changed_minute": minute, "awaiting": "staff"}
        if self.spoken:
            changes["read_minute"] = None  # of these words nobody can say yet that a person has read them
        if self.severity.value != thread.severity:
            changes["severity"] = self.severity.value
        if thread.state is ThreadState.CLOSED:
            changes["state"] = ThreadState.OPEN
        if self.due_minute is not None:
            changes["due_minute"] = self.due_minute
        return changes

    def changed(self) -> Thread:
        return replace(self.thread, **self.changes())


class Raising:
    def __init__(self, ground: Ground) -> None:
        self._ground = ground

    def plan(
        self,
        thread: Thread,
        record: TriageRecord,
        seal: Sealing,
        *,
        now: datetime,
        urgent: bool,
        told: tuple[Told, ...] = (),
        spoken: bool = True,
    ) -> Plan:
        """`urgent`: the words call for a person now. `spoken`: the student says them now, so an answer is promised anew.

        Raises what `seal` raises.
        """
        ground = self._ground
        queues = ground.roll.queues()
        with ground.database.read() as conn:
            old = tuple(sorted(listings.holders(conn, ground.district, thread.id)))
        crisis = widened(queues, thread.school, old) if urgent else None
        new = (bytes(crisis),) if crisis is not None else ()
        holders = (*old, *new)
        severity = higher(thread.severity, record.decision.severity)
        return Plan(
            thread=thread,
            drafts=tuple(
                seal(ground.roll.readers().of_holders(holders), urgent or severity.value != thread.severity)
            ),
            severity=severity,
            old_holders=old,
            new_holders=new,
            holders=holders,
            waking=whom_to_wake(queues, thread.school, holders, record.excluded) if urgent else None,
            told=told,
            page=ground.id(),
            now=now,
            due_minute=self._due(thread, severity, now)
            if spoken or severity.value != thread.severity
            else None,
            missing=no_crisis_queue(queues, thread.school, old) if urgent else (),
            names_somebody=bool(record.excluded),
            spoken=spoken,
        )

    def apply(self, conn: Connection, plan: Plan) -> Appended:
        """Where the first draft stands; `repeated`: it was stored before, and nothing now. All or nothing, with its page.

        Raises ReadersChanged.
        """
        ground, district, thread = self._ground, self._ground.district, plan.thread
        link = ground.chain.of(thread.id)
        first = messages.append(
            conn, district, thread.id, plan.drafts, link, together=True, **plan.changes()
        )[0]
        if first.repeated:
            return first
        if listings.holders(conn, district, thread.id) != frozenset(plan.old_holders):
            raise ReadersChanged
        changed = plan.changed()
        listings.add(conn, changed, plan.new_holders)
        note_fallback(conn, changed, plan.missing, plan.now)
        if plan.names_somebody:
            # Perhaps a lead who was given it as a sample: nobody reads it as one any more.
            withdraw(conn, ground, thread.id)
        if plan.waking is not None:
            ground.paging.page(
                conn,
                page=plan.page,
                thread=thread.id,
                reference=thread.reference,
                team=plan.waking.team,
                excluded=plan.waking.excluded,
                able=plan.waking.able,
                coalesce=None,
                now=plan.now,
                told=plan.told,
            )
        elif plan.spoken:
            ground.paging.news(conn, thread.id, plan.now)
        return first

    def _due(self, thread: Thread, severity: Severity, now: datetime) -> int:
        """By when, anew. While the student waits already, more words never put off what was promised before."""
        due = minute_of(self._ground.roll.school_time(thread.school).due(now, severity), exact=True)
        promised = thread.due_minute if thread.awaiting == "staff" else None
        return due if promised is None or promised <= minute_of(now, exact=True) else min(due, promised)
