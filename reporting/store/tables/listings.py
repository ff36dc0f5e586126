"""One row for each queue, or single member, that may see a thread: an inbox page is one walk in an index."""

from sqlalchemy import ForeignKeyConstraint, Index, SmallInteger, text
from sqlalchemy.orm import Mapped

from reporting.model.ids import DistrictId, MemberId, ThreadId
from reporting.model.thread import ThreadState
from reporting.store.tables.base import NO_ROWID, Base
from reporting.store.tables.columns import Id, Minute, district_key, one_of, public, word
from reporting.store.tables.threads import AWAITING

NEVER = 2**31 - 1  # a due minute for what was promised nothing: a list by due time ends with it


class ListingRow(Base):
    __tablename__ = "listing"
    __table_args__ = (
        ForeignKeyConstraint(["district", "thread"], ["thread.district", "thread.id"]),
        Index("ix_listing_page", "district", "holder", "state", "rank", "changed_minute", "thread"),
        Index("ix_listing_needs", "district", "holder", "awaiting", "state", "rank", "due_minute", "thread"),
        Index(None, "district", "thread"),
        one_of("state", ThreadState),
        one_of("awaiting", AWAITING),
        NO_ROWID,
    )

    district: Mapped[DistrictId] = district_key()
    holder: Mapped[bytes] = public("the queue or member that may know of the thread", Id, primary_key=True)
    thread: Mapped[ThreadId] = public("which thread", Id, primary_key=True)
    rank: Mapped[int] = public("the thread's severity as a number: 2 urgent, 1 soon, 0 routine", SmallInteger)
    state: Mapped[str] = word("the thread's state, repeated for the index")
    changed_minute: Mapped[int] = public("the thread's last change, repeated for the index", Minute)
    awaiting: Mapped[str] = word("whose turn it is, repeated for the index", server_default="staff")
    due_minute: Mapped[int] = public(
        "the promised answer, repeated for the index; the greatest number: none",
        Minute,
        server_default=text(str(NEVER)),
    )
    assignee: Mapped[MemberId | None] = public("who has taken the thread, repeated for lists", Id)
