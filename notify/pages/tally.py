"""Whom pages woke, and when: for the count of pages a person and week. A climb counts once, however often it rang them."""

from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection, func, select

from notify.climb import Kind
from notify.tables import Escalation, Page, Ring


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
