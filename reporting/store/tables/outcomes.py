"""Sums of attendance and discipline from the district's own system: none of fewer than ten, and of nobody."""

from sqlalchemy import Integer, String
from sqlalchemy.orm import Mapped

from reporting.model.ids import DistrictId
from reporting.store.tables.base import NO_ROWID, Base
from reporting.store.tables.columns import district_key, public, word

PLACE_LENGTH = 40  # "school:" and 32 hex letters


class OutcomeSumRow(Base):
    """Nothing here is ever changed: a corrected sum would say by how much it was wrong."""

    __tablename__ = "outcome_sum"
    __table_args__ = (NO_ROWID,)

    district: Mapped[DistrictId] = district_key()
    year: Mapped[int] = public("the school year", Integer, primary_key=True)
    place: Mapped[str] = public(
        "the district, a grade band or a school's id", String(PLACE_LENGTH), primary_key=True
    )
    outcome: Mapped[str] = word("what is counted, such as suspended; a sum of at least ten", primary_key=True)
    students: Mapped[int] = public("how many students there are at that place; at least ten", Integer)
    n: Mapped[int] = public("of how many of them it is so: at least ten, and of ten it is not", Integer)
