"""How many came back and how it went, by week: gathered in RAM, written hourly, tied to no thread."""

from sqlalchemy import Integer
from sqlalchemy.orm import Mapped

from reporting.model.ids import DistrictId
from reporting.store.tables.base import NO_ROWID, Base
from reporting.store.tables.columns import district_key, one_of, public, word

EVENTS = ("told", "returned", "helped", "some", "not")


class ReturnTallyRow(Base):
    __tablename__ = "return_tally"
    __table_args__ = (one_of("event", EVENTS), NO_ROWID)

    district: Mapped[DistrictId] = district_key()
    week: Mapped[int] = public("unix day of its Monday", Integer, primary_key=True)
    event: Mapped[str] = word(
        "wrote by web, came back, or how it went; written five and more together, of no one message",
        primary_key=True,
    )
    n: Mapped[int] = public("how many in that week", Integer)
