"""A student's number is destroyed: its tag, the sealed number, texts that wait for it. The conversation stays."""

import logging
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from reporting.cases.certified import ThreadSwapped, certified
from reporting.cases.ground import Ground
from reporting.cases.numbers import Numbers, Phone
from reporting.cases.sealing import Place
from reporting.cases.system_message import system_draft
from reporting.model.clock import day_of
from reporting.model.held import Holding
from reporting.model.ids import ThreadId
from reporting.model.kind import Kind
from reporting.store import (
    held_replies,
    listings,
    messages,
    nudges,
    sms_tags,
    text_askings,
    threads,
    waiting_media,
    webhooks,
)
from reporting.store.messages import Draft
from reporting.store.shred import Held, ResidueRemains
from reporting.store.threads import Thread
from reporting.vault.chain import core_hash

FORGOTTEN = "forgotten"

_log = logging.getLogger("quietline.forgetting")


class KeptForNow(Exception):
    """A legal hold keeps the number; nothing of it was destroyed."""


@dataclass(frozen=True, slots=True)
class _Known:
    """A thread with a number. `kept`: the nudge's message, where the nudge stays."""

    row: Thread
    told: tuple[Draft, ...]
    about: tuple[bytes, ...]
    kept: bytes | None


class Forgetting:
    """`residue` is told when a destroyed key is still in the log of the shred store; `nudge_line`: whence nudges come."""

    def __init__(
        self, ground: Ground, numbers: Numbers, residue: Callable[[], None], nudge_line: str | None
    ) -> None:
        self._ground = ground
        self._numbers = numbers
        self._residue = residue
        self._nudge_line = nudge_line

    def of_phone(self, phone: Phone, sid: bytes) -> None:
        """All that is known of a phone, in every thread it has to do with. `sid`: of the text that asked for it.

        A phone of which nothing is known costs the same answer. Raises KeptForNow, StoreError.
        """
        keys = self._numbers.asking_keys(phone)
        self._destroy(self._threads_of(phone), sid=sid, nudges_too=True, asked=keys.tag if keys else None)
        self._numbers.forget(phone)

    def of_thread(self, thread: ThreadId) -> None:
        """The number by which answers of this thread went out, and those of the threads it goes on from. The nudge, which
        may go to another phone, stays. Raises KeptForNow, StoreError.
        """
        with self._ground.database.read() as conn:
            found = threads.conversation(conn, self._ground.district, thread)
        self._destroy(found, nudges_too=False, silent=thread)

    def _threads_of(self, phone: Phone) -> Sequence[ThreadId]:
        ground = self._ground
        first = self._numbers.thread_of(phone)
        by_nudge: bytes | None = None
        if self._nudge_line is not None:
            by_nudge = self._numbers.tag_of(self._numbers.phone(phone.number, self._nudge_line))
        with ground.database.read() as conn:
            found = threads.conversation(conn, ground.district, first) if first is not None else ()
            nudged = nudges.of_phone(conn, ground.district, by_nudge) if by_nudge is not None else ()
        return tuple(dict.fromkeys((*found, *(one.thread for one in nudged))))

    def _destroy(
        self,
        wanted: Iterable[ThreadId],
        *,
        nudges_too: bool,
        sid: bytes | None = None,
        silent: ThreadId | None = None,
        asked: bytes | None = None,
    ) -> None:
        ground, now = self._ground, self._ground.clock()
        found = (self._known(each, silent, now, nudges_too=nudges_too) for each in wanted)
        known = [one for one in found if one]
        # The keys first: what is left of a turn that breaks off opens for nobody.
        self._erase([one.row.id for one in known if one.kept is None])

        def unit(conn: Connection) -> None:
            if sid is not None and not webhooks.is_first(conn, ground.district, sid, day_of(now)):
                return
            for one in known:
                self._clear(conn, one, now)
            if asked is not None:
                text_askings.drop_of_phone(conn, ground.district, asked)

        ground.database.write(unit)
        for one in known:
            with ground.database.read() as conn:
                holders = listings.holders(conn, ground.district, one.row.id)
            ground.feed.tell(holders, urgent=False)

    def _known(
        self, thread: ThreadId, silent: ThreadId | None, now: datetime, *, nudges_too: bool
    ) -> _Known | None:
        ground, district = self._ground, self._ground.district
        with ground.database.read() as conn:
            row = threads.by_id(conn, district, thread)
            stored = messages.of_thread(conn, district, thread, kinds={Kind.CONTACT, Kind.STAFF_REPLY})
            nudge = None if nudges_too else nudges.of_thread(conn, district, thread)
        if row is None:
            return None
        numbers = [one for one in stored if one.kind is Kind.CONTACT and one.recipients]
        told = () if thread == silent or not numbers else self._told(row, now)
        replies = tuple(one.id for one in stored if one.kind is Kind.STAFF_REPLY)
        return _Known(row, told, (thread, *replies), nudge.message if nudge is not None else None)

    def _told(self, row: Thread, now: datetime) -> tuple[Draft, ...]:
        """Staff must know why no answer can go out, and the student's page says it too."""
        ground = self._ground
        try:
            talk = certified(row).talk
        except ThreadSwapped:
            return ()
        place = Place(ground.district, row.id, ground.shred.get(row.id, 0))
        return (system_draft(place, ground.system, talk, ground.id(), FORGOTTEN, now=now),)

    def _clear(self, conn: Connection, one: _Known, now: datetime) -> None:
        ground, district, thread = self._ground, self._ground.district, one.row.id
        messages.append(conn, district, thread, one.told, ground.chain.of(thread))
        messages.empty(conn, district, thread, Kind.CONTACT, core_hash, but=one.kept)
        sms_tags.drop_of_thread(conn, district, thread)
        if one.kept is None:
            nudges.drop(conn, district, thread)
        nudge = (nudges.about(thread),) if one.kept is None else ()
        ground.paging.forget(conn, (*one.about, *nudge), now)
        held_replies.interrupt(conn, district, thread, Holding.NUMBER)
        waiting_media.forget_phone(conn, district, thread)

    def _erase(self, these: Sequence[ThreadId]) -> None:
        if not these:
            return
        try:
            self._ground.shred.erase(these, part=1)
        except Held:
            raise KeptForNow from None
        except ResidueRemains:
            self._residue()
            _log.warning("a destroyed key is still in the log of the shred store")
