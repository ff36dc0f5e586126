"""Break-glass: halves of queues' seeds for pairs of people, requests of one of them, and what was opened for a time."""

from sqlalchemy import ForeignKeyConstraint, Integer
from sqlalchemy.orm import Mapped

from reporting.model.ids import DistrictId, MemberId, QueueId, ThreadId
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

STATES = ("asked", "opened", "over")


class GlassHalfRow(Base):
    """One half of a queue's seed, for one of a pair. With one half nothing opens."""

    __tablename__ = "glass_half"
    __table_args__ = (NO_ROWID,)

    district: Mapped[DistrictId] = district_key()
    queue: Mapped[QueueId] = public("whose seed it is half of", Id, primary_key=True)
    epoch: Mapped[int] = public("which of the queue's keys", Integer, primary_key=True)
    holder: Mapped[MemberId] = public("who can open this half", Id, primary_key=True)
    other: Mapped[MemberId] = public("who holds the other half", Id, primary_key=True)
    kid: Mapped[bytes] = public("which of the holder's keys opens it", Id)
    other_kid: Mapped[bytes] = public("the other one's key of that time", Id)
    sealed: Mapped[bytes] = sealed()


class GlassRequestRow(Base):
    __tablename__ = "glass_request"
    __table_args__ = (one_of("state", STATES), NO_ROWID)

    district: Mapped[DistrictId] = district_key()
    id: Mapped[bytes] = public("random", Id, primary_key=True)
    queue: Mapped[QueueId] = public("what would be opened", Id)
    epoch: Mapped[int] = public("which of the queue's keys", Integer)
    asker: Mapped[MemberId] = public("who asked first", Id)
    partner: Mapped[MemberId | None] = public("who opened it with them", Id)
    expires: Mapped[int] = public("until when the second person may agree, unix seconds", Second)
    hours: Mapped[int] = public("for how long it would be open", Integer)
    ends_minute: Mapped[int | None] = public("when it ends by itself", Minute)
    told: Mapped[bool] = public("whether the queue and the registrars were written to", Flag)
    state: Mapped[str] = word("asked, opened or over")


class GlassOfferRow(Base):
    """The asker's half and reason, sealed to one who may agree. Gone once it is decided or too old."""

    __tablename__ = "glass_offer"
    __table_args__ = (
        ForeignKeyConstraint(["district", "request"], ["glass_request.district", "glass_request.id"]),
        NO_ROWID,
    )

    district: Mapped[DistrictId] = district_key()
    request: Mapped[bytes] = public("which request", Id, primary_key=True)
    partner: Mapped[MemberId] = public("who may agree", Id, primary_key=True)
    sealed: Mapped[bytes] = sealed()


class GlassGrantRow(Base):
    __tablename__ = "glass_grant"
    __table_args__ = (
        ForeignKeyConstraint(["district", "thread"], ["thread.district", "thread.id"]),
        ForeignKeyConstraint(["district", "request"], ["glass_request.district", "glass_request.id"]),
        NO_ROWID,
    )

    district: Mapped[DistrictId] = district_key()
    request: Mapped[bytes] = public("by which request it was opened", Id, primary_key=True)
    thread: Mapped[ThreadId] = public("which thread", Id, primary_key=True)
    member: Mapped[MemberId] = public("for whom, until it ends", Id, primary_key=True)
