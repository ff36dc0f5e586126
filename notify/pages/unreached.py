"""Pages that nobody has yet, with those who must not learn of them: an alarm about a page tells that it exists."""

from dataclasses import dataclass

from sqlalchemy import Connection, and_, select

from notify.tables import Escalation, Page


@dataclass(frozen=True, slots=True)
class Unreached:
    """`about` is the caller's own id; `told`: whoever waits was told that nobody was reached."""

    team: bytes
    about: bytes | None
    reference: str
    since: int
    told: bool
    excluded: frozenset[bytes]


def unreached(conn: Connection, *, district: bytes) -> tuple[Unreached, ...]:
    """Every open page, oldest first; `since` in unix seconds."""
    climb = and_(Escalation.district == Page.district, Escalation.escalation == Page.escalation)
    found = conn.execute(
        select(Page.team, Page.about, Page.reference, Page.created_at, Page.told_at, Escalation.excluded)
        .join(Escalation, climb)
        .where(Page.district == district, Page.state == "open")
        .order_by(Page.created_at, Page.page)
    )
    return tuple(
        Unreached(
            each.team,
            each.about,
            each.reference,
            each.created_at,
            each.told_at is not None,
            frozenset(bytes.fromhex(person) for person in each.excluded),
        )
        for each in found
    )
