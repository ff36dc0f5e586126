"""Deliveries already seen, for 48 hours: a carrier that delivers twice makes one message."""

from sqlalchemy import Index, Integer
from sqlalchemy.orm import Mapped

from reporting.model.ids import DistrictId
from reporting.store.tables.base import NO_ROWID, Base
from reporting.store.tables.columns import district_key, keyed, public


class WebhookSeenRow(Base):
    __tablename__ = "webhook_seen"
    __table_args__ = (Index(None, "district", "day"), NO_ROWID)

    district: Mapped[DistrictId] = district_key()
    sid_hash: Mapped[bytes] = keyed(primary_key=True)
    day: Mapped[int] = public("days since 1970: dropped after 48 hours", Integer)
