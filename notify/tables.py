"""Everything that paging and sending remember. A metadata of its own; no foreign key to anything else.

The district's id is the first column of every key. Ids are 16 random bytes, times are whole seconds since
1970 (UTC). `Column.info` says of each column whether it is an id, public (and why), keyed or sealed; a
test walks the tables and refuses a column that says nothing.
"""

from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Connection,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    SmallInteger,
    String,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import DeclarativeBase, Mapped, MappedColumn, mapped_column

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class Base(DeclarativeBase):
    metadata = metadata


def key() -> MappedColumn[bytes]:
    return mapped_column(LargeBinary(16), primary_key=True, info={"class": "public", "reason": "a random id"})


def link(**more: Any) -> MappedColumn[Any]:
    return mapped_column(LargeBinary(16), info={"class": "public", "reason": "a random id"}, **more)


def seconds(**more: Any) -> MappedColumn[Any]:
    reason = "paging is counted in seconds; rows are deleted 30 days after they end"
    return mapped_column(BigInteger, info={"class": "public", "reason": reason}, **more)


def public(kind: Any, reason: str, **more: Any) -> MappedColumn[Any]:
    return mapped_column(kind, info={"class": "public", "reason": reason}, **more)


def keyed(reason: str, **more: Any) -> MappedColumn[Any]:
    return mapped_column(LargeBinary(32), info={"class": "keyed", "reason": reason}, **more)


def sealed(**more: Any) -> MappedColumn[Any]:
    return mapped_column(LargeBinary, info={"class": "sealed", "reason": "opened by the sender only"}, **more)


class Contact(Base):
    """How one member of staff is reached. Phone and e-mail are sealed with the service key."""

    __tablename__ = "notify_contact"

    district: Mapped[bytes] = key()
    person: Mapped[bytes] = key()
    name: Mapped[str] = public(String(120), "a staff name, as on the on-call page")
    lang: Mapped[str] = public(String(8), "the language pages are written in")
    phone_sealed: Mapped[bytes | None] = sealed(nullable=True)
    phone_hash: Mapped[bytes | None] = keyed(
        "finds who texted; the key is not in the database", nullable=True
    )
    email_sealed: Mapped[bytes | None] = sealed(nullable=True)
    verified_at: Mapped[int | None] = seconds(nullable=True)
    opted_out_at: Mapped[int | None] = seconds(nullable=True)
    landline: Mapped[bool] = public(Boolean, "whether texts are pointless", default=False)
    changed_at: Mapped[int] = seconds()


Index("ix_notify_contact_phone", Contact.district, Contact.phone_hash)


class Ladder(Base):
    """What a team does with a page: its escalation policy, its zone, its number, its last resort."""

    __tablename__ = "notify_ladder"

    district: Mapped[bytes] = key()
    team: Mapped[bytes] = key()
    zone: Mapped[str] = public(String(64), "an IANA zone name")
    sender: Mapped[str] = public(String(32), "the service's own number for staff")
    policy: Mapped[dict[str, Any]] = public(JSON, "waits and channels, no names")
    last_resort: Mapped[bytes | None] = link(nullable=True)


class LadderPerson(Base):
    """Who belongs to a team: the people of the step `everyone`."""

    __tablename__ = "notify_ladder_person"

    district: Mapped[bytes] = key()
    team: Mapped[bytes] = key()
    person: Mapped[bytes] = key()


class Layer(Base):
    """One layer of a rota, in wall-clock time of its zone. Higher `rank` wins; overrides rank above layers."""

    __tablename__ = "notify_layer"

    district: Mapped[bytes] = key()
    layer: Mapped[bytes] = key()
    team: Mapped[bytes] = link()
    kind: Mapped[str] = public(String(16), "weekly for now's rotas; rotations and overrides have their own")
    position: Mapped[int] = public(SmallInteger, "0 is called first")
    rank: Mapped[int] = public(SmallInteger, "which layer wins")
    zone: Mapped[str] = public(String(64), "an IANA zone name")
    starts_on: Mapped[str | None] = public(String(10), "a date, YYYY-MM-DD", nullable=True)
    ends_on: Mapped[str | None] = public(String(10), "a date, YYYY-MM-DD", nullable=True)


Index("ix_notify_layer_team", Layer.district, Layer.team)


class LayerSlot(Base):
    """One weekly turn of a layer: from a minute of the week to a later one, wall-clock, Monday 00:00 = 0."""

    __tablename__ = "notify_layer_slot"

    district: Mapped[bytes] = key()
    layer: Mapped[bytes] = key()
    begins: Mapped[int] = public(SmallInteger, "a minute of the week", primary_key=True, autoincrement=False)
    ends: Mapped[int] = public(SmallInteger, "a minute of the week, after `begins`, at most a week later")
    person: Mapped[bytes] = link()


class Shift(Base):
    """The final on-call intervals in UTC, materialised from the layers. "Who now" looks here only."""

    __tablename__ = "notify_shift"

    district: Mapped[bytes] = key()
    team: Mapped[bytes] = key()
    position: Mapped[int] = public(SmallInteger, "0 is called first", primary_key=True, autoincrement=False)
    starts: Mapped[int] = seconds(primary_key=True, autoincrement=False)
    ends: Mapped[int] = seconds()
    person: Mapped[bytes] = link()
    layer: Mapped[bytes] = link()


