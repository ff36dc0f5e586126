"""Sealed files of a thread, in pieces. Pieces first, in small units; the file's own row last, with the message that lists it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, delete, func, insert, select

from reporting.model.ids import DistrictId, ThreadId
from reporting.store.database import Database
from reporting.store.place import PlacedInsert
from reporting.store.tables.base import table_of
from reporting.store.tables.files import AttachmentRow, ChunkRow

ATTACHMENT, CHUNK = table_of(AttachmentRow), table_of(ChunkRow)
# A mebibyte a unit: the one writer of the embedded database is held up for milliseconds, not for a film.
PIECES_AT_ONCE = 16
_ADD_CHUNKS = PlacedInsert(CHUNK)


@dataclass(frozen=True, slots=True)
class Attachment:
    id: bytes
    thread: ThreadId
    chunks: int
    core: bytes
    recipients: bytes


def add_chunks(  # noqa: PLR0917 -- a row has as many parts
    connection: Connection,
    district: DistrictId,
    file: bytes,
    first: int,
    pieces: Sequence[bytes],
    minute: int,
) -> None:
    """Pieces from the one of number `first` on."""
    _ADD_CHUNKS.run(
        connection,
        [
            (
                {"district": district, "id": file, "i": at, "minute": minute, "ct": piece},
                minute,
                (file, at.to_bytes(4, "big")),
            )
            for at, piece in enumerate(pieces, first)
        ],
    )


def add(connection: Connection, district: DistrictId, attachment: Attachment) -> None:
    connection.execute(
        insert(ATTACHMENT),
        {
            "district": district,
            "id": attachment.id,
            "thread": attachment.thread,
            "chunks": attachment.chunks,
            "core": attachment.core,
            "recipients": attachment.recipients,
        },
    )


def find(connection: Connection, district: DistrictId, thread: ThreadId, file: bytes) -> Attachment | None:
    row = connection.execute(
        select(
            ATTACHMENT.c.id,
            ATTACHMENT.c.thread,
            ATTACHMENT.c.chunks,
            ATTACHMENT.c.core,
            ATTACHMENT.c.recipients,
        ).where(ATTACHMENT.c.district == district, ATTACHMENT.c.thread == thread, ATTACHMENT.c.id == file)
    ).first()
    return None if row is None else Attachment(*row)


def count_of(connection: Connection, district: DistrictId, thread: ThreadId) -> int:
    return connection.execute(
        select(func.count())
        .select_from(ATTACHMENT)
        .where(ATTACHMENT.c.district == district, ATTACHMENT.c.thread == thread)
    ).scalar_one()


def pieces(database: Database, district: DistrictId, file: bytes, count: int) -> Iterator[bytes]:
    """All pieces in order, a few at a time: a film is never whole in memory twice."""
    for first in range(0, count, PIECES_AT_ONCE):
        with database.read() as connection:
            found = (
                connection.execute(
                    select(CHUNK.c.ct)
                    .where(
                        CHUNK.c.district == district,
                        CHUNK.c.id == file,
                        CHUNK.c.i >= first,
                        CHUNK.c.i < first + PIECES_AT_ONCE,
                    )
                    .order_by(CHUNK.c.i)
                )
                .scalars()
                .all()
            )
        yield from found


def drop_unfinished(connection: Connection, district: DistrictId, before: int) -> int:
    """Pieces of files that no message lists: the program died between the two, or the same file came twice at once."""
    finished = select(ATTACHMENT.c.id).where(ATTACHMENT.c.district == district)
    gone = delete(CHUNK).where(
        CHUNK.c.district == district, CHUNK.c.minute < before, CHUNK.c.id.not_in(finished)
    )
    return int(connection.execute(gone).rowcount)


def drop_pieces(connection: Connection, district: DistrictId, file: bytes) -> None:
    """Of a file that was not stored after all."""
    connection.execute(delete(CHUNK).where(CHUNK.c.district == district, CHUNK.c.id == file))
