"""Signed-in staff. The row opens only with the cookie and a key that lives in RAM."""

from sqlalchemy import Index
from sqlalchemy.orm import Mapped

from reporting.model.ids import DistrictId, MemberId
from reporting.store.tables.base import NO_ROWID, Base
from reporting.store.tables.columns import Id, Second, district_key, keyed, one_of, public, sealed, word

STAGES = ("pending", "full", "locked")


class SessionRow(Base):
    __tablename__ = "session"
    __table_args__ = (
        Index(None, "district", "member"),
        Index(None, "district", "seen"),
        one_of("stage", STAGES),
        NO_ROWID,
    )

    district: Mapped[DistrictId] = district_key()
    id: Mapped[bytes] = keyed(32, primary_key=True)
    member: Mapped[MemberId] = public("who is signed in, so that leaving ends it at once", Id)
    sealed: Mapped[bytes] = sealed()
    created: Mapped[int] = public("unix seconds; a session ends after ten hours", Second)
    seen: Mapped[int] = public("unix seconds; a session that nobody uses is locked", Second)
    stage: Mapped[str] = word("whether the second step is still owed, or the keys are locked away")
    stepped_up: Mapped[int | None] = public("unix seconds of the last repeated password", Second)
