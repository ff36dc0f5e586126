"""The district's own rules: versions, what was signed over them, whole rule books by hash, counts of trials.

Words of rules are sealed by the service key: the server reads them at start, with nobody signed in.
"""

from enum import StrEnum

from sqlalchemy import Integer, LargeBinary
from sqlalchemy.orm import Mapped

from reporting.model.ids import DistrictId, MemberId
from reporting.store.tables.base import NO_ROWID, Base
from reporting.store.tables.columns import Hash, Id, Minute, district_key, one_of, public, sealed, word

SEVERITIES = ("routine", "soon", "urgent")


class VersionState(StrEnum):
    """Where a version stands. What is in force is told by the signed acts, not by this column."""

    DRAFT = "draft"
    SHADOW = "shadow"
    IN_FORCE = "in_force"
    RETIRED = "retired"


class RuleVersionRow(Base):
    __tablename__ = "rule_version"
    __table_args__ = (one_of("state", VersionState), NO_ROWID)

    district: Mapped[DistrictId] = district_key()
    n: Mapped[int] = public("counts the versions of this district", Integer, primary_key=True)
    hash: Mapped[bytes] = public("SHA-256 of its text, which is what was signed", Hash)
    parent: Mapped[bytes] = public("the version that it was made from; zeros: the shipped rules alone", Hash)
    state: Mapped[str] = word("draft, shadow, in_force or retired")
    author: Mapped[MemberId] = public("who wrote it last", Id)
    minute: Mapped[int] = public("when it came into this state", Minute)
    proposal: Mapped[bytes | None] = public(
        "Ed25519 of who proposed it, over hash, parent and the acts before", LargeBinary(64)
    )
    sealed: Mapped[bytes] = sealed()


class RuleActRow(Base):
    __tablename__ = "rule_act"
    __table_args__ = (one_of("act", ("approve", "roll_back")), NO_ROWID)

    district: Mapped[DistrictId] = district_key()
    n: Mapped[int] = public(
        "its place in the chain; two signers of one place collide", Integer, primary_key=True
    )
    act: Mapped[str] = word("approve or roll_back")
    hash: Mapped[bytes] = public("what came into force", Hash)
    parent: Mapped[bytes] = public("what was in force until then", Hash)
    minute: Mapped[int] = public("when it came in force", Minute)
    first: Mapped[MemberId] = public("who proposed it, or rolled back", Id)
    first_sig: Mapped[bytes] = public("their Ed25519 over act, hashes and the acts before", LargeBinary(64))
    second: Mapped[MemberId | None] = public("who said yes", Id)
    second_sig: Mapped[bytes | None] = public("their Ed25519 over the same", LargeBinary(64))


class RuleTextRow(Base):
    __tablename__ = "rule_text"
    __table_args__ = (NO_ROWID,)

    district: Mapped[DistrictId] = district_key()
    hash: Mapped[bytes] = public(
        "SHA-256 of all its files, as each decision names it", Hash, primary_key=True
    )
    sealed: Mapped[bytes] = sealed()


class RuleTrialRow(Base):
    __tablename__ = "rule_trial"
    __table_args__ = (one_of("said", SEVERITIES), one_of("tried", SEVERITIES), NO_ROWID)

    district: Mapped[DistrictId] = district_key()
    rulebook: Mapped[bytes] = public("which rules were tried, by hash", Hash, primary_key=True)
    said: Mapped[str] = word("what the rules in force said: urgent, soon or routine", primary_key=True)
    tried: Mapped[str] = word("what the rules being tried would have said", primary_key=True)
    n: Mapped[int] = public("how many messages since the trial began; of no one message", Integer)


class TrialReaderRow(Base):
    __tablename__ = "trial_reader"
    __table_args__ = (NO_ROWID,)

    district: Mapped[DistrictId] = district_key()
    member: Mapped[MemberId] = public(
        "who asked to see in the inbox what the rules being tried would change", Id, primary_key=True
    )
