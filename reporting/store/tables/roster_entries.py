"""Signed entries of the roster. The verified log in the trust directory is the authority, not this copy."""

from sqlalchemy import BigInteger, LargeBinary
from sqlalchemy.orm import Mapped

from reporting.model.ids import DistrictId
from reporting.store.tables.base import NO_ROWID, Base
from reporting.store.tables.columns import district_key, public


class RosterEntryRow(Base):
    __tablename__ = "roster_entry"
    __table_args__ = (NO_ROWID,)

    district: Mapped[DistrictId] = district_key()
    n: Mapped[int] = public(
        "its place in the chain; two signers of one place collide", BigInteger, primary_key=True
    )
    entry: Mapped[bytes] = public(
        "signed JSON: member ids, public keys, who may open which queue", LargeBinary
    )
    sig: Mapped[bytes] = public("Ed25519 over the entry", LargeBinary(64))
