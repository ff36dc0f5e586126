"""Referrals at partners: one sealed packet each, and the links that open it. No row here names a thread."""

from sqlalchemy import ForeignKeyConstraint, Index, Integer
from sqlalchemy.orm import Mapped

from reporting.model.ids import DistrictId, OrganizationId, PacketId, ServiceId
from reporting.model.referral import Decline, ReferralState
from reporting.store.tables.base import NO_ROWID, Base
from reporting.store.tables.columns import Flag, Id, Minute, district_key, keyed, one_of, public, sealed, word


class PacketRow(Base):
    """Days since 1970, never a minute: a thread changed in the same minute would be the student's."""

    __tablename__ = "packet"
    __table_args__ = (
        ForeignKeyConstraint(
            ["district", "organization"], ["help_organization.district", "help_organization.id"]
        ),
        one_of("state", ReferralState),
        one_of("declined", Decline),
        NO_ROWID,
    )

    district: Mapped[DistrictId] = district_key()
    id: Mapped[PacketId] = public("random; which referral", Id, primary_key=True)
    organization: Mapped[OrganizationId] = public("to whom it went", Id)
    service: Mapped[ServiceId] = public("for which of their services", Id)
    state: Mapped[ReferralState] = word("how far it is, as the partner says")
    declined: Mapped[Decline | None] = word("why the partner cannot take it", nullable=True)
    opened: Mapped[bool] = public("whether the partner ever opened it", Flag)
    month: Mapped[int] = public("the month it was sent in, counted from the year 0", Integer)
    nudge_day: Mapped[int | None] = public(
        "when the partner is reminded next, moved by chance", Integer, nullable=True
    )
    nudges: Mapped[int] = public("how often the partner was reminded", Integer)
    until_day: Mapped[int] = public("until when it can be read", Integer)
    core: Mapped[bytes] = sealed()
    recipients: Mapped[bytes] = sealed()
    answer: Mapped[bytes | None] = sealed(nullable=True)


class PacketLinkRow(Base):
    __tablename__ = "packet_link"
    __table_args__ = (
        ForeignKeyConstraint(["district", "packet"], ["packet.district", "packet.id"]),
        Index(None, "district", "packet"),
        NO_ROWID,
    )

    district: Mapped[DistrictId] = district_key()
    id: Mapped[bytes] = keyed(primary_key=True)
    packet: Mapped[PacketId] = public("which packet it opens", Id)
    kid: Mapped[bytes] = keyed()
    tries: Mapped[int] = public("how many PINs were tried since it last opened", Integer)
    expires_minute: Mapped[int] = public("a midnight; after it a new link has to be sent", Minute)
    side: Mapped[bytes | None] = sealed(nullable=True)
    sealed: Mapped[bytes] = sealed()


class PacketCountRow(Base):
    """Goes with what is in the packet."""

    __tablename__ = "packet_count"
    __table_args__ = (
        ForeignKeyConstraint(["district", "packet"], ["packet.district", "packet.id"]),
        NO_ROWID,
    )

    district: Mapped[DistrictId] = district_key()
    packet: Mapped[PacketId] = public("which packet", Id, primary_key=True)
    reached: Mapped[int] = public(
        "which of the partner's words were counted already, a bit each: what its state was before", Integer
    )
    tag: Mapped[bytes] = sealed()
