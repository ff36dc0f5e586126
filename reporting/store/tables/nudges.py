"""Which threads have a nudge; its number, words and hours lie sealed in a message of the thread."""

from sqlalchemy import ForeignKeyConstraint, Index, Integer
from sqlalchemy.orm import Mapped

from reporting.model.ids import DistrictId, MessageId, ThreadId
from reporting.store.tables.base import NO_ROWID, Base
from reporting.store.tables.columns import Id, district_key, keyed, public


class NudgeRow(Base):
    __tablename__ = "nudge"
    __table_args__ = (
        ForeignKeyConstraint(["district", "thread"], ["thread.district", "thread.id"]),
        Index(None, "district", "ends_day"),
        Index(None, "district", "tag"),
        NO_ROWID,
    )

    district: Mapped[DistrictId] = district_key()
    thread: Mapped[ThreadId] = public("which thread", Id, primary_key=True)
    message: Mapped[MessageId] = public("the message that holds number, words and hours, sealed", Id)
    tag: Mapped[bytes | None] = keyed(nullable=True)
    ends_day: Mapped[int] = public("days since 1970: it ends by itself", Integer)
    seq: Mapped[int] = public("the answer for which a nudge was made last", Integer)
