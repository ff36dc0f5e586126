"""Keys that the district's other systems read published things with. They open nothing that a person wrote."""

from sqlalchemy import Integer
from sqlalchemy.orm import Mapped

from reporting.model.ids import DistrictId
from reporting.store.tables.base import NO_ROWID, Base
from reporting.store.tables.columns import Id, district_key, keyed, named, public, word


class ExportTokenRow(Base):
    __tablename__ = "export_token"
    __table_args__ = (NO_ROWID,)

    district: Mapped[DistrictId] = district_key()
    id: Mapped[bytes] = public("random; names it on the page", Id, primary_key=True)
    hash: Mapped[bytes] = keyed(32)
    name: Mapped[str] = named("which system uses it, as staff call it; of no student")
    scopes: Mapped[str] = word("what it may read, words from a fixed list")
    made_day: Mapped[int] = public("unix day on which it was made", Integer)
    until_day: Mapped[int] = public("unix day after which it opens nothing", Integer)
    used_day: Mapped[int | None] = public("unix day of its last use, so that an idle one is seen", Integer)
    ended: Mapped[int | None] = public("unix day on which staff ended it; empty while it holds", Integer)
