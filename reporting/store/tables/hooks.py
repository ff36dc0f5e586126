"""Signed messages to other systems: where they go, what waits to be sent, and what was announced last."""

from sqlalchemy import ForeignKeyConstraint, Index, Integer
from sqlalchemy.orm import Mapped

from reporting.model.hook import HookEnd
from reporting.model.ids import DistrictId
from reporting.store.tables.base import NO_ROWID, Base
from reporting.store.tables.columns import Id, Second, district_key, one_of, public, sealed, word


class HookRow(Base):
    __tablename__ = "hook"
    __table_args__ = (one_of("why", HookEnd), NO_ROWID)

    district: Mapped[DistrictId] = district_key()
    id: Mapped[bytes] = public("random; names it on the page", Id, primary_key=True)
    target: Mapped[bytes] = sealed()
    secret: Mapped[bytes] = sealed()
    events: Mapped[str] = word("what it is told of, words from a fixed list")
    made_day: Mapped[int] = public("unix day on which it was made", Integer)
    heard_day: Mapped[int | None] = public("unix day on which it last took a message", Integer)
    failing_since: Mapped[int | None] = public("since when it takes none; empty while it does", Second)
    ended: Mapped[int | None] = public("unix day on which it was ended; empty while it is told", Integer)
    why: Mapped[str | None] = word("who ended it: staff, or its own silence", nullable=True)


class HookMessageRow(Base):
    __tablename__ = "hook_message"
    __table_args__ = (
        ForeignKeyConstraint(["district", "hook"], ["hook.district", "hook.id"]),
        Index("ix_hook_message_due", "district", "due"),
        NO_ROWID,
    )

    district: Mapped[DistrictId] = district_key()
    id: Mapped[bytes] = public("random; the receiver knows a repeated message by it", Id, primary_key=True)
    hook: Mapped[bytes] = public("where it goes", Id)
    event: Mapped[str] = word("what is said, from a fixed list; of no student and no thread")
    day: Mapped[int] = public("unix day that the message names", Integer)
    due: Mapped[int] = public("when it is tried next; drawn by chance", Second)
    tries: Mapped[int] = public("how often it was tried", Integer)


class HookMarkRow(Base):
    __tablename__ = "hook_mark"
    __table_args__ = (NO_ROWID,)

    district: Mapped[DistrictId] = district_key()
    event: Mapped[str] = word("of what, from a fixed list", primary_key=True)
    mark: Mapped[bytes] = sealed()
    day: Mapped[int] = public("unix day on which it was last announced", Integer)
