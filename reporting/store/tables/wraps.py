"""A thread's root, wrapped to each queue or member that may open the thread."""

from sqlalchemy import ForeignKeyConstraint, Integer
from sqlalchemy.orm import Mapped

from reporting.model.ids import DistrictId, ThreadId
from reporting.store.tables.base import Base
from reporting.store.tables.columns import Id, district_key, one_of, public, sealed, word

TARGETS = ("queue", "member")


class ThreadWrapRow(Base):
    __tablename__ = "thread_wrap"
    __table_args__ = (
        ForeignKeyConstraint(["district", "thread"], ["thread.district", "thread.id"]),
        one_of("target_kind", TARGETS),
    )

    district: Mapped[DistrictId] = district_key()
    thread: Mapped[ThreadId] = public("which thread", Id, primary_key=True)
    epoch: Mapped[int] = public("which of the thread's keys", Integer, primary_key=True)
    kid: Mapped[bytes] = public("which public key it is wrapped to", Id, primary_key=True)
    target_kind: Mapped[str] = word("whether a queue or one member can open it")
    target: Mapped[bytes] = public("the queue or member that can open it", Id)
    sealed: Mapped[bytes] = sealed()
