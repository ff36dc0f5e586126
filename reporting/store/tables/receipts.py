"""What six words find: the thread, and the student's key to it sealed under the words."""

from sqlalchemy import ForeignKeyConstraint, Index, Integer
from sqlalchemy.orm import Mapped

from reporting.model.ids import DistrictId, ThreadId
from reporting.store.tables.base import NO_ROWID, Base
from reporting.store.tables.columns import Id, district_key, keyed, public, sealed


class ReceiptRow(Base):
    __tablename__ = "receipt"
    __table_args__ = (
        ForeignKeyConstraint(["district", "thread"], ["thread.district", "thread.id"]),
        Index(None, "district", "thread"),
        NO_ROWID,
    )

    district: Mapped[DistrictId] = district_key()
    lookup: Mapped[bytes] = keyed(primary_key=True)
    thread: Mapped[ThreadId] = public("which thread the words open", Id)
    epoch: Mapped[int] = public("which of the thread's keys", Integer)
    sealed: Mapped[bytes] = sealed()
