"""What came with a text and still lies at the carrier. A row goes as soon as it is kept here, or given up."""

from sqlalchemy import ForeignKeyConstraint, Index, Integer
from sqlalchemy.orm import Mapped

from reporting.model.ids import DistrictId, ThreadId
from reporting.store.tables.base import NO_ROWID, Base
from reporting.store.tables.columns import Id, Second, district_key, public, sealed


class WaitingMediaRow(Base):
    __tablename__ = "waiting_media"
    __table_args__ = (
        ForeignKeyConstraint(["district", "thread"], ["thread.district", "thread.id"]),
        Index(None, "district", "due_at"),
        Index(None, "district", "thread"),
        NO_ROWID,
    )

    district: Mapped[DistrictId] = district_key()
    id: Mapped[bytes] = public(
        "a hash of the carrier's random ids; its message gets it", Id, primary_key=True
    )
    thread: Mapped[ThreadId] = public("which thread it belongs to", Id)
    message: Mapped[bytes] = public("which message of the thread it came with", Id)
    tries: Mapped[int] = public("how often it was tried", Integer)
    due_at: Mapped[int] = public("when it is tried next; the row is gone soon after", Second)
    place: Mapped[bytes] = sealed()
    phone: Mapped[bytes | None] = sealed(nullable=True)
