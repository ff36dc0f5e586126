"""Messages that must not leave any more: a nudge for what was read meanwhile, all that goes to a number to be forgotten."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Connection, func, select, update

from notify.outbox.states import Class, State, stoppable
from notify.tables import Outbox

_GONE = b""  # in place of what is sealed: no key opens it


def withdraw(conn: Connection, *, district: bytes, about: bytes, class_: Class, now: datetime) -> int:
    """Take back what of this class is about something and not on its way this very moment; how many."""
    done = conn.execute(
        update(Outbox)
        .where(Outbox.district == district, Outbox.about == about, Outbox.klass == class_)
        .where(stoppable() | (Outbox.state == State.HELD))
        .values(state=State.SUPPRESSED, due_at=None, changed_at=int(now.timestamp()))
    )
    return done.rowcount


def forget(conn: Connection, *, district: bytes, about: Collection[bytes], now: datetime) -> int:
    """Number and words of every message about these things are destroyed, sent or not, and none is sent; how many rows.

    What is on its way this very moment arrives.
    """
    mine = (Outbox.district == district, Outbox.about.in_(list(about)))
    held = Outbox.state.in_((State.HELD, State.FAILED))
    conn.execute(
        update(Outbox)
        .where(*mine, stoppable() | held)
        .values(state=State.SUPPRESSED, due_at=None, changed_at=int(now.timestamp()))
    )
    done = conn.execute(update(Outbox).where(*mine).values(recipient=_GONE, body=_GONE))
    return done.rowcount


def lost(conn: Connection, *, district: bytes, about: Collection[bytes], class_: Class) -> frozenset[bytes]:
    """Those of these things about which a message of this class waits that no machine sends any more."""
    found = conn.execute(
        select(Outbox.about)
        .where(Outbox.district == district, Outbox.about.in_(list(about)), Outbox.klass == class_)
        .where(Outbox.state == State.HELD)
        .group_by(Outbox.about)
        .having(func.count() > 0)
    ).scalars()
    return frozenset(one for one in found if one is not None)


def refused(
    conn: Connection, *, district: bytes, about: Collection[bytes], class_: Class, code: int
) -> frozenset[bytes]:
    """Those of these things about which the carrier refused a message by this code."""
    found = conn.execute(
        select(Outbox.about).where(
            Outbox.district == district,
            Outbox.about.in_(list(about)),
            Outbox.klass == class_,
            Outbox.state == State.FAILED,
            Outbox.error == code,
        )
    ).scalars()
    return frozenset(one for one in found if one is not None)
