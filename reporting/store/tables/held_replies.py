"""Answers by text that wait: for the morning, for the student to write back, or for their author's second look."""

from sqlalchemy import ForeignKeyConstraint, Index
from sqlalchemy.orm import Mapped

from reporting.model.held import Held, Holding
from reporting.model.ids import DistrictId, MemberId, ThreadId
from reporting.store.tables.base import NO_ROWID, Base
from reporting.store.tables.columns import (
    Flag,
    Id,
    Minute,
    Second,
    district_key,
    one_of,
    public,
    sealed,
    word,
)


class HeldReplyRow(Base):
    __tablename__ = "held_reply"
    __table_args__ = (
        ForeignKeyConstraint(["district", "thread"], ["thread.district", "thread.id"]),
        one_of("state", Held),
        one_of("why", Holding),
        Index(None, "district", "due_at"),
        Index(None, "district", "thread"),
        NO_ROWID,
    )

    district: Mapped[DistrictId] = district_key()
    id: Mapped[bytes] = public("random; its message gets it once it is sent", Id, primary_key=True)
    thread: Mapped[ThreadId] = public("which thread it belongs to", Id)
    member: Mapped[MemberId] = public("who wrote it", Id)
    opener: Mapped[bool] = public("whether it is the neutral question that goes first", Flag)
    state: Mapped[str] = word("what it waits for")
    why: Mapped[str] = word("why it lies with its author again")
    minute: Mapped[int] = public("when staff wrote it", Minute)
    due_at: Mapped[int | None] = public("the morning on which it leaves", Second, nullable=True)
    core: Mapped[bytes] = sealed()
    recipients: Mapped[bytes] = sealed()
    phone: Mapped[bytes | None] = sealed(nullable=True)
