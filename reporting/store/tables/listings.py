"""One row for each queue, or single member, that may see a thread: an inbox page is one walk in an index."""

from sqlalchemy import ForeignKeyConstraint, Index, SmallInteger
from sqlalchemy.orm import Mapped

from reporting.model.ids import DistrictId, ThreadId
from reporting.model.thread import ThreadState
from reporting.store.tables.base import NO_ROWID, Base
from reporting.store.tables.columns import Id, Minute, district_key, one_of, public, word


class ListingRow(Base):
    __tablename__ = "listing"
    __table_args__ = (
        ForeignKeyConstraint(["district", "thread"], ["thread.district", "thread.id"]),
        Index("ix_listing_page", "district", "holder", "state", "rank", "changed_minute", "thread"),
        Index(None, "district", "thread"),
        one_of("state", ThreadState),
        NO_ROWID,
    )

    district: Mapped[DistrictId] = district_key()
    holder: Mapped[bytes] = public("the queue or member that may know of the thread", Id, primary_key=True)
    thread: Mapped[ThreadId] = public("which thread", Id, primary_key=True)
    rank: Mapped[int] = public("the thread's severity as a number: 2 urgent, 1 soon, 0 routine", SmallInteger)
    state: Mapped[str] = word("the thread's state, repeated for the index")
    changed_minute: Mapped[int] = public("the thread's last change, repeated for the index", Minute)
