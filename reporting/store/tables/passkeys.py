"""Passkeys of staff. What opens the keys lies in `slot`; here stands what checks an assertion, and for whom."""

from sqlalchemy import Integer, LargeBinary
from sqlalchemy.orm import Mapped

from reporting.model.ids import DistrictId, MemberId
from reporting.store.tables.base import NO_ROWID, Base
from reporting.store.tables.columns import Id, Minute, Second, district_key, public, sealed


class PasskeyRow(Base):
    __tablename__ = "passkey"
    __table_args__ = (NO_ROWID,)

    district: Mapped[DistrictId] = district_key()
    member: Mapped[MemberId] = public("whose passkey it is", Id, primary_key=True)
    n: Mapped[int] = public("which slot it opens", Integer, primary_key=True)
    credential: Mapped[bytes] = public("its id, random; the browser is asked for it", LargeBinary(1023))
    public_key: Mapped[bytes] = public(
        "public by its nature: checks that the device answered", LargeBinary(4096)
    )
    signs: Mapped[int] = public("the device's own count, so that a copy is noticed", Second)
    made: Mapped[int] = public("the day it was added, shown to its owner", Minute)
    used: Mapped[int] = public("the day it was last used, shown to its owner", Minute)
    label: Mapped[bytes] = sealed()
