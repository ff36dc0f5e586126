"""What became of one call to a carrier, written down in one transaction."""

from typing import Any

from sqlalchemy import Connection, func, select, update

from notify import circuit
from notify.outbox import lanes
from notify.outbox.claims import Claim, finish
from notify.outbox.deliveries import is_aside, notice_refusal, record
from notify.outbox.states import Class, State
from notify.ports import Busy, CarrierError, Channel, Misconfigured, Refused, Sent, Unsure
from notify.statuses import TOO_MANY
from notify.tables import Attempt
from notify.troubles import MISCONFIGURED, clear_trouble, of_account, trouble

LOOK_UNTIL_S = 3600  # after that the carrier will say no more
_ASKED = frozenset({Channel.SMS, Channel.VOICE})  # by these a carrier can be asked what became of a message
MOST_PATIENCE_S = 60  # with a page, whatever the carrier asks for


def taken(conn: Connection, mine: Claim, sent: Sent, now: int) -> None:
    """Callbacks are best effort, so an unconfirmed message is looked at again, less and less often."""
    patience = max(45, 2 * (now - (mine.handed_at or now)))
    asked = patience <= LOOK_UNTIL_S and mine.channel in _ASKED
    look_at = now + patience if asked else None
    fence = _fence_of_attempt(conn, mine)
    record(conn, district=mine.district, row=mine.row, fence=fence, seen=sent, now=now, due_at=look_at)
    # The channel works again: nobody needs to be told any more, and the line is watched again.
    subject = circuit.subject_of(mine.channel)
    clear_trouble(conn, district=mine.district, kind=MISCONFIGURED, subject=subject)
    circuit.worked(conn, district=mine.district, channel=mine.channel)


def not_taken(conn: Connection, mine: Claim, error: CarrierError, now: int, now_ms: int) -> None:
    """One of the four ways to say no."""
    conn.execute(
        update(Attempt)
        .where(Attempt.district == mine.district, Attempt.row == mine.row)
        .where(Attempt.fence == mine.fence)
        .values(outcome=type(error).__name__.lower(), error=error.code)
    )
    if not isinstance(error, Refused) and not is_aside(mine.class_, mine.sealer):
        circuit.failed(conn, district=mine.district, channel=mine.channel, now=now)
    if isinstance(error, Busy) and error.code == TOO_MANY:
        lane = lanes.Name(mine.district, mine.channel, mine.sender)
        lanes.refused(conn, lane, now_ms, error.retry_after_s)
    if not finish(conn, mine, now, **_after(mine, error, now)):
        return
    if isinstance(error, Refused) and mine.class_ is Class.PAGE:
        notice_refusal(conn, district=mine.district, row=mine.row, code=error.code, now=now)
    if isinstance(error, Misconfigured):
        subject = circuit.subject_of(mine.channel)
        kind = of_account(error.code)
        trouble(conn, district=mine.district, kind=kind, subject=subject, code=error.code, now=now)


def _after(mine: Claim, error: CarrierError, now: int) -> dict[str, Any]:
    backoff = min(30, 2**mine.tries)
    if isinstance(error, Refused):
        return {"state": State.FAILED, "due_at": None, "error": error.code}
    if isinstance(error, Unsure):
        again = now + (backoff if mine.class_ is Class.PAGE else 30)
        return {"state": State.UNKNOWN, "due_at": again, "error": error.code}
    # Certainly not taken.
    wait = max(backoff, error.retry_after_s) if isinstance(error, Busy) else 60
    if mine.class_ is Class.PAGE:
        wait = min(wait, MOST_PATIENCE_S)
    again = now + wait if mine.hold_at is None else min(now + wait, mine.hold_at)
    return {"state": State.PENDING, "due_at": again, "error": error.code, "handed_at": None}


def _fence_of_attempt(conn: Connection, mine: Claim) -> int:
    """The attempt that the carrier speaks of: this claim's own, or the last one made before it."""
    fence: int = conn.execute(
        select(func.max(Attempt.fence)).where(
            Attempt.district == mine.district, Attempt.row == mine.row, Attempt.fence <= mine.fence
        )
    ).scalar_one()
    return fence
