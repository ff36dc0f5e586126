"""Leaving a queue, leaving the house: keys go at once, and the queues left behind get new ones."""

from collections.abc import Callable, Collection
from dataclasses import dataclass

from sqlalchemy import Connection

import notify.calendar_links
import notify.contacts
import notify.languages
import notify.pages
from reporting.model.ids import MemberId, QueueId, ThreadId
from reporting.people.ground import Ground
from reporting.people.refused import LeavingRefused
from reporting.people.roster_book import RosterBook, Signed, Signer
from reporting.people.sessions import Sessions
from reporting.people.staff_session import StaffSession
from reporting.people.tag_key import TagKeys
from reporting.store import (
    drafts,
    invites,
    listings,
    member_secrets,
    queue_wraps,
    rewraps,
    root_wraps,
    sessions,
    staff,
)
from reporting.store.queue_wraps import QueueWrap
from reporting.store.ram_seals import RamSeal
from reporting.vault.queues import new_queue_seed, wrap_queue_seed
from reporting.vault.roster import Roster
from reporting.vault.roster_acts import Gone, Leave, NewEpoch
from reporting.vault.roster_state import RosterQueue
from reporting.vault.xwing import PrivateKey


@dataclass(frozen=True, slots=True)
class _NewKey:
    """A queue's next key, wrapped to everybody who stays."""

    act: NewEpoch
    members: frozenset[MemberId]
    wraps: tuple[QueueWrap, ...]
    seal: RamSeal | None


