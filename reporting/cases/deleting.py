"""A student deletes what they wrote: their words open nothing from now on, and after three days nobody's key does.

Three days, because whoever holds the six words is not thereby the student: staff see that it was asked for, and can
put the thread on hold or raise it. What is urgent or held is not destroyed.
"""

import logging
from datetime import timedelta
from functools import partial

from sqlalchemy import Connection

from reporting.cases.ground import Ground
from reporting.cases.thread_alarms import clear_late
from reporting.model.clock import minute_of
from reporting.model.ids import QueueId, ThreadId
from reporting.people.ground import Witness
from reporting.store import deletions, listings, receipts, thread_changes, threads
from reporting.store.deletions import Deletion
from reporting.store.shred import Held, ResidueRemains
from triage.decision import Severity

KEPT = timedelta(hours=72)

_log = logging.getLogger("quietline.deleting")


def note_deletion(conn: Connection, ground: Ground, thread: ThreadId) -> None:
    """In the transaction that tells staff of it: the words open nothing more, and no answer is owed to nobody."""
    now, district = ground.clock(), ground.district
    receipts.drop_of_thread(conn, district, thread)
    # Up to the next whole hour: never earlier than was said, and the minute of the press is not kept.
    due = minute_of(now + KEPT + timedelta(minutes=59), exact=False)
    deletions.add(conn, district, Deletion(thread, due))
    thread_changes.set_due(conn, district, thread, None)
    clear_late(conn, district, thread, minute_of(now, exact=True))


class Shredding:
    """For the clock. A turn that failed half way is finished by the next."""

    def __init__(self, ground: Ground, witness: Witness) -> None:
        self._ground = ground
        self._witness = witness
        self._residue = False

    def left_residue(self) -> None:
        """Somebody else destroyed a key that is still in the log: the next turn finishes it."""
        self._residue = True

    def tick(self) -> int:
        """How many threads were destroyed. Raises StoreError, and ResidueRemains while a reader keeps the log open."""
        ground = self._ground
        if self._residue:
            ground.shred.finish_erasing()
            self._residue = False
        with ground.database.read() as conn:
            found = deletions.due(conn, ground.district, minute_of(ground.clock(), exact=True))
        return sum(self._shred(one.thread) for one in found)

    def _shred(self, thread: ThreadId) -> bool:
        ground = self._ground
        with ground.database.read() as conn:
            row = threads.by_id(conn, ground.district, thread)
            holders = listings.holders(conn, ground.district, thread)
        if row is None or row.severity == Severity.URGENT.value:
            return False
        try:
            ground.shred.erase([thread])
        except Held:
            return False
        except ResidueRemains:
            # The keys are deleted; what is left of them in the log goes with a later turn.
            self._residue = True
            _log.warning("a destroyed key is still in the log of the shred store")
        ground.database.write(partial(self._remove, thread=thread, queue=row.queue))
        ground.feed.tell(holders, urgent=False)
        return True

    def _remove(self, conn: Connection, *, thread: ThreadId, queue: QueueId) -> None:
        ground = self._ground
        deletions.remove(conn, ground.district, thread)
        self._witness.record(
            conn,
            minute=minute_of(ground.clock(), exact=True),
            act="destroyed",
            actor=None,
            about=thread,
            queue=queue,
        )
