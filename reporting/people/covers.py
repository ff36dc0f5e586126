"""Substitutes whose time is over: their way in and every thread they held go by themselves; a registrar's session signs
them out of the roster, and a member's makes the queue's next key.
"""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from sqlalchemy import Connection

import notify.contacts
from reporting.model.clock import moment_of
from reporting.model.ids import MemberId, QueueId
from reporting.people.ground import Ground
from reporting.people.roster_book import RosterBook, Signed, Signer
from reporting.people.sessions import Sessions
from reporting.people.staff_session import StaffSession
from reporting.people.taking_away import take_away
from reporting.store import drafts, member_secrets, rewraps, sessions, staff
from reporting.vault.roster_acts import Gone
from reporting.vault.roster_state import Covering

SLICE = 50


@dataclass(frozen=True, slots=True)
class StandingIn:
    """Somebody from outside at a queue, until a moment."""

    member: MemberId
    queue: QueueId
    until: datetime


class Covers:
    def __init__(self, ground: Ground, book: RosterBook, session_door: Sessions) -> None:
        self._ground = ground
        self._book = book
        self._sessions = session_door

    def now(self) -> tuple[StandingIn, ...]:
        """Those whose time is not over, by queue."""
        second = self._ground.second()
        return tuple(
            StandingIn(one.member, queue.id, moment_of(one.until // 60))
            for queue in self._book.current.queues.values()
            for one in queue.covers
            if second < one.until
        )

    def end_due(self) -> int:
        """How many ended now. Keys first, in one transaction; then their threads, a slice at a time."""
        ended = 0
        for queue, one in self._over():
            if self._shut_out(queue, one):
                ended += 1
                self._sessions.forget(one.member)
            while self._take_threads(one.member):
                pass
        return ended

    def sign_out(self, session: StaffSession) -> None:
        """By a registrar's session, on the way: who stood in is of this house no more."""
        if not session.principal.registrar:
            return
        for _, one in self._over():
            if self._book.member(one.member) is None:
                continue
            with suppress(LookupError):
                self._book.append(
                    Signed(Gone(one.member), Signer(session.member, session.unlocked.ed)),
                    extra=partial(self._bury, actor=session.member, member=one.member),
                )

    def _over(self) -> Iterable[tuple[QueueId, Covering]]:
        """Whose last cover is over, and who stands in nowhere else."""
        second, roster = self._ground.second(), self._book.current
        going = {one.member for queue in roster.queues.values() for one in queue.covers if second < one.until}
        return [
            (queue.id, one)
            for queue in roster.queues.values()
            for one in queue.covers
            if one.until <= second and one.member not in going
        ]

    def _shut_out(self, queue: QueueId, one: Covering) -> bool:
        """Whether there was still a way in."""
        ground = self._ground

        def unit(conn: Connection) -> bool:
            if member_secrets.bundle_of(conn, ground.district, one.member) is None:
                return False
            sessions.remove_of_member(conn, ground.district, one.member)
            member_secrets.remove(conn, ground.district, one.member)
            drafts.drop_of_member(conn, ground.district, one.member)
            ground.witness.record(
                conn, minute=ground.minute(), act="cover_ended", actor=None, about=one.member, queue=queue
            )
            return True

        return ground.database.write(unit)

    def _take_threads(self, member: MemberId) -> bool:
        """Whether there may be more."""
        ground = self._ground
        with ground.database.read() as conn:
            some = rewraps.threads_of_holder(conn, ground.district, member, b"", SLICE)
        known = self._book.current.members.get(member)
        kids = frozenset({known.public.kid}) if known is not None else frozenset[bytes]()
        for thread in some:
            ground.database.write(
                partial(take_away, district=ground.district, thread=thread, member=member, kids=kids)
            )
        return len(some) == SLICE

    def _bury(self, conn: Connection, actor: MemberId, member: MemberId) -> None:
        ground = self._ground
        notify.contacts.remove_contact(conn, district=ground.district, person=member)
        staff.bury(conn, ground.district, member)
        ground.witness.record(conn, minute=ground.minute(), act="removed", actor=actor, about=member)
