"""A page that somebody had is open again: its holder cannot take it, has left, or does not see to it."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, select, update

from notify.oncall import ladder
from notify.outbox import HOLD_AFTER_S, State, Trigger
from notify.pages.answering import NoSuchPage, NotYours, locked_climb
from notify.pages.drilled import call_off, of_drill
from notify.pages.opening import derived_id, open_climb
from notify.tables import Outbox, Page


def hand_back(conn: Connection, *, district: bytes, page_id: bytes, person: bytes, now: datetime) -> None:
    """Its holder cannot take it: open again, and the next person is paged at once. Raises NoSuchPage, NotYours."""
    found = conn.execute(
        select(Page.escalation).where(Page.district == district, Page.page == page_id)
    ).one_or_none()
    before = found and locked_climb(conn, district, found.escalation)
    if not found or not before or person.hex() in before.excluded:
        raise NoSuchPage("There is no such page.")
    held = held_page(conn, district, page_id)
    if held is None or held.holder != person:
        raise NotYours("Somebody else holds this page now, or nobody does. Open it again to see who.")
    reopen(conn, district=district, page=held, before=before, at=int(now.timestamp()))


def held_page(conn: Connection, district: bytes, page_id: bytes) -> Any:
    """A page that somebody has, under the lock of its climb; None if nobody does, and for a drill: it rings once."""
    return conn.execute(
        select(Page)
        .where(Page.district == district, Page.page == page_id, Page.state == "acknowledged", ~of_drill(Page))
        .with_only_columns(*Page.__table__.c)
        .with_for_update()
    ).one_or_none()


def reopen(conn: Connection, *, district: bytes, page: Any, before: Any, at: int) -> None:
    """The next person is paged at once, and whoever had it is not rung in the first round.

    `before` is the climb that the page belonged to, already locked.
    """
    climb = open_climb(
        conn,
        district=district,
        team=page.team,
        lane=page.lane,
        rules=ladder(conn, district=district, team=page.team),
        excluded=[bytes.fromhex(each) for each in before.excluded],
        able=[bytes.fromhex(each) for each in before.able],
        seed=derived_id("again", page.page, before.escalation, str(page.acknowledged_at).encode()),
        at=at,
        passed=(page.holder,),
    )
    wait_s = climb.policy["tell_after_s"]
    conn.execute(
        update(Page)
        .where(Page.district == district, Page.page == page.page)
        .values(
            state="open",
            escalation=climb.escalation,
            holder=None,
            acknowledged_at=None,
            acknowledged_by=None,
            notice_due=False,
            tell_at=at + wait_s,
            told_at=None,
            told_again_at=None,
            watch_at=None,
            replied_at=None,
            reminded_at=None,
            news_at=None,
            news_told_at=None,
            cried_at=None,
        )
    )
    _arm_contingent(conn, district, page.page, at)
    call_off(conn, district=district, now=datetime.fromtimestamp(at, UTC))


def _arm_contingent(conn: Connection, district: bytes, page_id: bytes, at: int) -> None:
    """What is said to whoever waits, if this goes on, waits anew; what was said already is not said twice."""
    conn.execute(
        update(Outbox)
        .where(Outbox.district == district, Outbox.page == page_id, Outbox.handed_at.is_(None))
        .where(Outbox.trigger == Trigger.UNACKNOWLEDGED, Outbox.state == State.SUPPRESSED)
        .values(
            state=State.PENDING,
            due_at=at + Outbox.delay_s,
            hold_at=at + Outbox.delay_s + HOLD_AFTER_S,
            changed_at=at,
        )
    )
    conn.execute(
        update(Outbox)
        .where(Outbox.district == district, Outbox.page == page_id, Outbox.handed_at.is_(None))
        .where(Outbox.trigger == Trigger.ACKNOWLEDGED_AFTER_TOLD)
        .where(Outbox.state.in_((State.SUPPRESSED, State.PENDING)))
        .values(state=State.PENDING, due_at=None, hold_at=None, changed_at=at)
    )
