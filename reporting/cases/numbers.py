"""Which thread a phone's texts join. On disk only a tag under a key in RAM; without that key, RAM alone.

A thief of the database and of all keys on disk cannot tell who wrote: an area code is only eight million numbers.
"""

import threading
from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from sqlalchemy import Connection

from reporting.model.clock import day_of
from reporting.model.ids import DistrictId, ThreadId
from reporting.people.tag_key import TagKeyHolder
from reporting.store import sms_tags, threads
from reporting.store.database import Database
from reporting.store.sms_tags import SmsTag
from reporting.vault import sms_tags as tagging
from reporting.vault.notation import Unreadable, gcm_open, gcm_seal, hmac256
from reporting.vault.text_askings import AskingKeys, asking_keys

MOST_PROVISIONAL = 5_000


@dataclass(frozen=True, slots=True)
class Phone:
    """A student's number (E.164) and the number of ours that it wrote to. `key` is a hash for RAM alone."""

    number: str
    line: str
    key: bytes

    def __repr__(self) -> str:
        return "Phone(<sealed>)"


class Numbers:
    def __init__(
        self, database: Database, district: DistrictId, holder: TagKeyHolder, cache_key: bytes
    ) -> None:
        self._database = database
        self._district = district
        self._holder = holder
        self._cache_key = cache_key
        self._lock = threading.Lock()
        # Threads that began before the first unlock after a restart; the number sealed under a key in RAM.
        self._provisional: OrderedDict[bytes, tuple[ThreadId, bytes]] = OrderedDict()

    def phone(self, number: str, line: str) -> Phone:
        return Phone(number, line, hmac256(self._cache_key, f"{line} {number}".encode())[:16])

    def thread_of(self, phone: Phone) -> ThreadId | None:
        """The thread this phone's next text joins, if one is known now."""
        with self._lock:
            held = self._provisional.get(phone.key)
        if held is not None:
            return held[0]
        tag_key = self._holder.key
        if tag_key is None:
            return None
        tag = tagging.tag(tag_key, self._district, phone.line, phone.number)
        with self._database.read() as conn:
            found = sms_tags.find(conn, self._district, tag)
        if found is None:
            return None
        try:
            # A database writer must not lead a student's next text into another thread.
            tagging.check_bind(tag_key, tag, found.thread, found.bind)
        except Unreadable:
            return None
        return found.thread

    def bind(self, conn: Connection, phone: Phone, thread: ThreadId, now: datetime) -> None:
        """In the transaction that opens the thread. Without the tag key it does nothing; see `hold`."""
        tag_key = self._holder.key
        if tag_key is not None:
            sms_tags.put(conn, self._district, self._tag(tag_key, phone, thread, now))

    def hold(self, phone: Phone, thread: ThreadId) -> None:
        """After the transaction: where no tag could be made, the thread is provisional until someone unlocks."""
        if self.thread_of(phone) == thread:
            return
        sealed = gcm_seal(self._cache_key, f"{phone.line} {phone.number}".encode(), phone.key)
        with self._lock:
            self._provisional[phone.key] = (thread, sealed)
            while len(self._provisional) > MOST_PROVISIONAL:
                self._provisional.popitem(last=False)

    @property
    def knows(self) -> bool:
        """Whether phones can be found now: the key of their tags is there."""
        return self._holder.available

    def tag_of(self, phone: Phone) -> bytes | None:
        """By what a phone is found on disk; None without the key."""
        key = self._holder.key
        return None if key is None else tagging.tag(key, self._district, phone.line, phone.number)

    def asking_keys(self, phone: Phone) -> AskingKeys | None:
        """By what is found and opened what a phone was asked; None without the key of the tags."""
        key = self._holder.key
        return None if key is None else asking_keys(key, self._district, phone.line, phone.number)

    def move(self, conn: Connection, phone: Phone, thread: ThreadId, now: datetime) -> ThreadId | None:
        """In the caller's transaction: its texts join this thread from now on. Which one they joined before, if another."""
        tag_key = self._holder.key
        if tag_key is None:
            return None
        tag = self._tag(tag_key, phone, thread, now)
        before = sms_tags.find(conn, self._district, tag.tag)
        sms_tags.put(conn, self._district, tag)
        return before.thread if before is not None and before.thread != thread else None

    def forget(self, phone: Phone) -> None:
        """Out of RAM."""
        with self._lock:
            self._provisional.pop(phone.key, None)

    def adopt(self, now: datetime) -> int:
        """Once the tag key is there: give provisional threads their tags, and join them to what went before."""
        tag_key = self._holder.key
        if tag_key is None:
            return 0
        with self._lock:
            held = list(self._provisional.items())
        for key, (thread, sealed) in held:
            try:
                line, _, number = gcm_open(self._cache_key, sealed, key).decode().partition(" ")
            except Unreadable:
                continue
            tag = self._tag(tag_key, Phone(number, line, key), thread, now)
            self._database.write(partial(self._adopt, tag=tag))
            with self._lock:
                self._provisional.pop(key, None)
        return len(held)

    def _adopt(self, conn: Connection, *, tag: SmsTag) -> None:
        if threads.by_id(conn, self._district, tag.thread) is None:
            return  # erased before anybody unlocked; it must not keep the others waiting
        before = sms_tags.find(conn, self._district, tag.tag)
        if before is not None and before.thread != tag.thread:
            threads.add_continuation(conn, self._district, tag.thread, before.thread)
        sms_tags.put(conn, self._district, tag)

    def _tag(self, tag_key: bytes, phone: Phone, thread: ThreadId, now: datetime) -> SmsTag:
        tag = tagging.tag(tag_key, self._district, phone.line, phone.number)
        return SmsTag(tag, tagging.bind(tag_key, tag, thread), thread, day_of(now))
