"""Threads that go on by web from texts: what is to be brought over by the next person who can open both."""

from sqlalchemy import ForeignKeyConstraint, Index, Integer
from sqlalchemy.orm import Mapped

from reporting.model.ids import DistrictId, ThreadId
from reporting.store.tables.base import NO_ROWID, Base
from reporting.store.tables.columns import Id, district_key, public


class BridgeRow(Base):
    __tablename__ = "bridge"
    __table_args__ = (
        ForeignKeyConstraint(["district", "thread"], ["thread.district", "thread.id"]),
        ForeignKeyConstraint(["district", "continues"], ["thread.district", "thread.id"]),
        Index(None, "district", "continues"),
        NO_ROWID,
    )

    district: Mapped[DistrictId] = district_key()
    thread: Mapped[ThreadId] = public("the thread by web", Id, primary_key=True)
    continues: Mapped[ThreadId] = public("the thread whose texts are brought over", Id, primary_key=True)
    seq: Mapped[int] = public("up to which message of it that is done", Integer)
