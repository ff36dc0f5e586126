"""What a school calls its places, and when it is open: printed in its own handbook and calendar."""

from sqlalchemy import ForeignKeyConstraint, Integer, String
from sqlalchemy.orm import Mapped

from reporting.model.ids import DistrictId, SchoolId
from reporting.store.tables.base import NO_ROWID, Base
from reporting.store.tables.columns import Id, district_key, named, public

_OF_A_SCHOOL = ("school.district", "school.id")


class SchoolPlaceRow(Base):
    __tablename__ = "school_place"
    __table_args__ = (ForeignKeyConstraint(["district", "school"], _OF_A_SCHOOL), NO_ROWID)

    district: Mapped[DistrictId] = district_key()
    school: Mapped[SchoolId] = public("which school has the place", Id, primary_key=True)
    position: Mapped[int] = public("its line in the list that staff wrote", Integer, primary_key=True)
    name: Mapped[str] = named("what everybody at the school calls a place")


class SchoolHoursRow(Base):
    __tablename__ = "school_hours"
    __table_args__ = (ForeignKeyConstraint(["district", "school"], _OF_A_SCHOOL), NO_ROWID)

    district: Mapped[DistrictId] = district_key()
    school: Mapped[SchoolId] = public("which school has these hours", Id, primary_key=True)
    weekday: Mapped[int] = public("Monday is 0; a day without a row has no school", Integer, primary_key=True)
    opens: Mapped[int] = public("minute of the day, printed in the school's handbook", Integer)
    closes: Mapped[int] = public("minute of the day, printed in the school's handbook", Integer)


class SchoolDayOffRow(Base):
    __tablename__ = "school_day_off"
    __table_args__ = (ForeignKeyConstraint(["district", "school"], _OF_A_SCHOOL), NO_ROWID)

    district: Mapped[DistrictId] = district_key()
    school: Mapped[SchoolId] = public("which school is closed", Id, primary_key=True)
    day: Mapped[str] = public("a date like 2026-12-24, printed in its calendar", String(10), primary_key=True)
