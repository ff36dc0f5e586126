"""Pages, the climbs that ring for them, and whom and how they rang."""

from typing import Any

from sqlalchemy import JSON, Boolean, Index, Integer, SmallInteger, String
from sqlalchemy.orm import Mapped

from notify.tables.base import Base, key, keyed, link, public, seconds


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
    # Of a page that somebody has: when the clock must look at it again. Null: nothing is waited for.
    watch_at: Mapped[int | None] = seconds(nullable=True)
    replied_at: Mapped[int | None] = seconds(nullable=True)  # whoever waits heard from a person
    reminded_at: Mapped[int | None] = seconds(nullable=True)  # its holder, of that first reply
    news_at: Mapped[int | None] = seconds(nullable=True)  # something new that its holder has not opened
    news_told_at: Mapped[int | None] = seconds(nullable=True)
    cried_at: Mapped[int | None] = seconds(nullable=True)  # when people beside the ladder were last alarmed


Index("ix_notify_page_state", Page.district, Page.state, Page.tell_at)
Index("ix_notify_page_escalation", Page.district, Page.escalation)
Index(
    "ix_notify_page_notice",
    Page.district,
    Page.escalation,
    sqlite_where=Page.notice_due,
    postgresql_where=Page.notice_due,
)
Index(
    "ix_notify_page_watch",
    Page.watch_at,
    sqlite_where=Page.watch_at.is_not(None),
    postgresql_where=Page.watch_at.is_not(None),
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
    heard_at: Mapped[int | None] = seconds(nullable=True)  # an agency's answer, which takes nothing
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
    kind: Mapped[str] = public(String(8), "person, everyone, fallback or news")
    round: Mapped[int] = public(Integer, "which round of the ladder")
    step: Mapped[int] = public(Integer, "counts the steps of a climb")
    at: Mapped[int] = seconds()
    # Null in rings that were made before steps had waits of their own.
    confirm_s: Mapped[int | None] = public(Integer, "how long the carrier is waited for", nullable=True)
    answer_s: Mapped[int | None] = public(Integer, "how long the person is waited for", nullable=True)
    link_hash: Mapped[bytes | None] = keyed("hash of the random link of an e-mail", nullable=True)


Index("ix_notify_ring_escalation", Ring.district, Ring.escalation)
Index("ix_notify_ring_link", Ring.district, Ring.link_hash)
