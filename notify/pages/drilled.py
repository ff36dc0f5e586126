"""Climbs that are drills: told apart from real ones, and ended by the first real page, in its own transaction."""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, exists, select, update

from notify.drill_tables import Drill
from notify.outbox import Class, State
from notify.outbox.hanging_up import spare_calls
from notify.outbox.states import stoppable
from notify.tables import Escalation, Outbox, Page

PAGE, HAND, LATE = "page", "hand", "late"
ON = ("running", "practising")


def of_drill(table: Any) -> ColumnElement[bool]:
    """Whether the climb that this table's rows name is a drill's."""
    return exists().where(Drill.district == table.district, Drill.escalation == table.escalation)


def is_drill(conn: Connection, *, district: bytes, escalation: bytes) -> bool:
    found = select(Drill.drill).where(Drill.district == district, Drill.escalation == escalation)
    return conn.execute(found).first() is not None


def real_page_open(conn: Connection, *, district: bytes) -> bool:
    """Anywhere in the district."""
    found = select(Page.page).where(Page.district == district, Page.state == "open", ~of_drill(Page))
    return conn.execute(found.limit(1)).first() is not None


def call_off(
    conn: Connection, *, district: bytes, now: datetime, because: str = PAGE, drill: bytes | None = None
) -> int:
    """End every drill that is on, or the one that is named: nobody is rung for it from here on. How many.

    Whoever was rung is told by the worker afterwards: a real page waits for no text of a drill. The climb is locked
    before the drill, as an acknowledgement does it, and both after whatever the caller has locked.
    """
    mine = [Drill.district == district, Drill.state.in_(ON), *([Drill.drill == drill] if drill else [])]
    found = conn.execute(select(Drill.drill, Drill.escalation).where(*mine).order_by(Drill.drill)).all()
    return sum(_call_off(conn, district, each, now, because) for each in found)


def _call_off(conn: Connection, district: bytes, found: Any, now: datetime, because: str) -> int:
    end(conn, district=district, escalation=found.escalation, now=now)
    done = conn.execute(
        update(Drill)
        .where(Drill.district == district, Drill.drill == found.drill, Drill.state.in_(ON))
        .values(state="called_off", because=because, ended=int(now.timestamp()), notice_due=True)
    )
    return done.rowcount


def end(conn: Connection, *, district: bytes, escalation: bytes, now: datetime) -> None:
    """The climb and its page are over: what of it waits for the carrier does not go, and what rings is hung up."""
    at = int(now.timestamp())
    climb = (Escalation.district == district, Escalation.escalation == escalation)
    conn.execute(select(Escalation.escalation).where(*climb).with_for_update())
    conn.execute(
        update(Escalation).where(*climb, Escalation.state == "open").values(state="ended", ended_at=at)
    )
    conn.execute(
        update(Page)
        .where(Page.district == district, Page.escalation == escalation, Page.state == "open")
        .values(state="closed")
    )
    conn.execute(
        update(Outbox)
        .where(Outbox.district == district, Outbox.escalation == escalation)
        .where(Outbox.klass == Class.PAGE, stoppable())
        .values(state=State.SUPPRESSED, due_at=None, changed_at=at)
    )
    spare_calls(conn, district=district, escalation=escalation, at=at)


def give_up(conn: Connection, *, district: bytes, escalation: bytes, now: datetime) -> None:
    """The ladder was climbed to its end and nobody took the drill. A real page would begin anew; this one is told."""
    end(conn, district=district, escalation=escalation, now=now)
    conn.execute(
        update(Drill)
        .where(Drill.district == district, Drill.escalation == escalation, Drill.state == "running")
        .values(state="unanswered", ended=int(now.timestamp()))
    )


def note_taken(
    conn: Connection, *, district: bytes, escalation: bytes, person: bytes, at: int, by: str
) -> None:
    """If this climb is a drill: measured, and its practice reply is waited for."""
    drill = conn.execute(
        update(Drill)
        .where(Drill.district == district, Drill.escalation == escalation, Drill.state == "running")
        .values(state="practising", acknowledged=at, acknowledged_by=by, holder=person)
    )
    if drill.rowcount:
        # Nobody is reminded of a reply that no student waits for.
        mine = (Page.district == district, Page.escalation == escalation)
        conn.execute(update(Page).where(*mine).values(watch_at=None))
