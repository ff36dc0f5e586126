"""How many, by month, school and category: gathered in RAM, written hourly, tied to no thread."""

from sqlalchemy import Integer
from sqlalchemy.orm import Mapped

from reporting.model.ids import DistrictId, SchoolId
from reporting.store.tables.base import NO_ROWID, Base
from reporting.store.tables.columns import Id, district_key, public, word

NO_SCHOOL = SchoolId(bytes(16))  # a key has no empty part


class TallyRow(Base):
    __tablename__ = "tally"
    __table_args__ = (NO_ROWID,)

    district: Mapped[DistrictId] = district_key()
    month: Mapped[int] = public("year and month, e.g. 202611", Integer, primary_key=True)
    school: Mapped[SchoolId] = public("which school; sixteen zero bytes for none", Id, primary_key=True)
    category: Mapped[str] = word(
        "a word of the rule book; a count over a month, of no one tip", primary_key=True
    )
    n: Mapped[int] = public("how many in that month", Integer)
