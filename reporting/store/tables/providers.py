"""Secrets of carriers and mail, sealed by the service key: they must work at 02:10 after a restart."""

from sqlalchemy.orm import Mapped

from reporting.model.ids import DistrictId
from reporting.store.tables.base import NO_ROWID, Base
from reporting.store.tables.columns import district_key, sealed, word


class ProviderRow(Base):
    __tablename__ = "provider"
    __table_args__ = (NO_ROWID,)

    district: Mapped[DistrictId] = district_key()
    name: Mapped[str] = word("which provider: twilio, hotline, texting", primary_key=True)
    sealed: Mapped[bytes] = sealed()
