"""Pilots: what was expected of them, in every version, and what they cost. Of no student and of no message."""

from sqlalchemy import ForeignKeyConstraint, Integer
from sqlalchemy.orm import Mapped

from reporting.model.ids import DistrictId
from reporting.store.tables.base import NO_ROWID, Base
from reporting.store.tables.columns import Flag, Id, Minute, district_key, named, public, word, written


class PilotRow(Base):
    __tablename__ = "pilot"
    __table_args__ = (NO_ROWID,)

    district: Mapped[DistrictId] = district_key()
    id: Mapped[bytes] = public("random; which pilot", Id, primary_key=True)
    begun_minute: Mapped[int | None] = public("from when on its plan is frozen; empty before", Minute)
    ended_minute: Mapped[int | None] = public("when it ended; empty until then", Minute)


class PilotVersionRow(Base):
    """A plan as it was expected. From the start on to which is only added."""

    __tablename__ = "pilot_version"
    __table_args__ = (ForeignKeyConstraint(["district", "pilot"], ["pilot.district", "pilot.id"]), NO_ROWID)

    district: Mapped[DistrictId] = district_key()
    pilot: Mapped[bytes] = public("which pilot", Id, primary_key=True)
    version: Mapped[int] = public("1 is what was expected before the start", Integer, primary_key=True)
    minute: Mapped[int] = public("when it was written", Minute)
    why: Mapped[str] = named("why the plan was changed, as a registrar put it; of no student")
    name: Mapped[str] = named("what the district calls it; of no student")
    places: Mapped[str] = written("JSON list of schools and grade bands; printed in its result")
    topics: Mapped[str] = written("JSON list of topics; printed in its result")
    feature: Mapped[str] = word("what is offered at these places; empty for none")
    measure: Mapped[str] = word("which published share is compared")
    year: Mapped[int] = public("the school year that is judged", Integer)
    baseline: Mapped[int] = public("percent before", Integer)
    target: Mapped[int] = public("percent wished for", Integer)
    go: Mapped[int] = public("percent from where on it is a yes", Integer)
    stop: Mapped[int] = public("percent from where on it is a no", Integer)


class PilotCostRow(Base):
    __tablename__ = "pilot_cost"
    __table_args__ = (ForeignKeyConstraint(["district", "pilot"], ["pilot.district", "pilot.id"]), NO_ROWID)

    district: Mapped[DistrictId] = district_key()
    pilot: Mapped[bytes] = public("which pilot", Id, primary_key=True)
    seq: Mapped[int] = public("which entry", Integer, primary_key=True)
    day: Mapped[int] = public("unix day on which it was entered", Integer)
    what: Mapped[str] = named("what was paid for, as a registrar put it; of no student")
    dollars: Mapped[int] = public("whole dollars", Integer)
    hours: Mapped[int] = public("whole hours", Integer)
    rate: Mapped[int] = public("dollars an hour", Integer)


class PilotFeatureRow(Base):
    __tablename__ = "pilot_feature"
    __table_args__ = (NO_ROWID,)

    district: Mapped[DistrictId] = district_key()
    feature: Mapped[str] = word("what may be offered", primary_key=True)
    only: Mapped[bool] = public("offered where a pilot runs, and nowhere else", Flag)
