"""Threads that their students asked to delete: hidden at once, destroyed after three days."""

from sqlalchemy import ForeignKeyConstraint
from sqlalchemy.orm import Mapped

from reporting.model.ids import DistrictId, ThreadId
from reporting.store.tables.base import NO_ROWID, Base
from reporting.store.tables.columns import Id, Minute, district_key, public


class DeletionRow(Base):
    __tablename__ = "deletion"
    __table_args__ = (
        ForeignKeyConstraint(["district", "thread"], ["thread.district", "thread.id"]),
        NO_ROWID,
    )

    district: Mapped[DistrictId] = district_key()
    thread: Mapped[ThreadId] = public("which thread its student deleted", Id, primary_key=True)
    due_minute: Mapped[int] = public("from when on it may be destroyed; a whole hour", Minute)
