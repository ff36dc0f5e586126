"""Pages that nobody has yet, with those who must not learn of them: an alarm about a page tells that it exists."""

from dataclasses import dataclass

from sqlalchemy import Connection, and_, select, update

from notify.pages.drilled import of_drill
from notify.tables import Escalation, Page


@dataclass(frozen=True, slots=True)
class Unreached:
    """`about` is the caller's own id; `told`: whoever waits was told that nobody was reached; `cried_at`: when people
    beside the ladder were last alarmed.
    """

    team: bytes
    about: bytes | None
    reference: str
    since: int
    told: bool
    excluded: frozenset[bytes]
    page: bytes = b""
    escalation: bytes = b""
    cried_at: int | None = None


def unreached(conn: Connection, *, district: bytes) -> tuple[Unreached, ...]:
    """Every open page but drills, oldest first; `since` in unix seconds."""
    climb = and_(Escalation.district == Page.district, Escalation.escalation == Page.escalation)
    found = conn.execute(
        select(
            Page.page,
            Page.escalation,
            Page.team,
            Page.about,
            Page.reference,
            Page.created_at,
            Page.told_at,
            Page.cried_at,
            Escalation.excluded,
        )
        .join(Escalation, climb)
        .where(Page.district == district, Page.state == "open", ~of_drill(Page))
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
            each.page,
            each.escalation,
            each.cried_at,
        )
        for each in found
    )


def cry(conn: Connection, *, district: bytes, page: bytes, cried_at: int | None, now: int) -> bool:
    """Mark that people beside the ladder are alarmed now. False: somebody has it, or another process was faster."""
    done = conn.execute(
        update(Page)
        .where(Page.district == district, Page.page == page, Page.state == "open")
        .where(Page.cried_at.is_(None) if cried_at is None else Page.cried_at == cried_at)
        .values(cried_at=now)
    )
    return done.rowcount == 1
