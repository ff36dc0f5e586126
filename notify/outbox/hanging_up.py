"""A call that nobody needs any more stops ringing: somebody has the page by another way.

The row was marked in the transaction of that acknowledgement, so it is done after a restart too. Best effort: a call
rings half a minute at most, and whoever picks up hears that there is nothing to do.
"""

from typing import Any

from sqlalchemy import Connection, func, select, update

from notify.outbox.claims import Claim, finish
from notify.outbox.states import State
from notify.ports import Carrier, CarrierError, Channel, Database, Delivery, Refused
from notify.tables import Attempt, Outbox

TRY_AGAIN_S = 5
RINGS_S = 60  # no call rings as long as that


def spare_calls(conn: Connection, *, district: bytes, escalation: bytes, at: int) -> None:
    """In the transaction of an acknowledgement: the calls of this climb need not ring. One in which somebody listens
    is left to say so itself.
    """
    calls = (
        Outbox.district == district,
        Outbox.escalation == escalation,
        Outbox.channel == Channel.VOICE,
        Outbox.handed_at.is_not(None),
        Outbox.needless_at.is_(None),
        Outbox.delivery.is_(None) | Outbox.delivery.in_((Delivery.QUEUED, Delivery.SENDING)),
    )
    conn.execute(update(Outbox).where(*calls).values(needless_at=at))
    # One that is on the way to the carrier this very moment is hung up when its id is known.
    conn.execute(
        update(Outbox)
        .where(*calls[:-2], Outbox.needless_at == at, Outbox.state == State.SENT, Outbox.sid.is_not(None))
        .values(due_at=at)
    )


def rings_on(message: Any, word: Delivery) -> bool:
    """Whether a carrier's word says of a call that need not ring that it does."""
    return message.needless_at is not None and word in {Delivery.QUEUED, Delivery.SENDING}


def hang_up(database: Database, carrier: Carrier, mine: Claim, now: int) -> None:
    """End one claimed call that need not ring."""
    if mine.sid is None:
        # Its id is not known; a callback that names it wakes the row again.
        database.write(lambda conn: finish(conn, mine, now, state=State.SUPPRESSED, due_at=None))
        return
    try:
        carrier.end_call(mine.sid)
    except Refused:
        pass  # it is over
    except CarrierError:
        if now < (mine.needless_at or now) + RINGS_S:
            database.write(lambda conn: finish(conn, mine, now, state=State.SENT, due_at=now + TRY_AGAIN_S))
            return
    database.write(lambda conn: _ended(conn, mine, now))


def _ended(conn: Connection, mine: Claim, now: int) -> None:
    if not finish(conn, mine, now, state=State.SUPPRESSED, due_at=None):
        return
    last = select(func.max(Attempt.fence)).where(
        Attempt.district == mine.district, Attempt.row == mine.row, Attempt.sid == mine.sid
    )
    conn.execute(
        update(Attempt)
        .where(Attempt.district == mine.district, Attempt.row == mine.row)
        .where(Attempt.fence == last.scalar_subquery(), Attempt.delivery != Delivery.DELIVERED)
        .values(delivery=Delivery.UNDELIVERED)  # a late word that it rings wakes nobody
    )
