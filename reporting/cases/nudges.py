"""A nudge: a few neutral words to a phone when an answer waits. Made by the session that answers, which can open the
number; at most one for what waits, in the hours its student chose, and none for what was read meanwhile.
"""

import logging
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from sqlalchemy import Connection

from notify import outbox
from notify.outbox import Class
from notify.statuses import OPTED_OUT
from reporting.cases.contact import NUDGE, nudge_of
from reporting.cases.desk_pen import Doing, Effect
from reporting.cases.desk_thread import Desks, DeskThread
from reporting.cases.ground import Ground
from reporting.cases.nudge_hours import NudgeHours
from reporting.cases.numbers import Numbers
from reporting.cases.refusals import NoSuchThread
from reporting.model.clock import day_of
from reporting.model.ids import ThreadId
from reporting.model.kind import Kind
from reporting.people.staff_session import StaffSession
from reporting.store import messages, nudges, thread_reads, threads
from reporting.store.nudges import Nudge
from reporting.store.shred import Held, ResidueRemains, ShredKeyMissing
from reporting.vault.chain import core_hash
from triage.decision import Severity

LIFE = timedelta(days=30)
# So that what a phone shows and what a person did are not of the same minute.
SOONEST_S, LATEST_S = 5 * 60, 30 * 60

_log = logging.getLogger("quietline.nudges")


class Nudges:
    """`line`: whence they come; None where the district has no number for it, and then none is made."""

    def __init__(
        self, ground: Ground, numbers: Numbers, line: str | None, residue: Callable[[], None]
    ) -> None:
        self._ground = ground
        self._numbers = numbers
        self._line = line
        self._residue = residue
        self._desks = Desks(ground)

    @property
    def line(self) -> str | None:
        return self._line

    def carry(self, doing: Doing) -> Effect | None:
        """The nudge that goes with an answer; None where the thread has none that opens."""
        return self._made(doing.thread, doing.now)

    def again(self, session: StaffSession) -> int:
        """Nudges that a restart or a carrier's silence kept from leaving are made anew by who can open them; how many.

        Raises StoreError.
        """
        ground, now = self._ground, self._ground.clock()
        with ground.database.read() as conn:
            made = {nudges.about(one.thread): one for one in nudges.made(conn, ground.district)}
            if not made:
                return 0
            lost = outbox.lost(conn, district=ground.district, about=tuple(made), class_=Class.DIGEST)
            rows = threads.by_ids(conn, ground.district, [made[about].thread for about in lost])
        return sum(self._again(session, row.reference, row.id, now) for row in rows.values())

    def _again(self, session: StaffSession, reference: str, thread: ThreadId, now: datetime) -> bool:
        ground = self._ground
        try:
            effect = self._made(self._desks.load(session, reference), now, again=True)
        except (NoSuchThread, ShredKeyMissing):
            return False
        if effect is None:
            return False
        made = effect

        def unit(conn: Connection) -> None:
            ground.paging.take_back_notes(conn, nudges.about(thread), now)
            made(conn)

        ground.database.write(unit)
        return True

    def _made(self, thread: DeskThread, now: datetime, *, again: bool = False) -> Effect | None:
        ground, row = self._ground, thread.row
        with ground.database.read() as conn:
            known = nudges.of_thread(conn, ground.district, row.id)
        if known is None or self._line is None or known.ends_day <= day_of(now):
            return None
        told = nudge_of(ground, thread, known.message)
        if told is None:
            return None
        begin, end = _hours(told).next(now + self._rest(thread), ground.roll.zone())
        note = partial(
            ground.paging.note,
            row=ground.id(),
            number=told["number"],
            line=self._line,
            body=told[NUDGE]["words"],
            about=nudges.about(row.id),
            now=now,
            not_before=begin,
            not_after=end,
        )

        def effect(conn: Connection) -> None:
            still = nudges.of_thread(conn, ground.district, row.id)
            answers = thread_reads.answers_of(conn, ground.district, row.id)
            if still is None or still.message != known.message or answers is None or not answers.unfetched:
                return
            if still.seq > answers.fetched and not again:
                return  # one is on its way, or came, and nobody has looked since
            note(conn)
            nudges.note_made(conn, ground.district, row.id, answers.answered)

        return effect

    def _rest(self, thread: DeskThread) -> timedelta:
        if thread.row.severity == Severity.URGENT.value:
            return timedelta()
        span = LATEST_S - SOONEST_S
        return timedelta(seconds=SOONEST_S + int.from_bytes(self._ground.random(4), "big") % span)

    def stop_of_phone(self, number: str) -> int:
        """STOP to the number that nudges: the carrier sends nothing there any more, and nothing is kept for it."""
        if self._line is None:
            return 0
        tag = self._numbers.tag_of(self._numbers.phone(number, self._line))
        if tag is None:
            return 0
        with self._ground.database.read() as conn:
            found = nudges.of_phone(conn, self._ground.district, tag)
        return sum(self.end(one.thread) for one in found)

    def tick(self) -> int:
        """What is over by its day, or by a STOP that only the carrier heard, ends; how many. For the clock."""
        ground = self._ground
        with ground.database.read() as conn:
            over = {one.thread for one in nudges.over(conn, ground.district, day_of(ground.clock()))}
            made = {nudges.about(one.thread): one.thread for one in nudges.made(conn, ground.district)}
            refused = outbox.refused(
                conn, district=ground.district, about=tuple(made), class_=Class.DIGEST, code=OPTED_OUT
            )
        return sum(self.end(one) for one in over | {made[about] for about in refused})

    def end(self, thread: ThreadId, also: Effect | None = None) -> bool:
        """Number and words are destroyed, and a nudge that waits is not sent. `also` in the same transaction."""
        ground, now = self._ground, self._ground.clock()

        def unit(conn: Connection) -> bool:
            known = nudges.of_thread(conn, ground.district, thread)
            if known is not None:
                self.clear(conn, known, now)
            if also is not None:
                also(conn)
            return known is not None

        ended = ground.database.write(unit)
        self._drop_key(thread)
        return ended

    def clear(self, conn: Connection, known: Nudge, now: datetime) -> None:
        """In the caller's transaction."""
        ground = self._ground
        messages.empty(conn, ground.district, known.thread, Kind.CONTACT, core_hash, only=known.message)
        nudges.drop(conn, ground.district, known.thread)
        about = nudges.about(known.thread)
        ground.paging.take_back_notes(conn, about, now)
        ground.paging.forget(conn, [about], now)

    def _drop_key(self, thread: ThreadId) -> None:
        """Where no other number is left in the thread, the key that sealed it goes too."""
        ground = self._ground
        with ground.database.read() as conn:
            left = messages.of_thread(conn, ground.district, thread, kinds={Kind.CONTACT})
        if any(one.recipients for one in left):
            return
        try:
            ground.shred.erase([thread], part=1)
        except Held:
            _log.info("a held thread keeps the key of its numbers")
        except ResidueRemains:
            self._residue()


def _hours(told: Mapping[str, Any]) -> NudgeHours:
    return NudgeHours(told[NUDGE]["begins"], told[NUDGE]["ends"])
