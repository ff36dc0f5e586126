"""How long the longest waiting page has been due: a sender or a ladder that died shows here first."""

from datetime import UTC, datetime

from sqlalchemy import Connection, bindparam, func, select

from notify.outbox.states import Class, State
from notify.tables import Escalation, Outbox

# Made once: asked every few seconds, and built anew they take longer than their answers.
_PAGES = select(func.min(Outbox.due_at)).where(
    Outbox.district == bindparam("district"),
    Outbox.klass == Class.PAGE,
    Outbox.state.in_((State.PENDING, State.CLAIMED)),
)
_CLIMBS = select(func.min(Escalation.due_at)).where(
    Escalation.district == bindparam("district"), Escalation.state == "open"
)


def oldest_due_page(conn: Connection, *, district: bytes) -> datetime | None:
    """When the longest waiting page became due, or None where none waits."""
    found: int | None = conn.execute(_PAGES, {"district": district}).scalar_one()
    # A climb that nobody looks at makes no row: its own time counts as well.
    climb: int | None = conn.execute(_CLIMBS, {"district": district}).scalar_one()
    oldest = min((each for each in (found, climb) if each is not None), default=None)
    return None if oldest is None else datetime.fromtimestamp(oldest, UTC)
