"""What still lies in the carrier's own log: ids alone, until the carrier has deleted what they name.

A message can be deleted once its fate is settled. Until then, and whenever the carrier does not answer, it is tried
again, less and less often, for fourteen days; a day without success is an alarm.
"""

import re
from collections.abc import Sequence

from sqlalchemy import Connection, delete, func, or_, select, update

from notify.statuses import CONFIGURATION
from notify.tables import Erasure, insert_if_absent

FIRST_S = 60  # so long the carrier may still work on it
UNSETTLED_S = 3660  # it is asked about for an hour; nothing is deleted while its fate matters
LATE_S = 24 * 3600
GIVE_UP_S = 14 * 24 * 3600
FORGET_S = 30 * 24 * 3600
_LEASE_S = 300
_MOST_WAIT_S = 6 * 3600
_MAY_NOT = CONFIGURATION | {401, 403}
_SID = re.compile(r"(SM|MM|CA)[0-9a-f]{32}")


def wait_s(tries: int) -> int:
    """How long until the next try, after so many that did not succeed. Pure."""
    return int(min(_MOST_WAIT_S, FIRST_S << min(tries, 16)))


def remember(conn: Connection, *, district: bytes, sid: str, now: int, after_s: int = FIRST_S) -> None:
    """A message of ours lies at the carrier. Ids of other kinds (a mail's) are left alone."""
    if _SID.fullmatch(sid) is None:
        return
    fresh = {"first_at": now, "due_at": now + after_s, "tries": 0, "error": 0}
    insert_if_absent(conn, Erasure, {"district": district, "sid": sid, **fresh})


def settled(conn: Connection, *, district: bytes, sid: str, now: int) -> None:
    """Its fate is known: it need not wait any longer."""
    soon = now + FIRST_S
    conn.execute(
        update(Erasure)
        .where(Erasure.district == district, Erasure.sid == sid, Erasure.tries == 0, Erasure.due_at > soon)
        .values(due_at=soon)
    )


def claim_due(conn: Connection, *, district: bytes, now: int, limit: int) -> Sequence[str]:
    """Ids to delete now, each for one worker; a worker that dies leaves them to the next in five minutes."""
    due = (
        select(Erasure.sid)
        .where(Erasure.district == district, Erasure.due_at <= now)
        .order_by(Erasure.due_at)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    mine = list(conn.execute(due).scalars())
    conn.execute(
        update(Erasure)
        .where(Erasure.district == district, Erasure.sid.in_(mine))
        .values(due_at=now + _LEASE_S)
    )
    return mine


def done(conn: Connection, *, district: bytes, sid: str) -> None:
    conn.execute(delete(Erasure).where(Erasure.district == district, Erasure.sid == sid))


def failed(conn: Connection, *, district: bytes, sid: str, code: int, now: int) -> None:
    """Try later; after fourteen days not any more."""
    mine = (Erasure.district == district, Erasure.sid == sid)
    found = conn.execute(select(Erasure.tries, Erasure.first_at).where(*mine).with_for_update()).one_or_none()
    if found is None:
        return
    again = now + wait_s(found.tries)
    given_up = again > found.first_at + GIVE_UP_S
    conn.execute(
        update(Erasure)
        .where(*mine)
        .values(tries=found.tries + 1, error=code, due_at=None if given_up else again)
    )


def late(conn: Connection, *, district: bytes, now: int) -> int | None:
    """A code of the carrier's where something has lain there for more than a day, or where we may not delete at all;
    None: nothing is wrong.
    """
    too_long = or_(Erasure.first_at < now - LATE_S, Erasure.error.in_(_MAY_NOT))
    return conn.execute(
        select(func.max(Erasure.error)).where(Erasure.district == district, too_long)
    ).scalar_one()


def forget(conn: Connection, *, district: bytes, now: int) -> None:
    """What could not be deleted in fourteen days is not remembered for ever."""
    conn.execute(
        delete(Erasure).where(
            Erasure.district == district, Erasure.due_at.is_(None), Erasure.first_at < now - FORGET_S
        )
    )
