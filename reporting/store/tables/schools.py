"""The district as it is printed on its own web site: schools, teams, queues. Names are public."""

from sqlalchemy import ForeignKeyConstraint, Integer, String
from sqlalchemy.orm import Mapped

from reporting.model.ids import DistrictId, QueueId, SchoolId, TeamId
from reporting.model.queue import QueueKind
from reporting.store.tables.base import NO_ROWID, Base
from reporting.store.tables.columns import Flag, Id, district_key, named, one_of, public, word


class DistrictRow(Base):
    __tablename__ = "district"
    __table_args__ = (NO_ROWID,)

    district: Mapped[DistrictId] = district_key()
    name: Mapped[str] = named("printed on the public page")
    zone: Mapped[str] = public("IANA name; where the district lies", String(64))
    lang: Mapped[str] = public("the language of its public page", String(8))
    opened: Mapped[bool] = public("whether tips are taken; the public page says so", Flag, default=False)
    line_name: Mapped[str] = named("the name of the line, printed on the public page")
    reviewed: Mapped[bool] = public("whether the district has read its own texts", Flag, default=False)


class SchoolRow(Base):
    __tablename__ = "school"
    __table_args__ = (ForeignKeyConstraint(["district"], ["district.district"]), NO_ROWID)

    district: Mapped[DistrictId] = district_key()
    id: Mapped[SchoolId] = public("random; a value of the public form", Id, primary_key=True)
    name: Mapped[str] = named("printed in the public form")
    position: Mapped[int] = public("its place in the list of the public form", Integer)
    active: Mapped[bool] = public("whether the public form offers it", Flag, default=True)


class TeamRow(Base):
    __tablename__ = "team"
    __table_args__ = (ForeignKeyConstraint(["district"], ["district.district"]), NO_ROWID)

    district: Mapped[DistrictId] = district_key()
    id: Mapped[TeamId] = public("random", Id, primary_key=True)
    name: Mapped[str] = named("staff know the teams of their district")
    position: Mapped[int] = public("its place in lists", Integer)


class QueueRow(Base):
    """Names and places only. Keys and members of a queue come from the signed roster, never from here."""

    __tablename__ = "queue"
    __table_args__ = (
        ForeignKeyConstraint(["district"], ["district.district"]),
        ForeignKeyConstraint(["district", "school"], ["school.district", "school.id"]),
        ForeignKeyConstraint(["district", "team"], ["team.district", "team.id"]),
        one_of("kind", QueueKind),
        NO_ROWID,
    )

    district: Mapped[DistrictId] = district_key()
    id: Mapped[QueueId] = public("random; named in the signed roster", Id, primary_key=True)
    name: Mapped[str] = named("staff know the queues of their district")
    kind: Mapped[str] = word("counselor, crisis, district or designee; stands in the roster as well")
    school: Mapped[SchoolId | None] = public("whose school the queue is, if one school's", Id)
    team: Mapped[TeamId | None] = public("which team is paged for it", Id)
    position: Mapped[int] = public("its place in lists", Integer)
