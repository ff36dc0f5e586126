"""What a carrier says of a message, from an answer, a callback or a look: it only ever moves forward.

Callbacks come doubled, out of order, and before the answer that names the message; terminal words stick.
"""

from typing import Any

from sqlalchemy import Connection, select, update

from notify import circuit, erasures
from notify.outbox.again import again_after
from notify.outbox.hanging_up import rings_on
from notify.outbox.states import Class, State
from notify.ports import Channel, Delivery, Sent
from notify.statuses import LANDLINE, OPTED_OUT, Course, course
from notify.tables import Attempt, Contact, Escalation, Outbox, PhoneCheck, Ring
from notify.troubles import STAFF_OPTED_OUT, TEXTS_BLOCKED, clear_trouble, of_account, trouble

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
        select(Attempt.delivery, Attempt.error, Attempt.sid)
        .where(Attempt.district == district, Attempt.row == row, Attempt.fence == fence)
        .with_for_update()
    ).one_or_none()
    message = conn.execute(
        select(Outbox.klass, Outbox.state, Outbox.channel, Outbox.tries, Outbox.needless_at, Outbox.sealer)
        .where(Outbox.district == district, Outbox.row == row)
        .with_for_update()
    ).one_or_none()
    if attempt is None or message is None:
        return False
    word = merge(Delivery(attempt.delivery) if attempt.delivery else None, seen.status)
    error = seen.error or attempt.error
    # A mail's id is our own reference, longer than the column; nothing is ever asked about it.
    sid = seen.sid[:64]
    conn.execute(
        update(Attempt)
        .where(Attempt.district == district, Attempt.row == row, Attempt.fence == fence)
        .values(sid=sid, delivery=word, error=error, outcome="sent")
    )
    if attempt.sid is None:
        erasures.remember(conn, district=district, sid=sid, now=now, after_s=erasures.UNSETTLED_S)
    if word.terminal:
        erasures.settled(conn, district=district, sid=sid, now=now)
    if word == attempt.delivery and word.terminal:
        return True  # said before: what followed from it has been done
    if not is_aside(Class(message.klass), message.sealer):
        _judge_channel(conn, district, Channel(message.channel), word=word, error=error, now=now)
    if message.state == State.SUPPRESSED and rings_on(message, word):
        # Suppressed before its id was known; it is hung up now.
        conn.execute(
            update(Outbox)
            .where(Outbox.district == district, Outbox.row == row)
            .values(state=State.SENT, sid=sid, due_at=now, changed_at=now)
        )
    if message.state == State.SUPPRESSED or not _speaks_for_row(conn, district, row, fence, word):
        return True
    # A call that was hung up because nobody needs it did not fail.
    spared = message.needless_at is not None and word.failed
    values: dict[str, Any] = {
        "state": State.SUPPRESSED if spared else state_of(word),
        "delivery": word,
        "sid": sid,
        "error": error,
        "held_because": None,
        "due_at": None if word.terminal else now if rings_on(message, word) else due_at,
        "changed_at": now,
    }
    wait_s = again_after(Class(message.klass), error, message.tries) if word.failed and not spared else None
    if wait_s is not None:
        # `delivery` keeps the word of the attempt that failed: the ladder does not wait for the next one.
        values |= {"state": State.PENDING, "due_at": now + wait_s, "handed_at": None, "sid": None}
    conn.execute(update(Outbox).where(Outbox.district == district, Outbox.row == row).values(values))
    if word.failed and not spared and message.klass == Class.PAGE:
        notice_refusal(conn, district=district, row=row, code=error, now=now)
    return True


def is_aside(class_: Class, sealer: str) -> bool:
    """A nudge or a code to a student: from a number of its own perhaps, which says nothing of the channel that pages."""
    return class_ is Class.DIGEST and sealer == "out"


def _judge_channel(
    conn: Connection, district: bytes, channel: Channel, *, word: Delivery, error: int, now: int
) -> None:
    """A message that arrived, or that the carrier lost: said once each, though callbacks come doubled."""
    subject = circuit.subject_of(channel)
    if word is Delivery.DELIVERED:
        circuit.worked(conn, district=district, channel=channel, arrived=True)
        clear_trouble(conn, district=district, kind=TEXTS_BLOCKED, subject=subject)
    if not word.failed:
        return
    if error in circuit.LOST_ON_THE_WAY:
        circuit.failed(conn, district=district, channel=channel, now=now, on_the_way=True)
    if course(error) is Course.MEND:
        trouble(conn, district=district, kind=of_account(error), subject=subject, code=error, now=now)


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
        _notice_unproved(conn, district, row, code, now)
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


def _notice_unproved(conn: Connection, district: bytes, row: bytes, code: int, now: int) -> None:
    """A code that no text can carry there: the number is a landline, to be called."""
    if code != LANDLINE:
        return
    person = select(PhoneCheck.person).where(PhoneCheck.district == district, PhoneCheck.row == row)
    conn.execute(
        update(Contact)
        .where(Contact.district == district, Contact.person == person.scalar_subquery())
        .values(landline=True, changed_at=now)
    )
