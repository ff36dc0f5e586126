"""Staff as colleagues know them, and the sealed bundles that only their passwords open."""

from sqlalchemy import BigInteger, Integer, String, UniqueConstraint
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
)

STATES = ("invited", "active", "gone")


class StaffRow(Base):
    __tablename__ = "staff"
    __table_args__ = (UniqueConstraint("district", "email_hash"), one_of("state", STATES), NO_ROWID)

    district: Mapped[DistrictId] = district_key()
    id: Mapped[MemberId] = public("random; named in the signed roster", Id, primary_key=True)
    name: Mapped[str] = named("staff are named to each other; the promise says that a thief sees staff")
    title: Mapped[str] = named("what colleagues call the post")
    email_sealed: Mapped[bytes] = sealed()
    email_hash: Mapped[bytes] = keyed(32)
    lang: Mapped[str] = public("the language of the staff pages", String(8))
    state: Mapped[str] = word("whether the person still works here; stands in the roster as well")
    school: Mapped[SchoolId | None] = public("where the person works; printed on the school's site", Id)
    totp_step: Mapped[int | None] = public(
        "the last code's half minute, so that no code serves twice", BigInteger
    )
    wrong_tries: Mapped[int] = public("wrong passwords in a row, so that guessing ends", Integer, default=0)
    locked_until_minute: Mapped[int | None] = public("until when sign-in waits after wrong tries", Minute)


class UnlockedRow(Base):
    """So that a rota counts on nobody who is long gone."""

    __tablename__ = "unlocked"
    __table_args__ = (NO_ROWID,)

    district: Mapped[DistrictId] = district_key()
    member: Mapped[MemberId] = public("a person of the roster", Id, primary_key=True)
    day: Mapped[int] = public("the last day since 1970 on which the person's keys were opened", Integer)


class MemberSecretRow(Base):
    __tablename__ = "member_secret"
    __table_args__ = (NO_ROWID,)

    district: Mapped[DistrictId] = district_key()
    member: Mapped[MemberId] = public("whose bundle it is", Id, primary_key=True)
    bundle: Mapped[bytes] = sealed()


class SlotRow(Base):
    __tablename__ = "slot"
    __table_args__ = (NO_ROWID,)

    district: Mapped[DistrictId] = district_key()
    member: Mapped[MemberId] = public("whose slot it is", Id, primary_key=True)
    n: Mapped[int] = public("which way in: password, passkey, recovery", Integer, primary_key=True)
    slot: Mapped[bytes] = sealed()
