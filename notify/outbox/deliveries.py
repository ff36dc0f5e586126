"""What a carrier says of a message, from an answer, a callback or a look: it only ever moves forward.

Callbacks come doubled, out of order, and before the answer that names the message; terminal words stick.
"""

from typing import Any

from sqlalchemy import Connection, select, update

from notify.outbox.states import Class, State
from notify.ports import Delivery, Sent
from notify.statuses import LANDLINE, OPTED_OUT
from notify.tables import Attempt, Contact, Escalation, Outbox, Ring
from notify.troubles import STAFF_OPTED_OUT, trouble

_ORDER = list(Delivery)


def merge(before: Delivery | None, now: Delivery) -> Delivery:
    """The later of two words about one message."""
    if before is None:
        return now
    if before.terminal:
        return before
    return now if now.terminal else max(before, now, key=_ORDER.index)


def state_of(delivery: Delivery) -> State:
    if delivery is Delivery.DELIVERED:
        return State.DELIVERED
    return State.FAILED if delivery.terminal else State.SENT


def record(
    conn: Connection,
    *,
    district: bytes,
    row: bytes,
    fence: int,
    seen: Sent,
    now: int,
    due_at: int | None = None,
) -> bool:
    """Write down what is known of one attempt. False: no such attempt (a stray or forged callback)."""
    attempt = conn.execute(
        select(Attempt.delivery, Attempt.error)
        .where(Attempt.district == district, Attempt.row == row, Attempt.fence == fence)
        .with_for_update()
    ).one_or_none()
    message = conn.execute(
        select(Outbox.klass, Outbox.state, Outbox.fence, Outbox.handed_at, Outbox.escalation, Outbox.delivery)
        .where(Outbox.district == district, Outbox.row == row)
        .with_for_update()
    ).one_or_none()
    if attempt is None or message is None:
        return False
    word = merge(Delivery(attempt.delivery) if attempt.delivery else None, seen.status)
    error = seen.error or attempt.error
    conn.execute(
        update(Attempt)
        .where(Attempt.district == district, Attempt.row == row, Attempt.fence == fence)
        .values(sid=seen.sid, delivery=word, error=error, outcome="sent")
    )
    if message.state == State.SUPPRESSED or not _speaks_for_row(conn, district, row, fence, word):
        return True
    values: dict[str, Any] = {
        "state": state_of(word),
        "delivery": word,
        "sid": seen.sid,
        "error": error,
        "held_because": None,
        "due_at": None if word.terminal else due_at,
        "changed_at": now,
    }
    conn.execute(update(Outbox).where(Outbox.district == district, Outbox.row == row).values(values))
    if state_of(word) is State.FAILED and message.klass == Class.PAGE:
        notice_refusal(conn, district=district, row=row, code=error, now=now)
    return True


def _speaks_for_row(conn: Connection, district: bytes, row: bytes, fence: int, word: Delivery) -> bool:
    """A delivered attempt settles the row; a failed one only if no later attempt was made."""
    attempts = conn.execute(
        select(Attempt.fence, Attempt.delivery).where(Attempt.district == district, Attempt.row == row)
    ).all()
    if any(each.delivery == Delivery.DELIVERED for each in attempts):
        return word is Delivery.DELIVERED
    return all(each.fence <= fence for each in attempts)


def notice_refusal(conn: Connection, *, district: bytes, row: bytes, code: int, now: int) -> None:
    """A page did not get through: the ladder moves on at once, and what the code tells of the phone is kept."""
    ring = conn.execute(
        select(Ring.person, Ring.escalation).where(Ring.district == district, Ring.ring == row)
    ).one_or_none()
    if ring is None:
        return
    conn.execute(
        update(Escalation)
        .where(Escalation.district == district, Escalation.escalation == ring.escalation)
        .where(Escalation.state == "open", Escalation.due_at > now)
        .values(due_at=now)
    )
    person = (Contact.district == district, Contact.person == ring.person)
    if code == OPTED_OUT:
        conn.execute(
            update(Contact)
            .where(*person, Contact.opted_out_at.is_(None))
            .values(opted_out_at=now, changed_at=now)
        )
        trouble(conn, district=district, kind=STAFF_OPTED_OUT, subject=ring.person, code=code, now=now)
    elif code == LANDLINE:
        conn.execute(update(Contact).where(*person).values(landline=True, changed_at=now))