class Escalation(Base):
    """One climb up a team's ladder. Pages that come while it is open join it; it ends when none is open."""

    __tablename__ = "notify_escalation"

    district: Mapped[bytes] = key()
    escalation: Mapped[bytes] = key()
    team: Mapped[bytes] = link()
    lane: Mapped[bytes] = link()  # hash of team, coalescing key and excluded persons
    state: Mapped[str] = public(String(16), "open or ended")
    policy: Mapped[dict[str, Any]] = public(JSON, "frozen when it began")
    sender: Mapped[str] = public(String(32), "the service's own number for staff")
    zone: Mapped[str] = public(String(64), "an IANA zone name")
    excluded: Mapped[list[str]] = public(
        JSON,
        "ids of staff who are never told; emptied when its pages close. A thief sees the same in the wraps",
    )
    able: Mapped[list[str]] = public(
        JSON,
        "ids of staff who can open it and may be called; empty: whom the route allows. A thief sees it in the wraps",
    )
    passed: Mapped[list[str]] = public(JSON, "ids of staff who handed it back")
    round: Mapped[int] = public(Integer, "how often the ladder was climbed", default=0)
    began_at: Mapped[int] = seconds()
    due_at: Mapped[int] = seconds()  # when the ladder must be looked at again
    ended_at: Mapped[int | None] = seconds(nullable=True)


# One open climb a lane: of two pages that begin at once, one joins.
Index(
    "uq_notify_escalation_open",
    Escalation.district,
    Escalation.lane,
    unique=True,
    sqlite_where=Escalation.state == "open",
    postgresql_where=Escalation.state == "open",
)
Index("ix_notify_escalation_due", Escalation.state, Escalation.due_at)


class Page(Base):
    """A reference that some person must say "I have it" to. Holds no word about why."""

    __tablename__ = "notify_page"

    district: Mapped[bytes] = key()
    page: Mapped[bytes] = key()
    reference: Mapped[str] = public(String(16), "names a thread to staff and is silent about its content")
    severity: Mapped[str] = public(String(16), "shown in the inbox; paging treats all alike")
    about: Mapped[bytes | None] = link(nullable=True)
    team: Mapped[bytes] = link()
    lane: Mapped[bytes] = link()
    escalation: Mapped[bytes] = link()
    state: Mapped[str] = public(String(16), "open, acknowledged or closed")
    created_at: Mapped[int] = seconds()
    tell_at: Mapped[int] = seconds()  # when whoever waits must be told that nobody was reached
    told_at: Mapped[int | None] = seconds(nullable=True)
    told_again_at: Mapped[int | None] = seconds(nullable=True)
    holder: Mapped[bytes | None] = link(nullable=True)
    acknowledged_at: Mapped[int | None] = seconds(nullable=True)
    acknowledged_by: Mapped[str | None] = public(
        String(16), "code, bare, digit, link or inbox", nullable=True
    )
    notice_due: Mapped[bool] = public(Boolean, "others still to be told who has it", default=False)


Index("ix_notify_page_state", Page.district, Page.state, Page.tell_at)
Index("ix_notify_page_escalation", Page.district, Page.escalation)
Index(
    "ix_notify_page_notice",
    Page.district,
    Page.escalation,
    sqlite_where=Page.notice_due,
    postgresql_where=Page.notice_due,
)


class Alert(Base):
    """One person in one escalation: the code that this phone may answer with."""

    __tablename__ = "notify_alert"

    district: Mapped[bytes] = key()
    alert: Mapped[bytes] = key()
    escalation: Mapped[bytes] = link()
    person: Mapped[bytes] = link()
    phone_hash: Mapped[bytes | None] = keyed("which phone the code belongs to", nullable=True)
    code: Mapped[str] = public(String(4), "stops paging and reveals nothing; kept 30 days against reuse")
    wrong_tries: Mapped[int] = public(SmallInteger, "five, then a new code", default=0)
    pages_told: Mapped[int] = public(SmallInteger, "how many open pages the last text counted", default=0)
    created_at: Mapped[int] = seconds()
    rang_at: Mapped[int] = seconds()


Index("uq_notify_alert_person", Alert.district, Alert.escalation, Alert.person, unique=True)
Index("ix_notify_alert_phone", Alert.district, Alert.phone_hash, Alert.created_at)
Index("ix_notify_alert_rang", Alert.district, Alert.person, Alert.rang_at)


class Ring(Base):
    """One step of a climb: whom, by which channel, in which round. The message itself is an outbox row."""

    __tablename__ = "notify_ring"

    district: Mapped[bytes] = key()
    ring: Mapped[bytes] = key()  # also the id of its outbox row
    escalation: Mapped[bytes] = link()
    person: Mapped[bytes] = link()
    channel: Mapped[str] = public(String(8), "sms, voice or email")
    kind: Mapped[str] = public(String(8), "person, everyone or news")
    round: Mapped[int] = public(Integer, "which round of the ladder")
    step: Mapped[int] = public(Integer, "counts the steps of a climb")
    at: Mapped[int] = seconds()


Index("ix_notify_ring_escalation", Ring.district, Ring.escalation)


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


Index(
    "ix_notify_outbox_due",
    Outbox.priority,
    Outbox.due_at,
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


def insert_if_absent(conn: Connection, table: type[Base], values: dict[str, Any]) -> None:
    """Insert, unless a unique key already holds such a row: of two processes, one wins and none fails."""
    if conn.dialect.name == "postgresql":
        conn.execute(postgresql.insert(table).values(values).on_conflict_do_nothing())
    else:
        conn.execute(sqlite.insert(table).values(values).on_conflict_do_nothing())
