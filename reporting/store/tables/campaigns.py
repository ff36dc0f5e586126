"""Posters and cards that lead to the start page, and how many came by them, by week."""

from sqlalchemy import Integer
from sqlalchemy.orm import Mapped

from reporting.model.ids import DistrictId, SchoolId
from reporting.store.tables.base import NO_ROWID, Base
from reporting.store.tables.columns import Flag, Id, district_key, named, one_of, public, word

LANGUAGES = ("en", "es")


class CampaignRow(Base):
    __tablename__ = "campaign"
    __table_args__ = (one_of("lang", LANGUAGES), NO_ROWID)

    district: Mapped[DistrictId] = district_key()
    code: Mapped[str] = word("stands on the paper that hangs on walls", primary_key=True)
    name: Mapped[str] = named("what staff call it; of no student")
    school: Mapped[SchoolId | None] = public("for which school it was printed", Id, nullable=True)
    lang: Mapped[str] = word("in which language it is printed")
    begun_day: Mapped[int] = public("unix day on which it was made", Integer)
    ended: Mapped[bool] = public("visits are counted no more", Flag)


class CampaignTallyRow(Base):
    __tablename__ = "campaign_tally"
    __table_args__ = (NO_ROWID,)

    district: Mapped[DistrictId] = district_key()
    code: Mapped[str] = word("which campaign", primary_key=True)
    week: Mapped[int] = public("unix day of its Monday", Integer, primary_key=True)
    n: Mapped[int] = public(
        "how often the start page was opened by it; written five and more together", Integer
    )
