"""Counts of a month, and the figures that were made of them: each decided once, and the same for everybody."""

from sqlalchemy import ForeignKeyConstraint, Integer, String
from sqlalchemy.orm import Mapped

from reporting.model.ids import DistrictId, SchoolId
from reporting.model.measure import Band, Event, Step
from reporting.store.tables.base import NO_ROWID, Base
from reporting.store.tables.columns import Id, Minute, district_key, one_of, public, word

PLACE_LENGTH = 40  # "school:" and 32 hex letters


class SchoolBandRow(Base):
    __tablename__ = "school_band"
    __table_args__ = (
        ForeignKeyConstraint(["district", "school"], ["school.district", "school.id"]),
        one_of("band", Band),
        NO_ROWID,
    )

    district: Mapped[DistrictId] = district_key()
    school: Mapped[SchoolId] = public("which school", Id, primary_key=True)
    band: Mapped[str] = word("elementary, middle or high; printed in its name as a rule")


class MeasureTallyRow(Base):
    __tablename__ = "measure_tally"
    __table_args__ = (one_of("event", Event), NO_ROWID)

    district: Mapped[DistrictId] = district_key()
    month: Mapped[int] = public("year and month, e.g. 202611", Integer, primary_key=True)
    school: Mapped[SchoolId] = public("which school; sixteen zero bytes for none", Id, primary_key=True)
    event: Mapped[str] = word(
        "came, was opened, answered, fetched, paged, taken; a count over a month, of no one message",
        primary_key=True,
    )
    n: Mapped[int] = public("how many in that month", Integer)


class ReferralTallyRow(Base):
    __tablename__ = "referral_tally"
    __table_args__ = (one_of("step", Step), NO_ROWID)

    district: Mapped[DistrictId] = district_key()
    month: Mapped[int] = public("year and month, e.g. 202611", Integer, primary_key=True)
    school: Mapped[SchoolId] = public("which school; sixteen zero bytes for none", Id, primary_key=True)
    category: Mapped[str] = word(
        "a word of the rule book, empty where none is known; a count over a month, of no one referral",
        primary_key=True,
    )
    step: Mapped[str] = word(
        "proposed, sent, accepted, seen and so on; a count over a month, of no one referral",
        primary_key=True,
    )
    n: Mapped[int] = public("how many in that month", Integer)


class MeasureDayRow(Base):
    __tablename__ = "measure_day"
    __table_args__ = (NO_ROWID,)

    district: Mapped[DistrictId] = district_key()
    day: Mapped[int] = public(
        "unix day up to which messages were counted, so that none counts twice", Integer
    )


class ReleaseRow(Base):
    __tablename__ = "report_period"
    __table_args__ = (NO_ROWID,)

    district: Mapped[DistrictId] = district_key()
    period: Mapped[int] = public("a month, 202611, or a school year, 2026", Integer, primary_key=True)
    closed_minute: Mapped[int] = public("from when on nothing more is counted into it", Minute)
    decided_minute: Mapped[int | None] = public("when its figures were decided; empty until then", Minute)


class ReleasedPlaceRow(Base):
    __tablename__ = "released_place"
    __table_args__ = (NO_ROWID,)

    district: Mapped[DistrictId] = district_key()
    year: Mapped[int] = public("the school year", Integer, primary_key=True)
    place: Mapped[str] = public(
        "a school's id as the figures of that year name it", String(PLACE_LENGTH), primary_key=True
    )
    band: Mapped[str] = word("the grade band that its figures were summed under; empty for none")


class ReleasedFigureRow(Base):
    """What was published, and what was withheld. Nothing here is ever changed."""

    __tablename__ = "released_figure"
    __table_args__ = (NO_ROWID,)

    district: Mapped[DistrictId] = district_key()
    period: Mapped[int] = public("a month, 202611, or a school year, 2026", Integer, primary_key=True)
    place: Mapped[str] = public(
        "the district, a grade band or a school's id", String(PLACE_LENGTH), primary_key=True
    )
    figure: Mapped[str] = word("a topic, all, or a share; published for everybody", primary_key=True)
    low: Mapped[int | None] = public(
        "a count of ten and more, or a share's lower end; empty: withheld", Integer
    )
    high: Mapped[int | None] = public("the same count, or the share's upper end; empty: withheld", Integer)
