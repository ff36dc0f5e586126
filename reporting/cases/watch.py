"""What the service owes without being asked: to say that nobody was reached, that somebody has it, that an answer is late."""

import logging
from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import datetime, timedelta
from functools import partial

from sqlalchemy import Connection

from notify import outbox, pages
from notify.pages import Seen
from reporting.cases.certified import ThreadSwapped, certified
from reporting.cases.ground import Ground
from reporting.cases.sealing import Place
from reporting.cases.system_message import system_draft
from reporting.cases.thread_alarms import LATE_ANSWER, REPLY_NOT_SENT, raise_for
from reporting.model.clock import minute_of
from reporting.model.ids import MessageId, ThreadId
from reporting.model.thread import ThreadState
from reporting.store import listings, messages, thread_changes, threads
from reporting.store.errors import StoreError
from reporting.store.messages import Draft
from reporting.store.shred import ShredKeyMissing
from reporting.store.threads import Thread
from triage.decision import Severity

LATE_REPLY = timedelta(minutes=30)

_log = logging.getLogger("quietline.watch")


class _AlreadyDone(Exception):
    """Raised in a unit of work to undo it: it was told, taken or answered meanwhile."""


class Watch:
    """Ticks are idempotent; each thread is told in one transaction with the mark that it was told."""

    def __init__(self, ground: Ground) -> None:
        self._ground = ground

    def tell_unreached(self) -> int:
        """Pages that nobody took in ten minutes: the student is told, with numbers to call."""
        ground = self._ground
        with ground.database.read() as conn:
            waiting = pages.unacknowledged(conn, district=ground.district, now=ground.clock())
        return self._each(partial(self._tell, one, "unreached", self._mark_unreached) for one in waiting)

    def tell_reached(self) -> int:
        """Somebody has by now what nobody had: the student is told that too."""
        ground = self._ground
        with ground.database.read() as conn:
            taken = pages.acknowledged_after_told(conn, district=ground.district)
        return self._each(partial(self._tell, one, "reached", self._mark_reached) for one in taken)

    def own_late_answers(self) -> int:
        """A promised time has passed: it is owned in the thread, and the queue's lead is alarmed."""
        ground, now = self._ground, self._ground.clock()
        with ground.database.read() as conn:
            late = threads.overdue(conn, ground.district, minute_of(now, exact=True))
        return self._each(
            partial(self._say, thread, "late", partial(self._promise_again, thread=thread, now=now), now)
            for thread in late
        )

    def alarm_unsent(self) -> int:
        """Replies by text that were not handed to the carrier in time: their authors and queues must know."""
        ground, now = self._ground, self._ground.clock()
        with ground.database.read() as conn:
            unsent = outbox.not_sent(conn, district=ground.district, older_than=now - LATE_REPLY)
            late = [
                (about, self._thread_of_message(conn, about))
                for about in dict.fromkeys(one.about or one.row for one in unsent)
            ]
        return sum(
            ground.database.write(
                partial(
                    raise_for,
                    district=ground.district,
                    kind=REPLY_NOT_SENT,
                    about=row,
                    thread=thread,
                    now=now,
                )
            )
            for row, thread in late
            if thread is not None
        )

    def _each(self, acts: Iterable[Callable[[], bool]]) -> int:
        """How many were told. A thread that cannot be told keeps no other student waiting."""
        told = 0
        for act in acts:
            try:
                told += act()
            except (StoreError, ShredKeyMissing, messages.NoSuchThread) as error:
                _log.error("a student could not be told: %s", type(error).__name__)
        return told

    def _mark_unreached(self, conn: Connection, page: bytes, now: datetime) -> None:
        waiting = pages.unacknowledged(conn, district=self._ground.district, now=now)
        if page not in {one.page for one in waiting}:
            raise _AlreadyDone
        pages.mark_told(conn, district=self._ground.district, page_id=page, now=now)

    def _mark_reached(self, conn: Connection, page: bytes, now: datetime) -> None:
        if page not in {
            one.page for one in pages.acknowledged_after_told(conn, district=self._ground.district)
        }:
            raise _AlreadyDone
        pages.mark_told_again(conn, district=self._ground.district, page_id=page, now=now)

    def _promise_again(self, conn: Connection, *, thread: Thread, now: datetime) -> None:
        current = threads.by_id(conn, self._ground.district, thread.id)
        if current is None or current.due_minute != thread.due_minute or current.state is ThreadState.CLOSED:
            raise _AlreadyDone
        promised = self._ground.roll.school_time(thread.school).due(now, Severity(current.severity))
        due = minute_of(promised, exact=True)
        thread_changes.set_due(conn, self._ground.district, thread.id, due)
        raise_for(
            conn, district=self._ground.district, kind=LATE_ANSWER, about=thread.id, thread=thread, now=now
        )

    def _thread_of_message(self, conn: Connection, about: bytes | None) -> Thread | None:
        found = messages.find(conn, self._ground.district, MessageId(about)) if about else None
        return threads.by_id(conn, self._ground.district, found.thread) if found else None

    def _tell(self, seen: Seen, code: str, mark: Callable[[Connection, bytes, datetime], None]) -> bool:
        now = self._ground.clock()
        thread = self._thread(seen.about)

        def marked(conn: Connection) -> None:
            mark(conn, seen.page, now)

        if thread is not None:
            return self._say(thread, code, marked, now)
        with suppress(_AlreadyDone):
            self._ground.database.write(marked)
        return False

    def _say(self, thread: Thread, code: str, mark: Callable[[Connection], None], now: datetime) -> bool:
        """Whether it was said by this call: another process may have been faster, or a person."""
        ground = self._ground
        try:
            drafts = [self._draft(thread, code, now)]
        except ThreadSwapped:
            drafts = []  # nothing is said to a thief; the alarm stands all the same

        def unit(conn: Connection) -> None:
            # The append locks the thread, so that what is asked after it holds until the commit.
            messages.append(conn, ground.district, thread.id, drafts, ground.chain.of(thread.id))
            mark(conn)

        try:
            ground.database.write(unit)
        except _AlreadyDone:
            return False
        with ground.database.read() as conn:
            holders = listings.holders(conn, ground.district, thread.id)
        ground.feed.tell(holders, urgent=False)
        return True

    def _draft(self, thread: Thread, code: str, now: datetime) -> Draft:
        ground = self._ground
        place = Place(ground.district, thread.id, ground.shred.get(thread.id, 0))
        return system_draft(place, ground.system, certified(thread).talk, ground.id(), code, now=now)

    def _thread(self, about: bytes | None) -> Thread | None:
        if about is None:
            return None
        with self._ground.database.read() as conn:
            return threads.by_id(conn, self._ground.district, ThreadId(about))
