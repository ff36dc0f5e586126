"""Whom pages woke, and when: for the count of pages a person and week. A climb counts once, however often it rang them."""

from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection, func, select

from notify.climb import Kind
from notify.pages.drilled import of_drill
from notify.tables import Escalation, Outbox, Page, Ring


@dataclass(frozen=True, slots=True)
class Woken:
    """`abouts` are the caller's own ids of what it was about."""

    person: bytes
    at: datetime
    abouts: frozenset[bytes]


def woken(conn: Connection, *, district: bytes, since: datetime) -> tuple[Woken, ...]:
    """Oldest first. Climbs that are kept from somebody are not among them: a count would tell of them."""
    at = int(since.timestamp())
    rung = conn.execute(
        select(Ring.person, Ring.escalation, func.min(Ring.at).label("first"))
        .where(Ring.district == district, Ring.at >= at, Ring.kind.in_((Kind.PERSON, Kind.EVERYONE)))
        .group_by(Ring.person, Ring.escalation)
        .order_by("first", Ring.person)
    ).all()
    climbs = {each.escalation for each in rung}
    pages = conn.execute(
        select(Page.escalation, Page.about).where(Page.district == district, Page.escalation.in_(climbs))
    ).all()
    about: dict[bytes, set[bytes]] = {}
    for each in pages:
        if each.about is not None:
            about.setdefault(each.escalation, set()).add(each.about)
    kept = conn.execute(
        select(Escalation.escalation, Escalation.excluded).where(
            Escalation.district == district, Escalation.escalation.in_(climbs)
        )
    ).all()
    open_to_all = {each.escalation for each in kept if not each.excluded}
    return tuple(
        Woken(
            each.person,
            datetime.fromtimestamp(each.first, UTC),
            frozenset(about.get(each.escalation, ())),
        )
        for each in rung
        if each.escalation in open_to_all
    )


@dataclass(frozen=True, slots=True)
class Timed:
    """A real page of which nobody is told less. `handed_s`: until the first message was handed to a carrier;
    `taken_s`: until a person took it; None where that did not happen.
    """

    about: bytes | None
    handed_s: int | None
    taken_s: int | None


def timed(conn: Connection, *, district: bytes, since: datetime, until: datetime) -> tuple[Timed, ...]:
    """Pages that began from `since` on, before `until`. Exact times are forgotten after thirty days."""
    first, end = int(since.timestamp()), int(until.timestamp())
    handed = (
        select(Outbox.escalation, func.min(Outbox.handed_at).label("at"))
        .where(Outbox.district == district, Outbox.handed_at.is_not(None))
        .group_by(Outbox.escalation)
        .subquery()
    )
    rows = conn.execute(
        select(Page.about, Page.created_at, Page.acknowledged_at, handed.c.at)
        .outerjoin(handed, handed.c.escalation == Page.escalation)
        .where(Page.district == district, Page.created_at >= first, Page.created_at < end, ~of_drill(Page))
        .order_by(Page.created_at, Page.page)
    )
    return tuple(
        # A page that joins a climb which rings already is handed over at once.
        Timed(
            row.about,
            None if row.at is None else max(0, row.at - row.created_at),
            None if row.acknowledged_at is None else row.acknowledged_at - row.created_at,
        )
        for row in rows
    )
