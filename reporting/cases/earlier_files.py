"""Files of texts, sealed anew for the thread by web that goes on from them: opened by the reader's key of the old thread,
verified to the last byte, and stored under keys of the new one, so that each thread's files die with it alone.
"""

import logging
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from reporting.cases.desk_thread import DeskThread
from reporting.cases.file_keeping import MOST_FILES, FileKeeping, FileReading, KeptFile
from reporting.cases.ground import Ground
from reporting.files.cleaner import CleanFile
from reporting.files.kinds import CleanType
from reporting.model.ids import ThreadId
from reporting.store import files
from reporting.vault.notation import Unreadable
from reporting.vault.payload import File
from reporting.vault.xwing import PublicKey

# Of one request of somebody of staff, whose page waits for it: one file of any size, or several small ones.
AT_ONCE = 4 * 1024 * 1024

_log = logging.getLogger("quietline.bringing_over")


@dataclass(slots=True)
class Turn:
    """`copied`: bytes of files that this request has brought over so far; a first one of any size."""

    at_once: int
    copied: int = 0

    def has_room_for(self, size: int) -> bool:
        return self.copied == 0 or self.copied + size <= self.at_once


class EarlierFiles:
    """`room`: whether the disk has any left for files."""

    def __init__(self, ground: Ground, room: Callable[[], bool]) -> None:
        self._ground = ground
        self._room = room
        self._keeping = FileKeeping(ground)
        self._reading = FileReading(ground.database, ground.district)

    def brought(
        self,
        earlier: DeskThread,
        listed: Sequence[File],
        to: ThreadId,
        talk: PublicKey,
        turn: Turn,
        *,
        there: int,
    ) -> list[KeptFile] | None:
        """Copies of what one message lists; None: not in this turn. `there`: how many are about to be stored in `to`.

        Raises StoreError; pieces that were stored before it are swept within a day. One that is damaged, of a type that
        is not known, or beyond what a thread or the disk holds stays where it is.
        """
        wanted = [one for one in listed if one.type in set(CleanType)]
        if not wanted:
            return []
        if not turn.has_room_for(sum(one.size for one in wanted)):
            return None
        with self._ground.database.read() as conn:
            known = files.count_of(conn, self._ground.district, to)
        kept: list[KeptFile] = []
        for one in wanted[: max(0, MOST_FILES - known - there)]:
            data = self._opened(earlier, one) if self._room() else None
            if data is not None:
                kept.append(self._keeping.keep(to, talk, CleanFile(CleanType(one.type), data)))
                turn.copied += one.size
        if len(kept) < len(listed):
            _log.warning("a file of a text stays in its own thread")
        return kept

    def drop(self, kept: Iterable[KeptFile]) -> None:
        """Their message was not stored, or was there already."""
        for one in kept:
            self._keeping.drop(one.file.id)

    def _opened(self, earlier: DeskThread, file: File) -> bytes | None:
        ground = self._ground
        with ground.database.read() as conn:
            row = files.find(conn, ground.district, earlier.row.id, file.id)
        if row is None or earlier.keys is None:
            return None
        try:
            return b"".join(self._reading.pieces(earlier.place, row, file, earlier.keys.talk)())
        except Unreadable:
            return None
