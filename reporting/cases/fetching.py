"""What came with a text is fetched from the carrier, cleaned like any file of a student's, sealed, and deleted there.

Either the file is listed in its thread or the thread says that it could not be had: both have the same id, so never both.
"""

import hashlib
import logging
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from functools import partial

from sqlalchemy import Connection

from notify.media import TOO_LARGE, MediaStore
from notify.ports import CarrierError, Refused, Unopenable
from reporting.cases import text_wording
from reporting.cases.certified import ThreadSwapped, certified
from reporting.cases.enclosed import Enclosing, Lying
from reporting.cases.file_keeping import MOST_FILES, FileKeeping
from reporting.cases.follow_up import FollowUp, FollowUps
from reporting.cases.ground import Ground
from reporting.cases.later_message import LaterMessage
from reporting.cases.new_thread import FirstWords
from reporting.cases.sealing import Place
from reporting.cases.system_message import system_draft
from reporting.files.cleaner import Cleaner, CleanFile
from reporting.files.kinds import LARGEST
from reporting.files.refusals import FileRefused
from reporting.model.ids import MessageId
from reporting.model.thread import Channel
from reporting.store import files, listings, messages, threads, waiting_media
from reporting.store.errors import StoreError
from reporting.store.shred import ShredKeyMissing
from reporting.store.threads import Thread
from reporting.store.waiting_media import Waiting
from triage.context import Context

# A worker that dies leaves it to the next one after so long: longer than the slowest fetch and the slowest parser.
LEASE_S = 240
# How long after each try that failed; then nobody tries any more. Two hours in all.
WAITS_S = (15, 60, 300, 900, 1800, 3600)
_PASSES = frozenset({"busy", "no_room"})

_log = logging.getLogger("quietline.media")


class _NotNow(Exception):
    """Tried again later."""


class _Never(Exception):
    """Nothing will come of it."""


class Fetching:
    """`room`: whether the disk has any left for files. Safe in several processes."""

    def __init__(
        self,
        ground: Ground,
        store: MediaStore,
        *,
        enclosing: Enclosing,
        follow_ups: FollowUps,
        cleaner: Cleaner,
        room: Callable[[], bool],
    ) -> None:
        self._ground = ground
        self._store = store
        self._enclosing = enclosing
        self._follow_ups = follow_ups
        self._cleaner = cleaner
        self._room = room
        self._keeping = FileKeeping(ground)

    def tick(self, limit: int = 5) -> int:
        """Fetch what is due, one after another. How many were tried."""
        for tried in range(limit):
            now = self._now()
            claim = partial(
                waiting_media.claim, district=self._ground.district, now=now, again_at=now + LEASE_S
            )
            one = self._ground.database.write(claim)
            if one is None:
                return tried
            self._turn(one)
        return limit

    def _turn(self, one: Waiting) -> None:
        ground, lying = self._ground, self._lying(one)
        with ground.database.read() as conn:
            thread = threads.by_id(conn, ground.district, one.thread)
        if thread is None:
            self._done(one)
        elif not self._kept_or_lost(thread, one, lying):
            return
        if lying.name is not None:
            with suppress(CarrierError):  # goes with its text, which is deleted there as well
                self._store.erase(lying.name)

    def _kept_or_lost(self, thread: Thread, one: Waiting, lying: Lying) -> bool:
        """Whether nobody needs it at the carrier any more."""
        try:
            self._keep(thread, one, lying)
        except _NotNow:
            if one.tries <= len(WAITS_S):
                self._again(one)
                return False
            self._lose(thread, one, lying)
        except _Never:
            self._lose(thread, one, lying)
        except (ThreadSwapped, ShredKeyMissing, messages.NoSuchThread):
            # Nothing can be sealed into this thread any more.
            self._done(one)
        return True

    def _lying(self, one: Waiting) -> Lying:
        try:
            return self._enclosing.lying(one)
        except Unopenable:  # somebody changed the row
            return Lying(None, self._ground.roll.lang())

    def _keep(self, thread: Thread, one: Waiting, lying: Lying) -> None:
        """Raises _NotNow, _Never, and what is raised of a thread that takes nothing."""
        ground = self._ground
        with ground.database.read() as conn:
            known = files.count_of(conn, ground.district, thread.id)
        if one.tries > 1 + len(WAITS_S) or known >= MOST_FILES:
            raise _Never
        talk = certified(thread).talk
        clean = self._clean(lying)
        try:
            kept = self._keeping.keep(thread.id, talk, clean)
        except StoreError:
            raise _NotNow from None

        def also(conn: Connection) -> None:
            files.add(conn, ground.district, kept.attachment)
            waiting_media.done(conn, ground.district, one.id)

        words = FirstWords(MessageId(one.id), "", lying.lang, Channel.SMS, files=(kept.file,))
        # Without what was said before: that was judged when it came, and a file says no word.
        context = Context(channel=Channel.SMS.value, lang=lying.lang)
        stored = False
        try:
            stored = not self._follow_ups.add(
                thread, FollowUp(LaterMessage(words), context, also=also)
            ).repeated
        except StoreError:
            raise _NotNow from None
        finally:
            if not stored:
                self._keeping.drop(kept.file.id)
        if not stored:
            self._done(one)

    def _clean(self, lying: Lying) -> CleanFile:
        if lying.name is None:
            raise _Never
        if not self._room():
            raise _NotNow
        try:
            return self._cleaner.clean(self._store.fetch(lying.name, LARGEST))
        except Refused as refused:
            # Not there yet, or never: the carrier says the same of both.
            raise (_Never if refused.code == TOO_LARGE else _NotNow) from None
        except CarrierError:
            raise _NotNow from None
        except FileRefused as refused:
            raise (_NotNow if refused.code in _PASSES else _Never) from None

    def _lose(self, thread: Thread, one: Waiting, lying: Lying) -> None:
        """Said in the thread, and to the phone where its number is still known here."""
        ground, now = self._ground, self._ground.clock()
        _log.warning("a file of a text could not be had; its thread says so")
        try:
            phone = self._enclosing.phone(one)
        except Unopenable:
            phone = None
        place = Place(ground.district, thread.id, ground.shred.get(thread.id, 0))
        code = "media_lost" if phone else "media_lost_untold"
        draft = system_draft(place, ground.system, certified(thread).talk, one.id, code, now=now)

        def unit(conn: Connection) -> bool:
            waiting_media.done(conn, ground.district, one.id)
            (said,) = messages.append(conn, ground.district, thread.id, [draft], ground.chain.of(thread.id))
            if phone is not None and not said.repeated:
                self._tell(conn, one, phone, lying.lang, now)
            return not said.repeated

        if ground.database.write(unit):
            with ground.database.read() as conn:
                holders = listings.holders(conn, ground.district, thread.id)
            ground.feed.tell(holders, urgent=False)

    def _tell(self, conn: Connection, one: Waiting, phone: tuple[str, str], lang: str, now: datetime) -> None:
        """Once for all that came with one text."""
        number, line = phone
        self._ground.paging.notice(
            conn,
            row=hashlib.sha256(b"media lost" + one.message).digest()[:16],
            number=number,
            line=line,
            body=text_wording.text("media_lost", lang),
            now=now,
        )

    def _again(self, one: Waiting) -> None:
        ground, at = self._ground, self._now() + WAITS_S[one.tries - 1]
        ground.database.write(lambda conn: waiting_media.again(conn, ground.district, one, at))

    def _done(self, one: Waiting) -> None:
        ground = self._ground
        ground.database.write(lambda conn: waiting_media.done(conn, ground.district, one.id))

    def _now(self) -> int:
        return int(self._ground.clock().timestamp())
