"""First replies and steps that a district wrote itself; sealed, since numbers of its people stand in them."""

from sqlalchemy.orm import Mapped

from reporting.model.danger import Danger
from reporting.model.ids import DistrictId
from reporting.store.tables.base import NO_ROWID, Base
from reporting.store.tables.columns import Id, district_key, one_of, public, sealed, word

LANGUAGES = ("en", "es")


class GuidanceRow(Base):
    __tablename__ = "guidance"
    __table_args__ = (one_of("danger", Danger), one_of("lang", LANGUAGES), NO_ROWID)

    district: Mapped[DistrictId] = district_key()
    danger: Mapped[str] = word("for which kind of danger; of no one message", primary_key=True)
    lang: Mapped[str] = word("in which language it is written", primary_key=True)
    row: Mapped[bytes] = public("random; what it is sealed to", Id)
    sealed: Mapped[bytes] = sealed()
