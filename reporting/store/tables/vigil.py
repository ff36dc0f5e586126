"""How the line watches itself: its own tests, what last turned, and what was said of it. Of no message of anybody."""

from sqlalchemy import JSON, BigInteger, Index, Integer
from sqlalchemy.orm import Mapped

from reporting.model.ids import DistrictId
from reporting.store.tables.base import NO_ROWID, Base
from reporting.store.tables.columns import Id, Second, district_key, one_of, public, word

OUTCOMES = ("running", "passed", "failed")


class SelfTestRow(Base):
    __tablename__ = "self_test"
    __table_args__ = (Index(None, "district", "began_ms"), one_of("outcome", OUTCOMES), NO_ROWID)

    district: Mapped[DistrictId] = district_key()
    id: Mapped[bytes] = public("random", Id, primary_key=True)
    began_ms: Mapped[int] = public("when the line tested itself; no person did anything then", BigInteger)
    outcome: Mapped[str] = word("running, passed or failed")
    stage: Mapped[str | None] = word("where it failed: rules, routes, stored …")
    spans: Mapped[dict[str, int]] = public("milliseconds to the end of each stage, as JSON", JSON)


class HeartbeatRow(Base):
    __tablename__ = "heartbeat"
    __table_args__ = (NO_ROWID,)

    district: Mapped[DistrictId] = district_key()
    name: Mapped[str] = word("which regular task", primary_key=True)
    at: Mapped[int] = public("when it last did its work, for whomever", Second)
    every_s: Mapped[int] = public("how often it should", Integer)


class VigilRow(Base):
    """One row a district: whose turn the next test is, and what was said about the line to people outside of it."""

    __tablename__ = "vigil"
    __table_args__ = (NO_ROWID,)

    district: Mapped[DistrictId] = district_key()
    test_due: Mapped[int] = public("when the line tests itself next; one process takes it", Second)
    failing_since: Mapped[int | None] = public("since when nobody reads; the students' page says so", Second)
    told_at: Mapped[int | None] = public("when registrars were written to about it", Second)
    pinged_at: Mapped[int | None] = public("when an outside monitor last heard that all is well", Second)
