"""A student adds a file to what was said: cleaned in the jailed child, sealed in pieces, listed by a message of its own."""

from collections.abc import Callable

from reporting.cases.certified import ThreadSwapped
from reporting.cases.file_keeping import MOST_FILES, FileKeeping, KeptFile
from reporting.cases.follow_up import FollowUp, FollowUps
from reporting.cases.ground import Ground
from reporting.cases.later_message import LaterMessage
from reporting.cases.new_thread import FirstWords
from reporting.cases.refusals import NothingStored
from reporting.cases.reporter_view import ReporterView
from reporting.cases.returned_thread import Returned, ReturnedThreads
from reporting.cases.turns import Turns
from reporting.files.cleaner import Cleaner
from reporting.files.refusals import FileRefused
from reporting.model.ids import MessageId
from reporting.model.thread import Channel
from reporting.store import files
from reporting.store.errors import StoreError
from reporting.vault.payload import Seen
from triage.context import Context


class WebFiles:
    """`room`: whether the disk has any left for files."""

    def __init__(
        self,
        ground: Ground,
        threads: ReturnedThreads,
        follow_ups: FollowUps,
        cleaner: Cleaner,
        room: Callable[[], bool],
    ) -> None:
        self._ground = ground
        self._threads = threads
        self._follow_ups = follow_ups
        self._cleaner = cleaner
        self._room = room
        self._keeping = FileKeeping(ground)
        self._turns = Turns()

    def attach(self, token: str, submission: bytes, data: bytes) -> ReporterView:
        # A retry that overtakes the first try waits for it, and then finds the file there.
        with self._turns.of(submission):
            opened = self._threads.by_token(token)
            if all(message.id != submission for message in opened.stored):
                self._store(opened, MessageId(submission), data)
                opened = self._threads.again(opened)
            return self._threads.view(opened)

    def _store(self, opened: Returned, message: MessageId, data: bytes) -> None:
        ground, thread = self._ground, opened.thread
        try:
            with ground.database.read() as conn:
                known = files.count_of(conn, ground.district, thread.id)
            if known >= MOST_FILES:
                raise FileRefused("too_many")
            if not self._room():
                raise FileRefused("no_room")
            kept = self._keeping.keep(thread.id, opened.talk.public, self._cleaner.clean(data))
        except StoreError:
            raise NothingStored from None
        stored = False
        try:
            stored = not self._follow_ups.add(thread, self._listing(opened, message, kept)).repeated
        except (StoreError, ThreadSwapped):
            raise NothingStored from None
        finally:
            if not stored:
                self._keeping.drop(kept.file.id)

    def _listing(self, opened: Returned, message: MessageId, kept: KeptFile) -> FollowUp:
        last, ground = opened.stored[-1], self._ground
        return FollowUp(
            LaterMessage(
                FirstWords(message, "", opened.lang, Channel.WEB, files=(kept.file,), writer=opened.writer),
                opened.talk.seed,
                Seen(last.seq, last.link),
            ),
            # Without what was said before: that was judged when it came, and a file says no word.
            Context(channel=Channel.WEB.value, lang=opened.lang),
            also=lambda conn: files.add(conn, ground.district, kept.attachment),
        )
