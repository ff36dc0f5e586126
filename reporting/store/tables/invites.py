"""Invitations on their way: one secret in a link, sealed to each registrar, good once and for 72 hours."""

from sqlalchemy import ForeignKeyConstraint, LargeBinary, String
from sqlalchemy.orm import Mapped

from reporting.model.ids import DistrictId, MemberId, SchoolId
from reporting.store.tables.base import NO_ROWID, Base
from reporting.store.tables.columns import (
    Id,
    Minute,
    district_key,
    keyed,
    named,
    one_of,
    public,
    sealed,
    word,
    written,
)

STATES = ("sent", "joined", "admitted", "withdrawn")


class InviteRow(Base):
    __tablename__ = "invite"
    __table_args__ = (one_of("state", STATES), NO_ROWID)

    district: Mapped[DistrictId] = district_key()
    id: Mapped[bytes] = keyed(32, primary_key=True)
    member: Mapped[MemberId] = public("the id that the person will have in the roster", Id)
    name: Mapped[str] = named("who is invited; becomes the name in the roster")
    title: Mapped[str] = named("what colleagues will call the post")
    email_sealed: Mapped[bytes] = sealed()
    email_hash: Mapped[bytes] = keyed(32)
    lang: Mapped[str] = public("the language of the joining page", String(8))
    school: Mapped[SchoolId | None] = public("where the person will work", Id)
    queues: Mapped[str] = written("JSON: queue ids and who leads; becomes public in the roster")
    state: Mapped[str] = word("sent, joined, admitted or withdrawn")
    keys: Mapped[bytes | None] = public(
        "the joiner's public keys: Ed25519 32 bytes, then X-Wing 1,216", LargeBinary
    )
    mac: Mapped[bytes | None] = keyed(32)
    expires_minute: Mapped[int] = public("when the link stops working", Minute)


class InviteSealRow(Base):
    __tablename__ = "invite_seal"
    __table_args__ = (
        ForeignKeyConstraint(["district", "invite"], ["invite.district", "invite.id"], ondelete="CASCADE"),
        NO_ROWID,
    )

    district: Mapped[DistrictId] = district_key()
    invite: Mapped[bytes] = keyed(32, primary_key=True)
    kid: Mapped[bytes] = public("which registrar's key opens it", Id, primary_key=True)
    sealed: Mapped[bytes] = sealed()
