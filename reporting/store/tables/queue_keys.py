"""Keys wrapped to the people who may use them: queue seeds, the root, the key of phone tags."""

from sqlalchemy import Index, Integer
from sqlalchemy.orm import Mapped

from reporting.model.ids import DistrictId, MemberId, QueueId
from reporting.store.tables.base import NO_ROWID, Base
from reporting.store.tables.columns import Id, district_key, public, sealed, word


class QueueWrapRow(Base):
    __tablename__ = "queue_wrap"
    __table_args__ = (Index(None, "district", "member"), NO_ROWID)

    district: Mapped[DistrictId] = district_key()
    queue: Mapped[QueueId] = public("whose seed it is", Id, primary_key=True)
    epoch: Mapped[int] = public("which of the queue's keys", Integer, primary_key=True)
    member: Mapped[MemberId] = public("who can open it; stands in the roster as well", Id, primary_key=True)
    kid: Mapped[bytes] = public("which of the member's keys opens it", Id, primary_key=True)
    sealed: Mapped[bytes] = sealed()


class RootWrapRow(Base):
    __tablename__ = "root_wrap"
    __table_args__ = (NO_ROWID,)

    district: Mapped[DistrictId] = district_key()
    member: Mapped[MemberId] = public("who holds the root until the paper ceremony", Id, primary_key=True)
    kid: Mapped[bytes] = public("which of the member's keys opens it", Id, primary_key=True)
    sealed: Mapped[bytes] = sealed()


class RamSealRow(Base):
    """A key that lives in RAM, at rest only sealed to each queue: after a restart an unlocked session loads it."""

    __tablename__ = "ram_seal"
    __table_args__ = (NO_ROWID,)

    district: Mapped[DistrictId] = district_key()
    name: Mapped[str] = word("which key: sms-tag", primary_key=True)
    queue: Mapped[QueueId] = public("whose members can open it", Id, primary_key=True)
    epoch: Mapped[int] = public("which of the queue's keys", Integer, primary_key=True)
    kid: Mapped[bytes] = public("the queue's public key, shortened", Id, primary_key=True)
    sealed: Mapped[bytes] = sealed()
