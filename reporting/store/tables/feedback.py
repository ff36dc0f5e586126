"""What staff say about the rules: counts of no one tip, tips drawn to be read again, and sentences sealed to the leads."""

from sqlalchemy import ForeignKeyConstraint, Integer, String
from sqlalchemy.orm import Mapped

from reporting.model.feedback import Event
from reporting.model.ids import DistrictId, ThreadId
from reporting.store.tables.base import NO_ROWID, Base
from reporting.store.tables.columns import Flag, Id, Minute, district_key, one_of, public, sealed, word

RULE_LENGTH = 64
LEVELS = ("urgent", "soon", "routine", "")  # a key has no empty part but the empty word


class RuleTallyRow(Base):
    __tablename__ = "rule_tally"
    __table_args__ = (
        one_of("event", Event),
        one_of("before", LEVELS),
        one_of("after", LEVELS),
        NO_ROWID,
    )

    district: Mapped[DistrictId] = district_key()
    month: Mapped[int] = public("year and month, e.g. 202611", Integer, primary_key=True)
    rulebook: Mapped[str] = public("hash of the rule book in force", String(64), primary_key=True)
    rule: Mapped[str] = public(
        "which rule; empty for a count of all. Of no one tip: written five and more together, and never of a tip "
        "that somebody is kept from",
        String(RULE_LENGTH),
        primary_key=True,
    )
    event: Mapped[str] = word("fired, overridden, tip, paged, unsorted or sampled", primary_key=True)
    before: Mapped[str] = word(
        "how soon, as the rules said; empty where it does not matter", primary_key=True
    )
    after: Mapped[str] = word("how soon, as a person said; empty where nobody did", primary_key=True)
    n: Mapped[int] = public("how many in that month", Integer)


class AuditSampleRow(Base):
    __tablename__ = "audit_sample"
    __table_args__ = (
        ForeignKeyConstraint(["district", "thread"], ["thread.district", "thread.id"]),
        NO_ROWID,
    )

    district: Mapped[DistrictId] = district_key()
    thread: Mapped[ThreadId] = public(
        "which thread was drawn, by chance, of those that paged nobody", Id, primary_key=True
    )
    drawn_day: Mapped[int] = public("unix day; how many were drawn in a week", Integer)
    judged: Mapped[bool] = public("whether a lead has read it; what they said is sealed in the thread", Flag)


class RuleExampleRow(Base):
    """A sentence of a colleague's own, for the people who lead the rules."""

    __tablename__ = "rule_example"
    __table_args__ = (NO_ROWID,)

    district: Mapped[DistrictId] = district_key()
    id: Mapped[bytes] = public("random", Id, primary_key=True)
    minute: Mapped[int] = public("rounded to the hour; orders the list", Minute)
    core: Mapped[bytes] = sealed()
    recipients: Mapped[bytes] = sealed()
