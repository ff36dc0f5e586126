"""Calls that page: whom one is for, whether it still matters, and the key that takes the page. Only 1 does."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select, update

from notify.contacts import contacts
from notify.escalation import Kind
from notify.outbox import State
from notify.pages.answering import locked_climb, take
from notify.pages.codes import hear_of
from notify.pages.drilled import of_drill
from notify.ports import Delivery
from notify.tables import Attempt, Escalation, Outbox, Ring
from notify.voice import Said


@dataclass(frozen=True, slots=True)
class Call:
    """What a call says when somebody picks up."""

    lang: str
    agency: bool
    open: bool
    drill: bool = False


def call_of(conn: Connection, *, district: bytes, ring: bytes) -> Call | None:
    """None: no such call was made."""
    found = conn.execute(
        select(Ring.person, Ring.kind, Escalation.state, of_drill(Ring).label("drill"))
        .join(Escalation, (Escalation.district == Ring.district) & (Escalation.escalation == Ring.escalation))
        .where(Ring.district == district, Ring.ring == ring)
    ).one_or_none()
    if found is None:
        return None
    known = contacts(conn, district=district, persons=[found.person]).get(found.person)
    return Call(
        known.lang if known else "en", found.kind == Kind.FALLBACK, found.state == "open", found.drill
    )


def acknowledge_by_call(conn: Connection, *, district: bytes, ring: bytes, digit: str, now: datetime) -> Said:
    """A key pressed during a call. Every key but 1, and no key at all (a voicemail), takes nothing."""
    found: Any = conn.execute(
        select(Ring.escalation, Ring.person, Ring.kind).where(Ring.district == district, Ring.ring == ring)
    ).one_or_none()
    climb = found and locked_climb(conn, district, found.escalation)
    if not found or not climb or found.person.hex() in climb.excluded:
        return Said.OTHER
    if digit != "1" or found.person not in contacts(conn, district=district, persons=[found.person]):
        return Said.NOTHING if climb.state == "open" else Said.OTHER
    if found.kind == Kind.FALLBACK:
        hear_of(conn, district=district, escalation=found.escalation, person=found.person, now=now)
        _delivered(conn, district, ring, now)
        return Said.HEARD
    taken = take(conn, district=district, climb=climb, person=found.person, now=now, by="digit")
    if not taken.pages:
        return Said.OTHER
    _delivered(conn, district, ring, now)
    return Said.YOURS


def _delivered(conn: Connection, district: bytes, ring: bytes, now: datetime) -> None:
    """A person heard it: the word that the call is over, which comes next, no longer counts."""
    conn.execute(
        update(Attempt)
        .where(Attempt.district == district, Attempt.row == ring)
        .values(delivery=Delivery.DELIVERED)
    )
    conn.execute(
        update(Outbox)
        .where(Outbox.district == district, Outbox.row == ring)
        .values(
            state=State.DELIVERED,
            delivery=Delivery.DELIVERED,
            due_at=None,
            changed_at=int(now.timestamp()),
        )
    )
