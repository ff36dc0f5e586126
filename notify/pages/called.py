"""Whom a page has reached for so far, for those who look at it."""

from collections.abc import Sequence

from sqlalchemy import Connection, func, select

from notify.escalation import Kind
from notify.tables import Page, Ring


def called(conn: Connection, *, district: bytes, about: bytes) -> Sequence[bytes]:
    """The persons that were rung for the caller's object, in the order of their first call."""
    climbs = select(Page.escalation).where(Page.district == district, Page.about == about)
    found = conn.execute(
        select(Ring.person, func.min(Ring.at).label("first"))
        .where(
            Ring.district == district,
            Ring.escalation.in_(climbs.scalar_subquery()),
            Ring.kind.not_in((Kind.NEWS, Kind.FALLBACK)),
        )
        .group_by(Ring.person)
        .order_by("first", Ring.person)
    )
    return [each.person for each in found]
