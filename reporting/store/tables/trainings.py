"""Trainings that staff and partners share. What they are called rests sealed; when they are does not."""

from sqlalchemy.orm import Mapped

from reporting.model.ids import DistrictId, OrganizationId
from reporting.store.tables.base import NO_ROWID, Base
from reporting.store.tables.columns import Id, Second, district_key, public, sealed


class TrainingRow(Base):
    __tablename__ = "training"
    __table_args__ = (NO_ROWID,)

    district: Mapped[DistrictId] = district_key()
    id: Mapped[bytes] = public("random; names it on the page", Id, primary_key=True)
    starts: Mapped[int] = public("when it begins; of adults, and no student", Second)
    organization: Mapped[OrganizationId | None] = public("which partner gives it; empty for the district", Id)
    sealed: Mapped[bytes] = sealed()
