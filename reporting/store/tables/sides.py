"""Side threads of student and partner. No row here names a thread of the school, and only what is urgent has a time."""

from sqlalchemy import ForeignKeyConstraint, Index, Integer, LargeBinary
from sqlalchemy.orm import Mapped

from reporting.model.ids import DistrictId, PacketId, SideId
from reporting.store.tables.base import NO_ROWID, Base
from reporting.store.tables.columns import Flag, Id, Minute, district_key, keyed, public, sealed


class SideRow(Base):
    """`packet`: None until the referral is sent. A `last_week` is a Sunday, in days since 1970."""

    __tablename__ = "side"
    __table_args__ = (
        ForeignKeyConstraint(["district", "packet"], ["packet.district", "packet.id"]),
        Index(None, "district", "packet"),
        Index(None, "district", "alert_minute"),
        NO_ROWID,
    )

    district: Mapped[DistrictId] = district_key()
    id: Mapped[SideId] = public("random; which side thread", Id, primary_key=True)
    packet: Mapped[PacketId | None] = public("to which packet it belongs", Id, nullable=True)
    student: Mapped[bytes] = public("public keys of the student's side", LargeBinary(1248))
    student_mac: Mapped[bytes | None] = keyed(32, nullable=True)
    student_seed: Mapped[bytes] = sealed()
    partner: Mapped[bytes | None] = public(
        "public keys of the partner's side", LargeBinary(1248), nullable=True
    )
    partner_mac: Mapped[bytes | None] = keyed(32, nullable=True)
    turns: Mapped[int] = public("how often the partner came by a link that the school made", Integer)
    last_seq: Mapped[int] = public("how many messages there are", Integer)
    student_seen: Mapped[int] = public("up to which one the student has looked", Integer)
    partner_seen: Mapped[int] = public("up to which one the partner has looked", Integer)
    last_week: Mapped[int | None] = public("the end of the week of the last message", Integer, nullable=True)
    told: Mapped[bool] = public("whether the partner was written to since they last looked", Flag)
    alert_minute: Mapped[int | None] = public(
        "when an urgent one came that the partner has not taken yet", Minute, nullable=True
    )
    alerts: Mapped[int] = public("how often the partner was called for it", Integer)
    taken: Mapped[bool] = public("whether somebody at the partner said to have it", Flag)


class SideMessageRow(Base):
    """A message's number stands for its time, which is sealed."""

    __tablename__ = "side_message"
    __table_args__ = (
        ForeignKeyConstraint(["district", "side"], ["side.district", "side.id"]),
        Index(None, "district", "side", "id", unique=True),
        NO_ROWID,
    )

    district: Mapped[DistrictId] = district_key()
    side: Mapped[SideId] = public("in which side thread", Id, primary_key=True)
    seq: Mapped[int] = public("its number there", Integer, primary_key=True)
    id: Mapped[bytes] = public("random; the form that it was sent with", Id)
    party: Mapped[int] = public("1: the student, 2: the partner", Integer)
    core: Mapped[bytes] = sealed()
    recipients: Mapped[bytes] = sealed()