class Leaving:
    def __init__(self, ground: Ground, book: RosterBook, session_door: Sessions, tag_keys: TagKeys) -> None:
        self._ground = ground
        self._book = book
        self._sessions = session_door
        self._tag_keys = tag_keys

    def leave(self, session: StaffSession, member: MemberId, queue: QueueId) -> None:
        """Somebody no longer reads a queue: themselves, or by a registrar or a lead of it.

        Raises: LeavingRefused("not_allowed" | "unknown"), StepUpRefused("needed").
        """
        session.must_be_stepped_up(self._ground.clock())
        found = self._book.queue(queue)
        if found is None or member not in found.members:
            raise LeavingRefused("unknown", "This person does not read that queue.")
        may = session.member == member or session.principal.registrar or queue in session.principal.leads
        if not may:
            raise LeavingRefused("not_allowed", "A registrar or a lead of the queue can do this.")
        keys = self._new_keys(session, member, [found])

        def extra(conn: Connection) -> None:
            queue_wraps.remove_of_member(conn, self._ground.district, member, queue)
            self._let_go(conn, member, {*self._book.current.queues_of(member) - {queue}, member})
            self._store(conn, keys)
            self._witness(conn, "left_queue", session, member, queue)

        self._append(session, [Leave(queue, member)], keys, extra)

    def remove(self, session: StaffSession, member: MemberId) -> None:
        """Somebody works here no more. Their sessions, slots, bundle and wraps are deleted with the entry.

        Raises: LeavingRefused("not_allowed" | "unknown" | "own" | "last_registrar" | "root_holder"),
        StepUpRefused("needed").
        """
        session.must_be_stepped_up(self._ground.clock())
        self._removable(session, member)
        left = [queue for queue in self._book.current.queues.values() if member in queue.members]
        keys = self._new_keys(session, member, left)
        district = self._ground.district

        def extra(conn: Connection) -> None:
            sessions.remove_of_member(conn, district, member)
            member_secrets.remove(conn, district, member)
            drafts.drop_of_member(conn, district, member)
            queue_wraps.remove_of_member(conn, district, member)
            root_wraps.remove_of_member(conn, district, member)
            rewraps.remove_of_member(conn, district, member)
            invites.withdraw_open(conn, district, member)
            self._let_go(conn, member, set())
            notify.contacts.remove_contact(conn, district=district, person=member)
            notify.languages.save_spoken(conn, district=district, person=member, languages=())
            notify.calendar_links.end_link(conn, district=district, person=member)
            staff.bury(conn, district, member)
            self._store(conn, keys)
            self._witness(conn, "removed", session, member, None)

        self._append(session, [Gone(member)], keys, extra)
        self._sessions.forget(member)

    def rotate_due(self, session: StaffSession, also: frozenset[QueueId] = frozenset()) -> int:
        """New keys for this person's queues that somebody left while no member's session was there; how many.

        `also`: queues whose present key two people joined in an emergency.
        """
        due = [
            queue
            for queue in self._book.current.queues.values()
            if queue.id in self._book.epochs_due | also and session.member in queue.members
        ]
        for queue in due:
            keys = self._new_keys(session, None, [queue])

            def extra(conn: Connection, keys: list[_NewKey] = keys, queue: QueueId = queue.id) -> None:
                self._store(conn, keys)
                self._witness(conn, "new_epoch", session, session.member, queue)

            self._append(session, [], keys, extra)
        return len(due)

    def _removable(self, session: StaffSession, member: MemberId) -> None:
        roster = self._book.current
        if self._book.member(member) is None:
            raise LeavingRefused("unknown", "This person does not work here.")
        if session.member == member:
            raise LeavingRefused("own", "Ask another registrar to do this.")
        leads = roster.queues_of(member) & session.principal.leads
        if not session.principal.registrar and not leads:
            raise LeavingRefused("not_allowed", "A registrar or a lead of one of their queues can do this.")
        registrars = {one.id for one in roster.members.values() if one.active and one.registrar}
        if registrars == {member}:
            raise LeavingRefused("last_registrar", "Make somebody else a registrar first.")
        with self._ground.database.read() as conn:
            if root_wraps.holders(conn, self._ground.district) == {member}:
                raise LeavingRefused("root_holder", "The root has to be handed on first.")

    def _new_keys(
        self, session: StaffSession, without: MemberId | None, queues: Collection[RosterQueue]
    ) -> list[_NewKey]:
        """For the queues that this session's member reads; the others wait for one who does (`rotate_due`)."""
        found: list[_NewKey] = []
        for queue in queues:
            stay = queue.members - {without}
            if session.member not in stay:
                continue
            seed, epoch = new_queue_seed(), queue.epoch + 1
            public = PrivateKey(seed).public
            wraps = []
            for member in sorted(stay):
                recipient = self._book.current.members[member].public
                sealed = wrap_queue_seed(self._ground.district, queue.id, epoch, recipient, seed)
                wraps.append(QueueWrap(queue.id, epoch, member, recipient.kid, sealed))
            seal = self._tag_keys.sealed_for(session, queue.id, epoch, public)
            found.append(_NewKey(NewEpoch(queue.id, epoch, public.raw), frozenset(stay), tuple(wraps), seal))
        return found

    def _append(
        self,
        session: StaffSession,
        acts: list[Leave | Gone],
        keys: list[_NewKey],
        extra: Callable[[Connection], None],
    ) -> None:
        signer = Signer(session.member, session.unlocked.ed)
        signed = [Signed(act, signer) for act in (*acts, *(key.act for key in keys))]
        leavers = {act.member for act in acts}

        def expect(now: Roster) -> bool:  # somebody who entered meanwhile would be left without the new key
            return all(
                now.queues[QueueId(key.act.queue)].members - leavers == key.members
                and now.queues[QueueId(key.act.queue)].epoch + 1 == key.act.epoch
                for key in keys
            )

        self._book.append(*signed, extra=extra, expect=expect)

    def _let_go(self, conn: Connection, member: MemberId, still: set[bytes]) -> None:
        """What they held and cannot open any more is somebody else's to take, at once. `still`: by what they may open."""
        district, now = self._ground.district, self._ground.clock()

        def keeps(about: bytes) -> bool:
            return bool(listings.holders(conn, district, ThreadId(about)) & still)

        notify.pages.let_go(conn, district=district, person=member, now=now, keeps=keeps)

    def _store(self, conn: Connection, keys: list[_NewKey]) -> None:
        for key in keys:
            queue_wraps.add(conn, self._ground.district, key.wraps)
            if key.seal is not None:
                self._tag_keys.store(conn, (key.seal,))

    def _witness(
        self, conn: Connection, act: str, session: StaffSession, about: MemberId, queue: QueueId | None
    ) -> None:
        self._ground.witness.record(
            conn, minute=self._ground.minute(), act=act, actor=session.member, about=about, queue=queue
        )
