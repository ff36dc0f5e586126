"""How far each side has read a thread: numbers of messages, and no time."""

from sqlalchemy import ForeignKeyConstraint, Integer, text
from sqlalchemy.orm import Mapped

from reporting.model.ids import DistrictId, MemberId, ThreadId
from reporting.store.tables.base import NO_ROWID, Base
from reporting.store.tables.columns import Id, district_key, public


class ThreadReadRow(Base):
    __tablename__ = "thread_read"
    __table_args__ = (
        ForeignKeyConstraint(["district", "thread"], ["thread.district", "thread.id"]),
        NO_ROWID,
    )

    district: Mapped[DistrictId] = district_key()
    member: Mapped[MemberId] = public("who has read", Id, primary_key=True)
    thread: Mapped[ThreadId] = public("which thread", Id, primary_key=True)
    seq: Mapped[int] = public("up to which message; what came later is unread by this person", Integer)


class ThreadAnswersRow(Base):
    __tablename__ = "thread_answers"
    __table_args__ = (
        ForeignKeyConstraint(["district", "thread"], ["thread.district", "thread.id"]),
        NO_ROWID,
    )

    district: Mapped[DistrictId] = district_key()
    thread: Mapped[ThreadId] = public("which thread", Id, primary_key=True)
    answered_seq: Mapped[int] = public("which message is the last answer of staff", Integer)
    fetched_seq: Mapped[int] = public(
        "up to which message the student has come back for; staff see what was not fetched",
        Integer,
        server_default=text("0"),
    )
