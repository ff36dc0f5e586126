"""Messages on their way, what the carrier said of each, and what is wrong with a channel."""

from sqlalchemy import BigInteger, Boolean, Index, Integer, SmallInteger, String
from sqlalchemy.orm import Mapped

from notify.tables.base import Base, key, link, public, sealed, seconds


class Outbox(Base):
    """One message on its way to one recipient. Body and recipient are sealed; the sender opens them."""

    __tablename__ = "notify_outbox"

    district: Mapped[bytes] = key()
    row: Mapped[bytes] = key()
    klass: Mapped[str] = public(String(8), "page, reply or digest")
    priority: Mapped[int] = public(SmallInteger, "pages overtake everything")
    channel: Mapped[str] = public(String(8), "sms, voice or email")
    state: Mapped[str] = public(String(16), "where it stands")
    sealer: Mapped[str] = public(String(8), "service or out: which key sealed it")
    recipient: Mapped[bytes] = sealed()
    body: Mapped[bytes] = sealed()
    sender: Mapped[str] = public(String(32), "the service's own number")
    page: Mapped[bytes | None] = link(nullable=True)
    escalation: Mapped[bytes | None] = link(nullable=True)
    about: Mapped[bytes | None] = link(nullable=True)
    trigger: Mapped[str | None] = public(String(24), "what a contingent row waits for", nullable=True)
    delay_s: Mapped[int | None] = public(Integer, "how long it waits", nullable=True)
    # When a claimer may take it: its time, the end of a lease, the next look. Null: done, or asleep.
    due_at: Mapped[int | None] = seconds(nullable=True)
    hold_at: Mapped[int | None] = seconds(nullable=True)  # null: never too late
    held_because: Mapped[str | None] = public(String(16), "late, unopenable or unknown", nullable=True)
    validity_s: Mapped[int] = public(Integer, "how long the carrier may try")
    fence: Mapped[int] = public(Integer, "counts the claims; an old claimer changes nothing", default=0)
    handed_at: Mapped[int | None] = seconds(nullable=True)  # from here on the carrier may have it
    tries: Mapped[int] = public(SmallInteger, "calls to the carrier", default=0)
    sid: Mapped[str | None] = public(String(64), "the carrier's id", nullable=True)
    delivery: Mapped[str | None] = public(String(16), "the carrier's last word", nullable=True)
    error: Mapped[int] = public(Integer, "the carrier's code", default=0)
    created_at: Mapped[int] = seconds()
    changed_at: Mapped[int] = seconds()
    needless_at: Mapped[int | None] = seconds(nullable=True)  # a call that need not ring any more


Index(
    "ix_notify_outbox_due",
    Outbox.priority,
    Outbox.due_at,
    # Of a lane that is busy thousands of rows may wait: they are passed over without being read.
    Outbox.channel,
    Outbox.sender,
    Outbox.state,
    sqlite_where=Outbox.due_at.is_not(None),
    postgresql_where=Outbox.due_at.is_not(None),
)
Index("ix_notify_outbox_state", Outbox.district, Outbox.state)
Index("ix_notify_outbox_page", Outbox.district, Outbox.page)
Index("ix_notify_outbox_escalation", Outbox.district, Outbox.escalation)
Index("ix_notify_outbox_about", Outbox.district, Outbox.about)


class Attempt(Base):
    """One call to a carrier for one row: its fence, the carrier's id, its last word. Lost answers included."""

    __tablename__ = "notify_attempt"

    district: Mapped[bytes] = key()
    row: Mapped[bytes] = key()
    fence: Mapped[int] = public(Integer, "which claim made it", primary_key=True, autoincrement=False)
    at: Mapped[int] = seconds()
    sid: Mapped[str | None] = public(String(64), "the carrier's id", nullable=True)
    delivery: Mapped[str | None] = public(String(16), "the carrier's last word", nullable=True)
    error: Mapped[int] = public(Integer, "the carrier's code", default=0)
    outcome: Mapped[str] = public(String(16), "sent, refused, busy, unsure or misconfigured")


Index("ix_notify_attempt_sid", Attempt.district, Attempt.sid)


class Trouble(Base):
    """Something a person must mend, one row a kind and subject: a wrong account, a STOP, nobody reachable."""

    __tablename__ = "notify_trouble"

    district: Mapped[bytes] = key()
    kind: Mapped[str] = public(String(24), "what is wrong", primary_key=True)
    subject: Mapped[bytes] = key()
    code: Mapped[int] = public(Integer, "the carrier's code", default=0)
    since: Mapped[int] = seconds()
    last: Mapped[int] = seconds()
    told_at: Mapped[int | None] = seconds(nullable=True)  # when it was said by e-mail


class Circuit(Base):
    """A channel that fails: how often in a row, and until when it is passed over. No row: it works."""

    __tablename__ = "notify_circuit"

    district: Mapped[bytes] = key()
    channel: Mapped[str] = public(String(8), "sms, voice or email", primary_key=True)
    failures: Mapped[int] = public(SmallInteger, "in a row")
    on_the_way: Mapped[bool] = public(Boolean, "whether messages were lost after the carrier took them")
    probe_at: Mapped[int | None] = seconds(nullable=True)  # null: it is not passed over


class Pace(Base):
    """One channel of one number: until when pages, and until when any messages occupy it. No row: it is free."""

    __tablename__ = "notify_pace"

    district: Mapped[bytes] = key()
    channel: Mapped[str] = public(String(8), "sms or voice", primary_key=True)
    sender: Mapped[str] = public(String(32), "the service's own number", primary_key=True)
    pages_until_ms: Mapped[int] = public(BigInteger, "when the last page has been sent; milliseconds")
    until_ms: Mapped[int] = public(BigInteger, "when the last message has been sent; milliseconds")


class Erasure(Base):
    """A message or call that still lies in the carrier's log and is to be deleted there. No row: it is gone."""

    __tablename__ = "notify_erasure"

    district: Mapped[bytes] = key()
    sid: Mapped[str] = public(String(64), "the carrier's id", primary_key=True)
    first_at: Mapped[int] = seconds()
    due_at: Mapped[int | None] = seconds(nullable=True)  # null: given up
    tries: Mapped[int] = public(SmallInteger, "requests to delete it")
    error: Mapped[int] = public(Integer, "the carrier's code")


Index("ix_notify_erasure_due", Erasure.district, Erasure.due_at)
