"""People of partner organizations who sign in, and the queue that their packets are sealed to. No row names a thread."""

from sqlalchemy import BigInteger, ForeignKeyConstraint, Index, Integer, LargeBinary, String
from sqlalchemy.orm import Mapped

from reporting.model.errand import ErrandKind
from reporting.model.ids import DistrictId, MemberId, OrganizationId, PacketId, PartnerPersonId
from reporting.store.tables.base import NO_ROWID, Base
from reporting.store.tables.columns import (
    Id,
    Minute,
    Second,
    XWingKey,
    district_key,
    keyed,
    public,
    sealed,
)

_OF_ORGANIZATION = (["district", "organization"], ["help_organization.district", "help_organization.id"])


class PartnerPersonRow(Base):
    """Without `bundle`: invited, and not come yet."""

    __tablename__ = "partner_person"
    __table_args__ = (
        ForeignKeyConstraint(*_OF_ORGANIZATION),
        Index(None, "district", "organization"),
        Index(None, "district", "email_hash", unique=True),
        Index(None, "district", "invite"),
        NO_ROWID,
    )

    district: Mapped[DistrictId] = district_key()
    id: Mapped[PartnerPersonId] = public("random; a person of a partner", Id, primary_key=True)
    organization: Mapped[OrganizationId] = public("where the person works", Id)
    name: Mapped[bytes] = sealed()
    email: Mapped[bytes] = sealed()
    email_hash: Mapped[bytes] = keyed(32)
    lang: Mapped[str] = public("the language of the invitation", String(8))
    invite: Mapped[bytes | None] = keyed(32, nullable=True)
    invite_minute: Mapped[int | None] = public("until when the invitation opens", Minute, nullable=True)
    x: Mapped[bytes | None] = public("public key that the queue's key is wrapped to", XWingKey, nullable=True)
    bundle: Mapped[bytes | None] = sealed(nullable=True)
    slot: Mapped[bytes | None] = sealed(nullable=True)
    tries: Mapped[int] = public("wrong sign-ins in a row, so that guessing ends", Integer)
    locked_minute: Mapped[int | None] = public(
        "until when sign-in waits after wrong tries", Minute, nullable=True
    )
    totp_step: Mapped[int | None] = public(
        "the last code's half minute, so that no code serves twice", BigInteger, nullable=True
    )
    last_day: Mapped[int | None] = public(
        "the last day since 1970 on which the person signed in", Integer, nullable=True
    )


class PartnerQueueRow(Base):
    """`signer`: None until somebody at the school has let the first person in."""

    __tablename__ = "partner_queue"
    __table_args__ = (ForeignKeyConstraint(*_OF_ORGANIZATION), NO_ROWID)

    district: Mapped[DistrictId] = district_key()
    organization: Mapped[OrganizationId] = public("whose queue it is", Id, primary_key=True)
    epoch: Mapped[int] = public("which key of it this is", Integer)
    pk: Mapped[bytes] = public("public key that packets are sealed to", XWingKey)
    signer: Mapped[MemberId | None] = public("who of the school signed it", Id, nullable=True)
    entry: Mapped[int | None] = public("the roster's newest entry at that time", Integer, nullable=True)
    signature: Mapped[bytes | None] = public(
        "of that member, over the public key", LargeBinary(64), nullable=True
    )


class PartnerWrapRow(Base):
    __tablename__ = "partner_wrap"
    __table_args__ = (
        ForeignKeyConstraint(["district", "person"], ["partner_person.district", "partner_person.id"]),
        Index(None, "district", "organization"),
        NO_ROWID,
    )

    district: Mapped[DistrictId] = district_key()
    person: Mapped[PartnerPersonId] = public("who can open the queue", Id, primary_key=True)
    organization: Mapped[OrganizationId] = public("whose queue it is", Id)
    epoch: Mapped[int] = public("which key of it this is", Integer)
    sealed: Mapped[bytes] = sealed()


class PartnerSessionRow(Base):
    __tablename__ = "partner_session"
    __table_args__ = (
        ForeignKeyConstraint(["district", "person"], ["partner_person.district", "partner_person.id"]),
        Index(None, "district", "person"),
        NO_ROWID,
    )

    district: Mapped[DistrictId] = district_key()
    id: Mapped[bytes] = keyed(32, primary_key=True)
    person: Mapped[PartnerPersonId] = public("who is signed in, so that removing ends it at once", Id)
    sealed: Mapped[bytes] = sealed()
    created: Mapped[int] = public("unix seconds; a session ends after ten hours", Second)
    seen: Mapped[int] = public("unix seconds; a session that nobody uses ends", Second)


class PacketQueueRow(Base):
    """Goes with what is in the packet."""

    __tablename__ = "packet_queue"
    __table_args__ = (
        ForeignKeyConstraint(["district", "packet"], ["packet.district", "packet.id"]),
        NO_ROWID,
    )

    district: Mapped[DistrictId] = district_key()
    packet: Mapped[PacketId] = public("which packet", Id, primary_key=True)
    epoch: Mapped[int] = public("to which key of the organization's queue it is sealed", Integer)
    side: Mapped[bytes | None] = sealed(nullable=True)
    sealed: Mapped[bytes] = sealed()


class PartnerErrandRow(Base):
    """Put in by the partner's pages, which read none; the worker does each within seconds and deletes the row."""

    __tablename__ = "partner_errand"
    __table_args__ = (NO_ROWID,)

    district: Mapped[DistrictId] = district_key()
    id: Mapped[bytes] = public("random", Id, primary_key=True)
    kind: Mapped[ErrandKind] = public("what is to be done", String(16))
    about: Mapped[bytes] = public("the packet of a new link, or the person who did something", Id)
    minute: Mapped[int] = public("when it was done, for the chain of acts", Minute)
    sealed: Mapped[bytes | None] = sealed(nullable=True)
