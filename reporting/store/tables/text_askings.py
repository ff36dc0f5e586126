"""What phones were asked by text. No row names a thread, a partner or a number."""

from sqlalchemy import Index, Integer
from sqlalchemy.orm import Mapped

from reporting.model.ids import DistrictId
from reporting.store.tables.base import NO_ROWID, Base
from reporting.store.tables.columns import Id, district_key, keyed, public, sealed


class TextAskingRow(Base):
    """`turn` rises with each answer, so that two at one moment are not both taken."""

    __tablename__ = "text_asking"
    __table_args__ = (
        Index(None, "district", "tag"),
        Index(None, "district", "ends_day"),
        NO_ROWID,
    )

    district: Mapped[DistrictId] = district_key()
    id: Mapped[bytes] = public("random; which question to a phone", Id, primary_key=True)
    tag: Mapped[bytes] = keyed()
    turn: Mapped[int] = public("how many answers were taken", Integer)
    ends_day: Mapped[int] = public("a Sunday, days since 1970: then the row goes", Integer)
    sealed: Mapped[bytes] = sealed()
