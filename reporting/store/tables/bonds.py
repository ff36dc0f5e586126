"""That a student's yes to a guardian's thread stands. The row names no thread, and no thread's row names it."""

from sqlalchemy import Integer
from sqlalchemy.orm import Mapped

from reporting.model.ids import DistrictId
from reporting.store.tables.base import NO_ROWID, Base
from reporting.store.tables.columns import district_key, keyed, public, sealed


class BondRow(Base):
    """`sealed`: what the link opens, under the token of its address; empty once the link's time is over."""

    __tablename__ = "bond"
    __table_args__ = (NO_ROWID,)

    district: Mapped[DistrictId] = district_key()
    id: Mapped[bytes] = keyed(primary_key=True)
    until_day: Mapped[int] = public("the last day on which the link can be used", Integer)
    sealed: Mapped[bytes | None] = sealed(nullable=True)
