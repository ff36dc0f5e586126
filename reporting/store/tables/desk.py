"""What staff work with beside the threads: ready answers, and days on which a thread comes back."""

from sqlalchemy import ForeignKeyConstraint, Index
from sqlalchemy.orm import Mapped

from reporting.model.ids import DistrictId, MemberId, ThreadId
from reporting.model.reminder import ReminderKind
from reporting.store.tables.base import NO_ROWID, Base
from reporting.store.tables.columns import Id, Minute, district_key, one_of, public, sealed, word


class CannedReplyRow(Base):
    __tablename__ = "canned_reply"
    __table_args__ = (NO_ROWID,)

    district: Mapped[DistrictId] = district_key()
    id: Mapped[bytes] = public(
        "random, or the hash of a shipped answer's name; what it is sealed to", Id, primary_key=True
    )
    sealed: Mapped[bytes] = sealed()


class ReminderRow(Base):
    __tablename__ = "reminder"
    __table_args__ = (
        ForeignKeyConstraint(["district", "thread"], ["thread.district", "thread.id"]),
        Index(None, "district", "due_minute"),
        Index(None, "district", "thread"),
        one_of("kind", ReminderKind),
        NO_ROWID,
    )

    district: Mapped[DistrictId] = district_key()
    id: Mapped[bytes] = public("random; the sealed note that says what is to be done", Id, primary_key=True)
    thread: Mapped[ThreadId] = public("in which thread", Id)
    member: Mapped[MemberId] = public("who is reminded", Id)
    kind: Mapped[str] = word("a task, or the day after closing on which somebody asks again")
    due_minute: Mapped[int] = public("the start of its day; lists show it from then on", Minute)
