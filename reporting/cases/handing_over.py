"""Give a thread to another queue: its root is wrapped to the new one, and taken from all others in the same transaction."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection

from reporting.cases.audit_sample import withdraw
from reporting.cases.desk_thread import DeskThread
from reporting.cases.fresh_summary import fresh_summary, hold_still
from reporting.cases.ground import Ground
from reporting.cases.refusals import NotAllowed
from reporting.model.clock import minute_of
from reporting.model.ids import QueueId
from reporting.model.kind import Kind
from reporting.store import listings, messages, thread_changes, wraps
from reporting.store.messages import Draft, Message
from reporting.store.wraps import Wrap
from reporting.vault.envelope import Envelope, drop_recipient, recipient_kids
from reporting.vault.thread_keys import wrap_case_root


@dataclass(frozen=True, slots=True)
class HandOverPlan:
    """`before` runs before the new summary is appended, `after` behind it; all in one transaction."""

    summary: Draft
    before: Callable[[Connection], None]
    after: Callable[[Connection], None]


class HandOver:
    def __init__(self, ground: Ground) -> None:
        self._ground = ground

    def plan(self, thread: DeskThread, queue: QueueId, now: datetime) -> HandOverPlan:
        """Raises NotAllowed where this person cannot open the thread, or the queue has no key."""
        ground, row = self._ground, thread.row
        key = ground.roll.readers().queues.get(queue)
        if thread.keys is None or key is None:
            raise NotAllowed
        sealed = wrap_case_root(ground.district, row.id, row.epoch, key, thread.keys.case_root)
        wrap = Wrap(row.id, row.epoch, key.kid, "queue", queue, sealed)
        summary = fresh_summary(ground, thread, [key])
        minute = minute_of(now, exact=True)
        shortened = [(one, _talk_and_case_only(thread, one)) for one in thread.stored]

        def before(conn: Connection) -> None:
            hold_still(conn, ground, thread)
            for message, recipients in shortened:
                if recipients is not None:
                    messages.set_recipients(conn, ground.district, row.id, message.seq, recipients)
            wraps.drop_targets(conn, ground.district, row.id, [one.target for one in thread.wraps])
            wraps.add(conn, ground.district, [wrap], minute=row.created_minute)
            withdraw(conn, ground, row.id)
            listings.drop(conn, ground.district, row.id, thread.holders)
            listings.add(conn, replace(row, changed_minute=minute), [queue])

        def after(conn: Connection) -> None:
            thread_changes.set_queue(conn, ground.district, row.id, queue, changed_minute=minute)
            thread_changes.assign(conn, ground.district, row.id, None)

        return HandOverPlan(summary, before, after)


def _talk_and_case_only(thread: DeskThread, message: Message) -> bytes | None:
    """The recipients without queues that were added directly; None where there are none to drop."""
    if message.kind is Kind.SUMMARY or not message.recipients:
        return None
    kept = {thread.talk.kid, thread.case.kid}
    recipients = message.recipients
    if not kept.intersection(recipient_kids(recipients)):
        return None  # its writer's own note: nobody else's key is on it
    for kid in recipient_kids(message.recipients):
        if kid not in kept:
            recipients = drop_recipient(Envelope(message.core, recipients), kid)
    return recipients if recipients != message.recipients else None
