"""Keep a clean file of a thread: sealed piece by piece, its pieces stored first, its own row with the message that lists it."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from itertools import islice

from reporting.cases.ground import Ground
from reporting.cases.sealing import Place
from reporting.files.cleaner import CleanFile
from reporting.model.clock import minute_of
from reporting.model.ids import DistrictId, ThreadId
from reporting.model.kind import Kind
from reporting.store import files
from reporting.store.database import Database
from reporting.store.errors import StoreError
from reporting.store.files import Attachment
from reporting.vault.payload import File
from reporting.vault.stream import Core, Opener, Sealer
from reporting.vault.xwing import PrivateKey, PublicKey

# Of one thread: beyond it somebody fills a disk, and says nothing more.
MOST_FILES = 20
DAY_MINUTES = 24 * 60


@dataclass(frozen=True, slots=True)
class KeptFile:
    """`file` is what its message says of it; `attachment` its row, to be stored in the message's transaction."""

    file: File
    attachment: Attachment

    def __repr__(self) -> str:
        return "KeptFile(<sealed>)"


class FileKeeping:
    def __init__(self, ground: Ground) -> None:
        self._ground = ground

    def keep(self, thread: ThreadId, talk: PublicKey, clean: CleanFile) -> KeptFile:
        """Seal it to student and staff alike, and store its pieces. Raises StoreError."""
        ground = self._ground
        place = Place(ground.district, thread, ground.shred.get(thread, 0))
        name = ground.id()
        sealer = Sealer(place.context(name, Kind.ATTACHMENT), clean.data, place.shred_key, [talk])
        # Rounded like all that a student does: the minute of a photo is the minute of its message.
        minute = minute_of(ground.clock(), exact=False)
        try:
            self._store(name, sealer.chunks(), minute)
        except StoreError:
            self.drop(name)
            raise
        row = Attachment(name, thread, sealer.core.chunks, sealer.core.core, sealer.core.recipients)
        return KeptFile(File(name, clean.type.value, len(clean.data), sealer.digest), row)

    def drop(self, name: bytes) -> None:
        """Its message was not stored, or was there already."""
        district = self._ground.district
        with suppress(StoreError):  # swept within a day
            self._ground.database.write(lambda conn: files.drop_pieces(conn, district, name))

    def sweep(self) -> int:
        """Pieces of files that never got their message."""
        district, now = self._ground.district, self._ground.clock()
        before = minute_of(now, exact=False) - DAY_MINUTES
        return self._ground.database.write(lambda conn: files.drop_unfinished(conn, district, before))

    def _store(self, name: bytes, chunks: Iterator[bytes], minute: int) -> None:
        first = 0
        while few := list(islice(chunks, files.PIECES_AT_ONCE)):
            unit = partial(
                files.add_chunks,
                district=self._ground.district,
                file=name,
                first=first,
                pieces=few,
                minute=minute,
            )
            self._ground.database.write(unit)
            first += len(few)


@dataclass(frozen=True, slots=True)
class FileReading:
    """Reads a file back, verified to its last byte before the first is given out."""

    database: Database
    district: DistrictId

    def pieces(
        self, place: Place, attachment: Attachment, file: File, key: PrivateKey
    ) -> Callable[[], Iterator[bytes]]:
        """Raises Unreadable, here or when called; never in between."""
        opener = Opener(
            place.context(file.id, Kind.ATTACHMENT),
            Core(attachment.core, attachment.recipients, attachment.chunks),
            place.shred_key,
            key,
        )

        def stored() -> Iterator[bytes]:
            return files.pieces(self.database, self.district, file.id, attachment.chunks)

        return lambda: opener.open(stored, file.sha256, file.size)
