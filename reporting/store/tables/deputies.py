"""Who looks after the threads of somebody who is away."""

from sqlalchemy.orm import Mapped

from reporting.model.ids import DistrictId, MemberId
from reporting.store.tables.base import NO_ROWID, Base
from reporting.store.tables.columns import Flag, Id, Minute, district_key, public


class DeputyRow(Base):
    __tablename__ = "deputy"
    __table_args__ = (NO_ROWID,)

    district: Mapped[DistrictId] = district_key()
    absence: Mapped[bytes] = public("which absence; random", Id, primary_key=True)
    member: Mapped[MemberId] = public("who is away", Id)
    deputy: Mapped[MemberId] = public("whose list their threads stand in meanwhile", Id)
    starts_minute: Mapped[int] = public("from when on; a day's beginning, or the moment it was told", Minute)
    ends_minute: Mapped[int] = public("until when; a day's end", Minute)
    told: Mapped[bool] = public("whether the students were told", Flag)
