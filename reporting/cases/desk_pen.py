"""How an act of staff is written down: sealed by its author, stored with its effect and its audit line, told to open inboxes."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from reporting.cases.certified import ThreadSwapped
from reporting.cases.desk_thread import Desks, DeskThread
from reporting.cases.ground import Ground
from reporting.cases.private_note import PRIVATE
from reporting.cases.refusals import NotAllowed, NothingStored, TooLong
from reporting.cases.sealing import stamp
from reporting.cases.staff_thread import StaffThreads
from reporting.cases.staff_view import Act
from reporting.cases.system_message import system_draft
from reporting.cases.tip import BODY_LIMIT
from reporting.model.clock import minute_of
from reporting.model.kind import Kind
from reporting.model.thread import ThreadState
from reporting.people.ground import Witness
from reporting.people.staff_session import StaffSession
from reporting.store import messages, thread_changes
from reporting.store.errors import StoreError
from reporting.store.messages import Draft
from reporting.vault.authorship import ByMember
from reporting.vault.envelope import TooLarge
from reporting.vault.payload import Payload

Effect = Callable[[Connection], None]


@dataclass(frozen=True, slots=True)
class Doing:
    """One act on one thread by one person, at one moment."""

    session: StaffSession
    thread: DeskThread
    now: datetime

    @property
    def minute(self) -> int:
        return minute_of(self.now, exact=True)


class DeskPen:
    def __init__(self, ground: Ground, witness: Witness, desks: Desks, views: StaffThreads) -> None:
        self._ground = ground
        self._witness = witness
        self._desks = desks
        self._views = views

    def begin(self, session: StaffSession, reference: str, act: Act) -> Doing:
        """Raises NoSuchThread, NotAllowed."""
        thread = self._desks.load(session, reference)
        if act not in self._views.view(session, thread).may:
            raise NotAllowed
        try:
            _ = thread.talk, thread.case
        except ThreadSwapped:
            # Nothing is said into a thread whose keys somebody changed.
            raise NotAllowed from None
        return Doing(session, thread, self._ground.clock())

    def mark_read(self, doing: Doing) -> None:
        """The student is told that somebody has read this. Raises StoreError, ThreadSwapped."""
        ground, row = self._ground, doing.thread.row
        seen = self.system(doing, "seen")

        def unit(conn: Connection) -> None:
            # Two people open it at once: one of them is the first.
            if not thread_changes.mark_read(conn, ground.district, row.id, doing.minute):
                return
            messages.append(conn, ground.district, row.id, [seen], ground.chain.of(row.id))
            if row.state is ThreadState.NEW:
                thread_changes.set_state(
                    conn, ground.district, row.id, ThreadState.OPEN, changed_minute=row.changed_minute
                )
            self.record(conn, doing, "read")

        ground.database.write(unit)
        ground.feed.tell(doing.thread.holders, urgent=False)

    def write(
        self,
        doing: Doing,
        act: str,
        drafts: Sequence[Draft],
        *,
        awaiting: str | None = None,
        before: Effect | None = None,
        effect: Effect | None = None,
    ) -> None:
        """`before` runs ahead of the drafts, `effect` behind them; a repeated first draft undoes nothing and ends it.

        Raises NothingStored, and what `before` and `effect` raise.
        """
        ground, row = self._ground, doing.thread.row

        def unit(conn: Connection) -> None:
            if before is not None:
                before(conn)
            changed: dict[str, Any] = {"changed_minute": doing.minute}
            if awaiting is not None:
                changed["awaiting"] = awaiting
            if drafts:
                (first, *_) = messages.append(
                    conn,
                    ground.district,
                    row.id,
                    drafts,
                    ground.chain.of(row.id),
                    **changed,
                )
                if first.repeated:
                    return
            if effect is not None:
                effect(conn)
            self.record(conn, doing, act)

        try:
            ground.database.write(unit)
        except StoreError:
            raise NothingStored from None
        ground.feed.tell(doing.thread.holders, urgent=False)

    def noted(self, doing: Doing, note: Draft) -> Effect:
        """A note among others in one unit of work, which moves its thread in no list.

        To the hour: notes of one minute in several threads would say that these belong together.
        """
        ground, row = self._ground, doing.thread.row
        coarse = replace(note, minute=minute_of(doing.now, exact=False))

        def unit(conn: Connection) -> None:
            messages.append(conn, ground.district, row.id, [coarse], ground.chain.of(row.id))

        return unit

    def record(self, conn: Connection, doing: Doing, act: str) -> None:
        self._witness.record(
            conn,
            minute=doing.minute,
            act=act,
            actor=doing.session.member,
            about=doing.thread.row.id,
            queue=doing.thread.row.queue,
        )

    def seal(self, doing: Doing, message: bytes, kind: Kind, payload: Payload) -> Draft:
        """A reply for the student and staff, or a note for staff alone, signed. Raises TooLong."""
        thread = doing.thread
        author = ByMember(doing.session.member, doing.session.unlocked.ed)
        to = [thread.case if kind is Kind.NOTE else thread.talk]
        if kind is Kind.NOTE and payload.code == PRIVATE:
            to = [doing.session.unlocked.x.public]
        try:
            return thread.place.seal(message, kind, payload, to, author, now=doing.now, exact=True)
        except TooLarge:
            raise TooLong(BODY_LIMIT) from None

    def note(
        self,
        doing: Doing,
        message: bytes,
        body: str,
        *,
        code: str | None = None,
        params: dict[str, str] | None = None,
    ) -> Draft:
        payload = Payload(
            stamp(doing.now, exact=True),
            body,
            code=code,
            params=params or {},
            roster=self._ground.roll.roster_entry(),
        )
        return self.seal(doing, message, Kind.NOTE, payload)

    def system(self, doing: Doing, code: str, *, params: Mapping[str, str] | None = None) -> Draft:
        thread, ground = doing.thread, self._ground
        return system_draft(
            thread.place, ground.system, thread.talk, ground.id(), code, now=doing.now, params=params
        )
