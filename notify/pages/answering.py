"""Somebody has it. An acknowledgement covers what exists at that moment and stops only that."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select, update

from notify.outbox import HOLD_AFTER_S, Class, State, Trigger
from notify.outbox.hanging_up import spare_calls
from notify.outbox.states import stoppable
from notify.pages.drilled import note_taken
from notify.tables import Escalation, Outbox, Page


class NoSuchPage(LookupError):
    """No page for this person. The same for one that does not exist and one they are excluded from."""


class NotYours(RuntimeError):
    """Only its holder can hand a page back."""


@dataclass(frozen=True, slots=True)
class Taken:
    """Pages just acknowledged. `told`: those whose sender had been told that nobody was reached, and is now
    to be told that somebody has it. `holder` and `before` are set when somebody had it already.
    """

    pages: tuple[bytes, ...] = ()
    references: tuple[str, ...] = ()
    told: tuple[bytes, ...] = ()
    holder: bytes | None = None


def acknowledge(
    conn: Connection, *, district: bytes, page_id: bytes, person: bytes, now: datetime, by: str = "inbox"
) -> Taken:
    """One page, by button or link. Others of its climb stay open. Raises NoSuchPage."""
    found = conn.execute(
        select(Page.escalation, Page.reference).where(Page.district == district, Page.page == page_id)
    ).one_or_none()
    climb = found and locked_climb(conn, district, found.escalation)
    if not found or not climb or person.hex() in climb.excluded:
        raise NoSuchPage("There is no such page.")
    taken = take(conn, district=district, climb=climb, person=person, now=now, by=by, only=page_id)
    if taken.pages:
        return taken
    holder = conn.execute(
        select(Page.holder).where(Page.district == district, Page.page == page_id)
    ).scalar_one()
    return Taken(references=(found.reference,), holder=holder)


def locked_climb(conn: Connection, district: bytes, escalation: bytes) -> Any:
    """Every change of pages begins with this lock, so that no page joins a climb that is just ending."""
    return conn.execute(
        select(
            Escalation.escalation,
            Escalation.team,
            Escalation.state,
            Escalation.excluded,
            Escalation.able,
            Escalation.policy,
            Escalation.lane,
        )
        .where(Escalation.district == district, Escalation.escalation == escalation)
        .with_for_update()
    ).one_or_none()


def take(
    conn: Connection,
    *,
    district: bytes,
    climb: Any,
    person: bytes,
    now: datetime,
    by: str,
    only: bytes | None = None,
) -> Taken:
    """Acknowledge all open pages of a locked climb, or one of them; silence what is pending for them."""
    at = int(now.timestamp())
    mine = [Page.district == district, Page.escalation == climb.escalation, Page.state == "open"]
    covered = conn.execute(
        select(Page.page, Page.reference, Page.told_at)
        .where(*mine, *([Page.page == only] if only else []))
        .order_by(Page.created_at, Page.page)
    ).all()
    pages = [each.page for each in covered]
    conn.execute(
        update(Page)
        .where(Page.district == district, Page.page.in_(pages))
        .values(
            state="acknowledged",
            holder=person,
            acknowledged_at=at,
            acknowledged_by=by,
            notice_due=bool(pages),
            watch_at=at,
            reminded_at=None,
            news_at=None,
            news_told_at=None,
        )
    )
    if pages:
        note_taken(conn, district=district, escalation=climb.escalation, person=person, at=at, by=by)
    told = tuple(each.page for each in covered if _settle_contingent(conn, district, each, at))
    left = conn.execute(select(Page.page).where(*mine).limit(1)).first()
    values: dict[str, Any] = {"due_at": at} if left else {"state": "ended", "ended_at": at}
    if pages or not left:
        conn.execute(
            update(Escalation)
            .where(Escalation.district == district, Escalation.escalation == climb.escalation)
            .where(Escalation.state == "open")
            .values(values)
        )
    if not left:
        conn.execute(
            update(Outbox)
            .where(Outbox.district == district, Outbox.escalation == climb.escalation)
            .where(Outbox.klass == Class.PAGE, stoppable())
            .values(state=State.SUPPRESSED, due_at=None, changed_at=at)
        )
        spare_calls(conn, district=district, escalation=climb.escalation, at=at)
    return Taken(tuple(pages), tuple(each.reference for each in covered), told)


def _settle_contingent(conn: Connection, district: bytes, page: Any, at: int) -> bool:
    """Whoever was told "not reached" is told "somebody has it"; whoever was not, hears neither."""
    rows = conn.execute(
        select(Outbox.row, Outbox.trigger, Outbox.handed_at, Outbox.state)
        .where(Outbox.district == district, Outbox.page == page.page, Outbox.trigger.is_not(None))
        .with_for_update()
    ).all()
    first = [each for each in rows if each.trigger == Trigger.UNACKNOWLEDGED]
    told = page.told_at is not None or any(each.handed_at is not None for each in first)
    for each in rows:
        if each.state not in {State.PENDING, State.CLAIMED} or each.handed_at is not None:
            continue
        values: dict[str, Any] = {"state": State.SUPPRESSED, "due_at": None, "changed_at": at}
        if each.trigger == Trigger.ACKNOWLEDGED_AFTER_TOLD and told:
            values = {"due_at": at, "hold_at": at + HOLD_AFTER_S, "changed_at": at}
        conn.execute(update(Outbox).where(Outbox.district == district, Outbox.row == each.row).values(values))
    return told
