"""A second team beside the first: the root is wrapped to its key by somebody who holds it, and dropped when it is taken back."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from sqlalchemy import Connection

from reporting.cases.desk_thread import DeskThread
from reporting.cases.fresh_summary import changed_minute, fresh_summary, hold_still
from reporting.cases.ground import Ground
from reporting.cases.refusals import NotAllowed
from reporting.model.ids import MemberId, QueueId
from reporting.model.kind import Kind
from reporting.store import listings, messages, wraps
from reporting.store.messages import Draft, Message
from reporting.store.wraps import Wrap
from reporting.vault.envelope import Envelope, drop_recipient, recipient_kids
from reporting.vault.thread_keys import wrap_case_root


@dataclass(frozen=True, slots=True)
class SharePlan:
    """`before` runs ahead of the note and the summary, in their transaction."""

    summary: Draft
    before: Callable[[Connection], None]


class Sharing:
    def __init__(self, ground: Ground) -> None:
        self._ground = ground

    def add(self, thread: DeskThread, holder: QueueId | MemberId) -> SharePlan:
        """To a queue or a single person. Raises NotAllowed where this session cannot open the thread, or there is no key."""
        ground, row = self._ground, thread.row
        readers = ground.roll.readers()
        key = readers.queues.get(QueueId(holder)) or readers.members.get(MemberId(holder))
        if thread.keys is None or key is None:
            raise NotAllowed
        sealed = wrap_case_root(ground.district, row.id, row.epoch, key, thread.keys.case_root)
        kind: Literal["queue", "member"] = "queue" if QueueId(holder) in readers.queues else "member"
        wrap = Wrap(row.id, row.epoch, key.kid, kind, holder, sealed)
        summary = fresh_summary(ground, thread, readers.of_holders({*thread.holders, holder}))
        minute = changed_minute(ground)

        def before(conn: Connection) -> None:
            hold_still(conn, ground, thread)
            # A wrap of it may be left there, under this or an older key.
            wraps.drop_targets(conn, ground.district, row.id, [holder])
            wraps.add(conn, ground.district, [wrap], minute=row.created_minute)
            listings.drop(conn, ground.district, row.id, [holder])
            listings.add(conn, thread.row_changed(minute), [holder])

        return SharePlan(summary, before)

    def end(self, thread: DeskThread, queue: QueueId) -> SharePlan:
        """Raises NotAllowed as `add` does."""
        ground, row = self._ground, thread.row
        if thread.keys is None:
            raise NotAllowed
        stay = thread.holders - {queue}
        readers = ground.roll.readers()
        summary = fresh_summary(ground, thread, readers.of_holders(stay))
        kids = {wrap.kid for wrap in thread.wraps if wrap.target == queue}
        if queue in readers.queues:
            kids.add(readers.queues[queue].kid)
        shorter = [(one, _without(one, frozenset(kids))) for one in thread.stored]

        def before(conn: Connection) -> None:
            hold_still(conn, ground, thread)
            for message, recipients in shorter:
                if recipients is not None:
                    messages.set_recipients(conn, ground.district, row.id, message.seq, recipients)
            wraps.drop_targets(conn, ground.district, row.id, [queue])
            listings.drop(conn, ground.district, row.id, [queue])

        return SharePlan(summary, before)


def _without(message: Message, kids: frozenset[bytes]) -> bytes | None:
    """The recipients without these keys; None where none of them is there, or the message is emptied anyway."""
    if message.kind is Kind.SUMMARY or not message.recipients:
        return None
    recipients = message.recipients
    for kid in kids.intersection(recipient_kids(message.recipients)):
        recipients = drop_recipient(Envelope(message.core, recipients), kid)
    return recipients if recipients != message.recipients else None
