"""Which thread a phone's texts join. Both hashes need a key that is in RAM or sealed to a queue."""

from sqlalchemy import ForeignKeyConstraint, Index, Integer
from sqlalchemy.orm import Mapped

from reporting.model.ids import DistrictId, ThreadId
from reporting.store.tables.base import NO_ROWID, Base
from reporting.store.tables.columns import Id, district_key, keyed, public


class SmsTagRow(Base):
    __tablename__ = "sms_tag"
    __table_args__ = (
        ForeignKeyConstraint(["district", "thread"], ["thread.district", "thread.id"]),
        Index(None, "district", "thread"),
        NO_ROWID,
    )

    district: Mapped[DistrictId] = district_key()
    tag: Mapped[bytes] = keyed(primary_key=True)
    bind: Mapped[bytes] = keyed()
    thread: Mapped[ThreadId] = public("which thread; the binding hash proves it", Id)
    day: Mapped[int] = public("day of the last text, days since 1970: old tags are dropped", Integer)
