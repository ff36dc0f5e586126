"""Words that staff had not sent when their session was locked. Only the writer's own key opens them."""

from sqlalchemy.orm import Mapped

from reporting.model.ids import DistrictId, MemberId
from reporting.store.tables.base import NO_ROWID, Base
from reporting.store.tables.columns import Id, Minute, district_key, keyed, public, sealed


class KeptDraftRow(Base):
    __tablename__ = "kept_draft"
    __table_args__ = (NO_ROWID,)

    district: Mapped[DistrictId] = district_key()
    member: Mapped[MemberId] = public("who wrote it, and alone opens it", Id, primary_key=True)
    place: Mapped[bytes] = keyed(16, primary_key=True)
    minute: Mapped[int] = public("when it was kept, so that it goes after a day", Minute)
    sealed: Mapped[bytes] = sealed()
