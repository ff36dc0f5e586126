"""Messages: sealed bodies in an order that only the store assigns."""

from sqlalchemy import ForeignKeyConstraint, Integer, SmallInteger, UniqueConstraint
from sqlalchemy.orm import Mapped

from reporting.model.ids import DistrictId, MessageId, ThreadId
from reporting.store.tables.base import Base
from reporting.store.tables.columns import Id, Minute, district_key, keyed, public, sealed


class MessageRow(Base):
    __tablename__ = "message"
    __table_args__ = (
        ForeignKeyConstraint(["district", "thread"], ["thread.district", "thread.id"]),
        UniqueConstraint("district", "id"),
    )

    district: Mapped[DistrictId] = district_key()
    thread: Mapped[ThreadId] = public("which thread it belongs to", Id, primary_key=True)
    seq: Mapped[int] = public("its place in the thread", Integer, primary_key=True)
    id: Mapped[MessageId] = public("random, or the hash of a carrier's id; a second delivery meets it", Id)
    kind: Mapped[int] = public(
        "web, text, reply, note, triage …; who may open it follows from it", SmallInteger
    )
    minute: Mapped[int] = public("rounded to the hour unless urgent", Minute)
    core: Mapped[bytes] = sealed()
    recipients: Mapped[bytes] = sealed()
    link: Mapped[bytes] = keyed(32)
