"""What new words do to a thread that exists: stored in their place, severity raised and never lowered, somebody woken.

Planned and sealed before any lock is held; applied in one transaction.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from reporting.cases.ground import Ground
from reporting.cases.paging import Told
from reporting.cases.promise import answer_due
from reporting.cases.triage_record import TriageRecord, higher
from reporting.cases.waking import Waking, whom_to_wake, widened
from reporting.model.clock import minute_of
from reporting.model.ids import MemberId, QueueId
from reporting.model.thread import ThreadState
from reporting.store import listings, messages, thread_changes
from reporting.store.messages import Draft
from reporting.store.threads import Thread
from reporting.vault.xwing import PublicKey
from triage.decision import Severity

# (keys of who lists the thread, whether lists need a new summary) → drafts in their order.
Sealing = Callable[[Sequence[PublicKey], bool], Sequence[Draft]]


class ReadersChanged(Exception):
    """The thread was handed over since the plan was sealed: plan again, or the old readers could read this."""


@dataclass(frozen=True, slots=True)
class Plan:
    """All that the unit of work writes. `due_minute` is the promise anew, None to leave it as it is."""

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

    def __repr__(self) -> str:
        return "Plan(<sealed>)"


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
        promise: bool = True,
    ) -> Plan:
        """`urgent`: the words call for a person now. Raises what `seal` raises."""
        ground = self._ground
        queues = ground.roll.queues()
        with ground.database.read() as conn:
            old = tuple(sorted(listings.holders(conn, ground.district, thread.id)))
        crisis = widened(queues, thread.school, old) if urgent else None
        new = (bytes(crisis),) if crisis is not None else ()
        holders = (*old, *new)
        severity = higher(thread.severity, record.decision.severity)
        due = answer_due(now, ground.roll.zone())
        return Plan(
            thread=thread,
            drafts=tuple(seal(self._keys(holders), urgent or severity.value != thread.severity)),
            severity=severity,
            old_holders=old,
            new_holders=new,
            holders=holders,
            waking=whom_to_wake(queues, thread.school, holders, record.excluded) if urgent else None,
            told=told,
            page=ground.id(),
            now=now,
            due_minute=int(due.timestamp()) // 60 if promise else None,
        )

    def apply(self, conn: Connection, plan: Plan) -> bool:
        """Whether the first draft was stored before, and nothing now. All or nothing, with its page.

        Raises ReadersChanged.
        """
        ground, district, thread = self._ground, self._ground.district, plan.thread
        link = ground.chain.of(thread.id)
        first = messages.append(conn, district, thread.id, plan.drafts, link, together=True)[0]
        if first.repeated:
            return True
        if listings.holders(conn, district, thread.id) != frozenset(plan.old_holders):
            raise ReadersChanged
        minute = minute_of(plan.now, exact=plan.severity is Severity.URGENT)
        changes: dict[str, Any] = {"changed_minute": minute, "awaiting": "staff"}
        if plan.severity.value != thread.severity:
            changes["severity"] = plan.severity.value
        if thread.state is ThreadState.CLOSED:
            changes["state"] = ThreadState.OPEN
        if plan.due_minute is not None:
            changes["due_minute"] = plan.due_minute
        thread_changes.change(conn, district, thread.id, **changes)
        changed = replace(thread, severity=plan.severity.value, changed_minute=minute)
        listings.add(conn, changed, plan.new_holders)
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
        return False

    def _keys(self, holders: tuple[bytes, ...]) -> list[PublicKey]:
        keys = self._ground.roll.readers()
        found = [keys.queues.get(QueueId(one)) or keys.members.get(MemberId(one)) for one in holders]
        return [key for key in found if key is not None]
