"""In the morning the answers that waited leave: appended to their thread and handed over in one transaction, each once.

One that cannot leave any more, or should not, goes back to its author, and stands among the alarms of those who can open its thread.
"""

import logging
from datetime import datetime

from sqlalchemy import Connection

from notify.outbox import HOLD_AFTER_S
from notify.ports import Unopenable
from reporting.cases.answered import note_answered
from reporting.cases.ground import Ground
from reporting.cases.held_replies import draft_of
from reporting.cases.thread_alarms import clear_late
from reporting.model.clock import minute_of
from reporting.model.held import Holding
from reporting.model.thread import ThreadState
from reporting.people.ground import Witness
from reporting.store import held_replies, listings, messages, thread_changes, threads
from reporting.store.errors import StoreError
from reporting.store.held_replies import HeldReply
from reporting.store.threads import Thread

_log = logging.getLogger("quietline.morning")


class Morning:
    """Idempotent, and safe in several processes."""

    def __init__(self, ground: Ground, witness: Witness) -> None:
        self._ground = ground
        self._witness = witness

    def tick(self) -> int:
        """How many left."""
        ground, now = self._ground, self._ground.clock()
        with ground.database.read() as conn:
            due = held_replies.due(conn, ground.district, int(now.timestamp()))
        left = 0
        for one in due:
            try:
                left += self._leave(one, now)
            except (StoreError, messages.NoSuchThread) as error:
                _log.error("an answer that waited could not leave: %s", type(error).__name__)
        return left

    def _leave(self, one: HeldReply, now: datetime) -> bool:
        ground = self._ground
        with ground.database.read() as conn:
            thread = threads.by_id(conn, ground.district, one.thread)
        if thread is None:
            return False
        text = self._text(one, thread, now)
        if isinstance(text, Holding):
            self._give_back(one, thread, text)
            return False
        number, line, body = text
        row, minute = ground.id(), minute_of(now, exact=True)
        draft = draft_of(one)

        def unit(conn: Connection) -> bool:
            # First the thread's lock, then the row: as a student's message takes them.
            thread_changes.set_due(conn, ground.district, thread.id, None)
            if not held_replies.take(conn, ground.district, one.id):
                return False
            messages.append(
                conn,
                ground.district,
                thread.id,
                [draft],
                ground.chain.of(thread.id),
                awaiting="reporter",
                changed_minute=minute,
            )
            note_answered(conn, ground.district, thread.id)
            clear_late(conn, ground.district, thread.id, minute)
            ground.paging.replied(conn, thread.id, now)
            ground.paging.text(conn, row=row, number=number, line=line, body=body, about=one.id, now=now)
            self._witness.record(
                conn, minute=minute, act="replied", actor=one.member, about=thread.id, queue=thread.queue
            )
            return True

        left = ground.database.write(unit)
        self._tell(thread)
        return left

    def _text(self, one: HeldReply, thread: Thread, now: datetime) -> tuple[str, str, str] | Holding:
        """(number, number of ours, words), or why no machine may send it."""
        if thread.state is ThreadState.CLOSED and one.why is not Holding.CLOSED:
            return Holding.CLOSED
        if thread.state is not ThreadState.CLOSED and one.why is Holding.CLOSED:
            return Holding.TAKEN  # last words to a thread that goes on
        if int(now.timestamp()) - (one.due_at or 0) > HOLD_AFTER_S:
            return Holding.LATE
        if (thread.id, 1) not in self._ground.shred.find_many([(thread.id, 1)]):
            return Holding.NUMBER  # forgotten meanwhile
        try:
            return self._ground.paging.kept(one.id, one.phone or b"")
        except Unopenable:
            return Holding.RESTART

    def _give_back(self, one: HeldReply, thread: Thread, why: Holding) -> None:
        ground = self._ground

        ground.database.write(lambda conn: held_replies.give_back(conn, ground.district, one.id, why))
        self._tell(thread)

    def _tell(self, thread: Thread) -> None:
        ground = self._ground
        with ground.database.read() as conn:
            holders = listings.holders(conn, ground.district, thread.id)
        ground.feed.tell(holders, urgent=False)
