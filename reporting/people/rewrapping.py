"""After a queue got a new key: threads are wrapped to it anew by whoever unlocks next, a slice at a time.

Backups keep old wraps until they expire; what this ends is that the living database opens to an old key.
"""

import threading
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection

from reporting.model.ids import QueueId, ThreadId
from reporting.people.ground import Ground
from reporting.people.refused import NoQueueKey
from reporting.people.roster_book import RosterBook
from reporting.people.staff_session import StaffSession
from reporting.store import queue_wraps, rewraps, wraps
from reporting.store.rewraps import DirectMessage
from reporting.store.wraps import Wrap
from reporting.vault.envelope import (
    Context,
    Envelope,
    add_recipient,
    drop_recipient,
    recipient_kids,
)
from reporting.vault.notation import Unreadable
from reporting.vault.thread_keys import unwrap_case_root, wrap_case_root
from reporting.vault.xwing import PrivateKey, PublicKey

SLICE = 20
GRACE_SECONDS = (
    15 * 60
)  # a process that has not heard of the new key may seal to the old one for some seconds

ShredKeys = Callable[[Collection[tuple[bytes, int]]], Mapping[tuple[bytes, int], bytes]]


@dataclass(frozen=True, slots=True)
class _Task:
    """One old epoch of one queue."""

    queue: QueueId
    epoch: int


@dataclass(slots=True)
class _Walk:
    """How far the queue's threads have been looked through, and when that began."""

    after: bytes
    began: int
    damaged: bool = False


class Rewrapping:
    """`shred_keys` is the shred store's look-up of many: (object, part) to key, the missing left out."""

    def __init__(self, ground: Ground, book: RosterBook, shred_keys: ShredKeys) -> None:
        self._ground = ground
        self._book = book
        self._shred_keys = shred_keys
        self._walks: dict[_Task, _Walk] = {}
        self._lock = threading.Lock()

    def work(self, session: StaffSession, limit: int = SLICE) -> bool:
        """One slice of at most `limit` threads. True while something may be left for this person to do.

        Open threads first. When a whole walk has found nothing of an old epoch, its queue wraps are deleted.
        """
        for task in self._tasks(session):
            try:
                old = session.queue_key(task.queue, task.epoch)
            except NoQueueKey:
                continue  # somebody else holds that epoch
            if self._slice(task, old, limit):
                return True
        return False

    def _tasks(self, session: StaffSession) -> list[_Task]:
        with self._ground.database.read() as conn:
            held = queue_wraps.of_member(conn, self._ground.district, session.member)
        return [
            _Task(wrap.queue, wrap.epoch)
            for wrap in held
            if (queue := self._book.queue(wrap.queue)) is not None and wrap.epoch < queue.epoch
        ]

    def _slice(self, task: _Task, old: PrivateKey, limit: int) -> bool:
        new = self._book.queue_key(task.queue)
        if new is None:
            return False
        ground, kid = self._ground, old.public.kid
        with ground.database.read() as conn:
            urgent = wraps.still_under(conn, ground.district, task.queue, kid, limit=limit)
        if urgent:
            for wrap in urgent:
                self._thread(task, wrap.thread, old, new)
            return True
        return self._walk_on(task, old, new, limit)

    def _walk_on(self, task: _Task, old: PrivateKey, new: PublicKey, limit: int) -> bool:
        with self._lock:
            walk = self._walks.setdefault(task, _Walk(b"", self._ground.second()))
        with self._ground.database.read() as conn:
            some = rewraps.threads_of_holder(conn, self._ground.district, task.queue, walk.after, limit)
        for thread in some:
            if not self._thread(task, thread, old, new):
                walk.damaged = True
            walk.after = max(walk.after, thread)
        if some:
            return True
        return self._finished(task, walk, old)

    def _finished(self, task: _Task, walk: _Walk, old: PrivateKey) -> bool:
        """The end of a walk. Not before the grace: another process may have sealed to the old key just now."""
        with self._lock:
            self._walks.pop(task, None)
        ground = self._ground
        late_enough = walk.began >= self._book.changed_at(task.queue) + GRACE_SECONDS
        if walk.damaged or not late_enough:
            return False

        def unit(conn: Connection) -> None:
            if not rewraps.names_key(conn, ground.district, task.queue, [old.public.kid]):
                queue_wraps.remove_epoch(conn, ground.district, task.queue, task.epoch)

        ground.database.write(unit)
        return False

    def _thread(self, task: _Task, thread: ThreadId, old: PrivateKey, new: PublicKey) -> bool:
        """Everything of one thread that names the old key. False when a wrap or message of it will not open."""
        ground, kid = self._ground, old.public.kid
        with ground.database.read() as conn:
            facts = rewraps.thread_epoch_and_minute(conn, ground.district, thread)
            mine = [wrap for wrap in wraps.of_thread(conn, ground.district, thread) if wrap.kid == kid]
            direct = [
                one
                for one in rewraps.direct_messages(conn, ground.district, thread)
                if one.core and kid in _kids(one.recipients)
            ]
        if facts is None or not (mine or direct):
            return True
        epoch, minute = facts
        fresh, whole = self._fresh_wraps(task.queue, mine, old, new)
        changed, opened = self._fresh_recipients(direct, epoch, old, new)

        def unit(conn: Connection) -> None:
            absent = [
                wrap
                for wrap in fresh
                if not rewraps.has_wrap(conn, ground.district, wrap.thread, wrap.epoch, wrap.kid)
            ]
            wraps.add(conn, ground.district, absent, minute=minute)
            if whole:
                wraps.drop_key(conn, ground.district, thread, kid)
            for message, recipients in changed:
                rewraps.replace_recipients(conn, ground.district, message, recipients)

        ground.database.write(unit)
        return whole and opened

    def _fresh_wraps(
        self, queue: QueueId, mine: list[Wrap], old: PrivateKey, new: PublicKey
    ) -> tuple[list[Wrap], bool]:
        district, fresh = self._ground.district, []
        for wrap in mine:
            try:
                root = unwrap_case_root(district, wrap.thread, wrap.epoch, old, wrap.sealed)
            except Unreadable:
                return [], False
            sealed = wrap_case_root(district, wrap.thread, wrap.epoch, new, root)
            fresh.append(Wrap(wrap.thread, wrap.epoch, new.kid, "queue", queue, sealed))
        return fresh, True

    def _fresh_recipients(
        self, direct: list[DirectMessage], epoch: int, old: PrivateKey, new: PublicKey
    ) -> tuple[list[tuple[DirectMessage, bytes]], bool]:
        """Without its shred key a message stays as it is, and the old key with it: the shred store may be restored."""
        keys = self._shred_keys([(message.thread, message.kind.part) for message in direct]) if direct else {}
        changed: list[tuple[DirectMessage, bytes]] = []
        whole = True
        for message in direct:
            shred_key = keys.get((message.thread, message.kind.part))
            if shred_key is None:
                whole = False
                continue
            context = Context(self._ground.district, message.thread, message.id, epoch, message.kind)
            envelope = Envelope(message.core, message.recipients)
            try:
                both = (
                    message.recipients
                    if new.kid in _kids(message.recipients)
                    else add_recipient(context, envelope, shred_key, old, new)
                )
                changed.append((message, drop_recipient(Envelope(message.core, both), old.public.kid)))
            except (Unreadable, ValueError):
                whole = False
        return changed, whole


def _kids(recipients: bytes) -> tuple[bytes, ...]:
    try:
        return recipient_kids(recipients)
    except Unreadable:
        return ()
