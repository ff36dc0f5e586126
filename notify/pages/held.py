"""What the caller knows of pages that somebody has: an answer went out, something new came, somebody looked or left.

Each act wakes the clock for the page (`watch_at`); what follows from it is decided there, in `minding`.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, or_, select, update

from notify.pages.answering import locked_climb
from notify.pages.giving_back import held_page, reopen
from notify.tables import Escalation, Page, Ring

# Asked with every later message of a student: put together once.
_LIVE = (
    select(Page.page, Page.state)
    .where(
        Page.district == bindparam("district"),
        Page.about == bindparam("about"),
        or_(Page.state == "open", Page.state == "acknowledged"),
    )
    .order_by(Page.acknowledged_at.desc(), Page.page)
)


def replied(conn: Connection, *, district: bytes, about: bytes, now: datetime) -> None:
    """Whoever waits heard from a person: no reminder is due, and what was new has been seen to."""
    at = int(now.timestamp())
    conn.execute(
        update(Page)
        .where(*_mine(district, about), Page.state.in_(("open", "acknowledged")))
        .values(replied_at=at, news_at=None, news_told_at=None)
    )
    _wake(conn, at, *_mine(district, about))


def news(conn: Connection, *, district: bytes, about: bytes, now: datetime) -> bool:
    """Something new in what somebody has: told to whoever took it last. Whether anybody has it.

    While a page about it rings, those who are called see it anyhow.
    """
    at = int(now.timestamp())
    found = conn.execute(_LIVE, {"district": district, "about": about}).all()
    if not found or any(each.state == "open" for each in found):
        return False
    newest = (*_mine(district, about), Page.page == found[0].page)
    conn.execute(update(Page).where(*newest, Page.news_at.is_(None)).values(news_at=at, news_told_at=None))
    _wake(conn, at, *newest)
    return True


def opened(conn: Connection, *, district: bytes, about: bytes, person: bytes, now: datetime) -> None:
    """Its holder looked. Another person's look silences nothing."""
    mine = (*_mine(district, about), Page.holder == person, Page.news_at.is_not(None))
    conn.execute(
        update(Page).where(*mine).values(news_at=None, news_told_at=None, watch_at=int(now.timestamp()))
    )


def close(conn: Connection, *, district: bytes, about: bytes) -> None:
    """The matter is over, or was never urgent: nothing more is asked of whoever has it."""
    conn.execute(
        update(Page)
        .where(*_mine(district, about), Page.state == "acknowledged")
        .values(state="closed", watch_at=None, news_at=None, news_told_at=None)
    )


def let_go(
    conn: Connection, *, district: bytes, person: bytes, now: datetime, keeps: Callable[[bytes], bool]
) -> int:
    """Somebody works here no more, or reads less: what they had and cannot see to any more is open again, if it is
    still waited for, and ladders that rang them are looked at now. How many pages were opened again.

    `keeps`: whether they can still see to one of the caller's objects.
    """
    at = int(now.timestamp())
    theirs = conn.execute(
        select(Page.page, Page.escalation, Page.about)
        .where(Page.district == district, Page.holder == person, Page.state == "acknowledged")
        .where(Page.replied_at.is_(None) | Page.news_at.is_not(None))
        .order_by(Page.escalation, Page.page)
    ).all()
    given = 0
    for each in theirs:
        if each.about is not None and keeps(each.about):
            continue
        before = locked_climb(conn, district, each.escalation)
        page = held_page(conn, district, each.page)
        if before is not None and page is not None and page.holder == person:
            reopen(conn, district=district, page=page, before=before, at=at)
            given += 1
    rang = select(Ring.escalation).where(Ring.district == district, Ring.person == person)
    conn.execute(
        update(Escalation)
        .where(Escalation.district == district, Escalation.state == "open", Escalation.due_at > at)
        .where(Escalation.escalation.in_(rang.scalar_subquery()))
        .values(due_at=at)
    )
    return given


def _mine(district: bytes, about: bytes) -> tuple[Any, ...]:
    return Page.district == district, Page.about == about


def _wake(conn: Connection, at: int, *mine: Any) -> None:
    conn.execute(update(Page).where(*mine, Page.state == "acknowledged").values(watch_at=at))
