"""A thread as the store must see it to order and list it. No category, no word, no name, no number."""

from sqlalchemy import ForeignKeyConstraint, Index, Integer, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped

from reporting.model.ids import DistrictId, MemberId, QueueId, SchoolId, ThreadId
from reporting.model.reference import LENGTH
from reporting.model.thread import Channel, ThreadState
from reporting.store.tables.base import NO_ROWID, Base
from reporting.store.tables.columns import (
    Id,
    Minute,
    XWingKey,
    district_key,
    keyed,
    one_of,
    public,
    word,
)

SEVERITIES = ("urgent", "soon", "routine")
AWAITING = ("staff", "reporter")


class ThreadRow(Base):
    __tablename__ = "thread"
    __table_args__ = (
        UniqueConstraint("district", "reference"),
        Index(
            "ix_thread_due",
            "district",
            "due_minute",
            sqlite_where=text("due_minute IS NOT NULL"),
            postgresql_where=text("due_minute IS NOT NULL"),
        ),
        one_of("severity", SEVERITIES),
        one_of("state", ThreadState),
        one_of("awaiting", AWAITING),
        one_of("channel", Channel),
    )

    district: Mapped[DistrictId] = district_key()
    id: Mapped[ThreadId] = public("hash of its two public keys", Id, primary_key=True)
    reference: Mapped[str] = public("random letters by which staff name it on the phone", String(LENGTH))
    school: Mapped[SchoolId | None] = public("which school; routing and lists need it", Id)
    queue: Mapped[QueueId] = public("where it lies", Id)
    severity: Mapped[str] = word("urgent, soon or routine; orders lists and paging")
    state: Mapped[str] = word("new, open or closed; orders lists")
    epoch: Mapped[int] = public("which of its keys", Integer)
    talk_pk: Mapped[bytes] = public("public key that student and staff can open", XWingKey)
    case_pk: Mapped[bytes] = public("public key that only staff can open", XWingKey)
    last_seq: Mapped[int] = public("how many messages it holds; the store orders them", Integer)
    last_link: Mapped[bytes] = keyed(32)
    changed_minute: Mapped[int] = public("rounded to the hour unless urgent; orders lists", Minute)
    created_minute: Mapped[int] = public("rounded to the hour unless urgent; its age in lists", Minute)
    due_minute: Mapped[int | None] = public(
        "the answer promised to the student; lateness is told to the lead", Minute
    )
    read_minute: Mapped[int | None] = public(
        "when a person first opened what the student wrote last; told to the student", Minute
    )
    assignee: Mapped[MemberId | None] = public("who has taken it; colleagues see it", Id)
    awaiting: Mapped[str] = word("whose turn it is: staff or reporter")
    summary_seq: Mapped[int] = public("which message is the sealed summary for lists", Integer)
    channel: Mapped[str] = word("web or sms; the answer leaves by it")


class ThreadContinuesRow(Base):
    """A thread that goes on from another: by web from text, or after provisional texts got their tag."""

    __tablename__ = "thread_continues"
    __table_args__ = (
        ForeignKeyConstraint(["district", "thread"], ["thread.district", "thread.id"]),
        ForeignKeyConstraint(["district", "continues"], ["thread.district", "thread.id"]),
        Index(None, "district", "continues"),
        NO_ROWID,
    )

    district: Mapped[DistrictId] = district_key()
    thread: Mapped[ThreadId] = public("the later thread", Id, primary_key=True)
    continues: Mapped[ThreadId] = public("the earlier thread", Id, primary_key=True)
