"""Files of students: sealed in pieces of 64 KiB. What they are, and what they are called, stands in their message alone."""

from sqlalchemy import ForeignKeyConstraint, Index, Integer
from sqlalchemy.orm import Mapped

from reporting.model.ids import DistrictId, ThreadId
from reporting.store.tables.base import NO_ROWID, Base
from reporting.store.tables.columns import Id, Minute, district_key, public, sealed


class AttachmentRow(Base):
    __tablename__ = "attachment"
    __table_args__ = (
        ForeignKeyConstraint(["district", "thread"], ["thread.district", "thread.id"]),
        Index(None, "district", "thread"),
        NO_ROWID,
    )

    district: Mapped[DistrictId] = district_key()
    id: Mapped[bytes] = public("random; which file", Id, primary_key=True)
    thread: Mapped[ThreadId] = public("which thread it belongs to", Id)
    chunks: Mapped[int] = public("how many pieces of 64 KiB it has: its size, roughly", Integer)
    core: Mapped[bytes] = sealed()
    recipients: Mapped[bytes] = sealed()


class ChunkRow(Base):
    """A piece of 64 KiB. Written before the file's own row, in small units: a film must not hold up a message."""

    __tablename__ = "chunk"

    district: Mapped[DistrictId] = district_key()
    id: Mapped[bytes] = public("random; which file", Id, primary_key=True)
    i: Mapped[int] = public("which piece of the file", Integer, primary_key=True)
    minute: Mapped[int] = public("rounded to the hour; an unfinished file goes after a day", Minute)
    ct: Mapped[bytes] = sealed()
