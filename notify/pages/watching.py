"""What the caller must say or show: who was not reached in time, who has it, what is open."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, delete, select, update

from notify.pages.drilled import of_drill
from notify.policy import Policy
from notify.tables import Alert, Attempt, Escalation, Outbox, Page, Ring


@dataclass(frozen=True, slots=True)
class Seen:
    """A real page: drills are told of in `notify.drills`. `reply_by`: when a first reply is asked for; None once there was one, or while nobody has it. `news`: something
    new that its holder has not opened.
    """

    page: bytes
    reference: str
    about: bytes | None
    team: bytes
    severity: str
    state: str
    since: datetime
    holder: bytes | None
    acknowledged_at: datetime | None
    reply_by: datetime | None = None
    news: bool = False


# Made once: all of a worker's looks and each thread that is opened ask it.
_PAGES = (
    select(
        Page.page,
        Page.reference,
        Page.about,
        Page.team,
        Page.severity,
        Page.state,
        Page.created_at,
        Page.holder,
        Page.acknowledged_at,
        Page.replied_at,
        Page.news_at,
        Escalation.policy,
    )
    .join(Escalation, (Escalation.district == Page.district) & (Escalation.escalation == Page.escalation))
    .where(~of_drill(Page))
    .order_by(Page.created_at, Page.page)
)


def unacknowledged(conn: Connection, *, district: bytes, now: datetime) -> Sequence[Seen]:
    """Pages that nobody took in the policy's time and whose sender has not been told so. Then `mark_told`."""
    at = int(now.timestamp())
    return _seen(
        conn, Page.district == district, Page.state == "open", Page.tell_at <= at, Page.told_at.is_(None)
    )


def mark_told(conn: Connection, *, district: bytes, page_id: bytes, now: datetime) -> None:
    conn.execute(
        update(Page)
        .where(Page.district == district, Page.page == page_id, Page.told_at.is_(None))
        .values(told_at=int(now.timestamp()))
    )


def acknowledged_after_told(conn: Connection, *, district: bytes) -> Sequence[Seen]:
    """Pages that somebody has by now, whose sender was told that nobody was reached. Then `mark_told_again`."""
    return _seen(
        conn,
        Page.district == district,
        Page.state.in_(("acknowledged", "closed")),
        Page.told_at.is_not(None),
        Page.told_again_at.is_(None),
    )


def mark_told_again(conn: Connection, *, district: bytes, page_id: bytes, now: datetime) -> None:
    conn.execute(
        update(Page)
        .where(Page.district == district, Page.page == page_id)
        .values(told_again_at=int(now.timestamp()))
    )


def pages_about(conn: Connection, *, district: bytes, about: bytes) -> Sequence[Seen]:
    """Every page of one of the caller's objects, oldest first."""
    return _seen(conn, Page.district == district, Page.about == about)


def open_pages(conn: Connection, *, district: bytes) -> Sequence[Seen]:
    return _seen(conn, Page.district == district, Page.state == "open")


def _seen(conn: Connection, *where: Any) -> Sequence[Seen]:
    found = conn.execute(_PAGES.where(*where))
    return [
        Seen(
            each.page,
            each.reference,
            each.about,
            each.team,
            each.severity,
            each.state,
            datetime.fromtimestamp(each.created_at, UTC),
            each.holder,
            None if each.acknowledged_at is None else datetime.fromtimestamp(each.acknowledged_at, UTC),
            _reply_by(each),
            each.news_at is not None,
        )
        for each in found
    ]


def _reply_by(page: Any) -> datetime | None:
    if page.state != "acknowledged" or page.replied_at is not None:
        return None
    return datetime.fromtimestamp(page.acknowledged_at + Policy.from_json(page.policy).reply_s, UTC)


def forget(conn: Connection, *, district: bytes, before: datetime) -> None:
    """Delete climbs that ended before this instant, with their pages, rings, codes and messages; and old messages.

    Exact times are for the days of an incident; `before` is 30 days ago.
    """
    at = int(before.timestamp())
    ended = (
        select(Escalation.escalation)
        .where(Escalation.district == district, Escalation.state == "ended", Escalation.ended_at < at)
        .scalar_subquery()
    )
    for table in (Page, Ring, Alert):
        conn.execute(delete(table).where(table.district == district, table.escalation.in_(ended)))
    conn.execute(
        delete(Escalation).where(
            Escalation.district == district, Escalation.state == "ended", Escalation.ended_at < at
        )
    )
    old = (
        Outbox.district == district,
        Outbox.due_at.is_(None),
        Outbox.trigger.is_(None) | Outbox.page.not_in(select(Page.page).where(Page.district == district)),
        Outbox.changed_at < at,
    )
    gone = select(Outbox.row).where(*old).scalar_subquery()
    conn.execute(delete(Attempt).where(Attempt.district == district, Attempt.row.in_(gone)))
    conn.execute(delete(Outbox).where(*old))
