"""Hours in a school at which a helper is taken. A row knows place and time, and nobody: no thread, no packet, no name."""

from sqlalchemy.orm import Mapped

from reporting.model.ids import DistrictId, PlaceId
from reporting.store.tables.base import NO_ROWID, Base
from reporting.store.tables.columns import Id, Second, district_key, public


class BookedHourRow(Base):
    __tablename__ = "booked_hour"
    __table_args__ = (NO_ROWID,)

    district: Mapped[DistrictId] = district_key()
    place: Mapped[PlaceId] = public("which of the directory's days in a school", Id, primary_key=True)
    starts: Mapped[int] = public(
        "when the hour begins; with the place it can be taken once", Second, primary_key=True
    )
    id: Mapped[bytes] = public(
        "random; whoever holds it may give the hour back: it lies sealed in a thread", Id
    )
