"""What a person must mend: a wrong account, a STOP, a ladder with nobody on it. One row a kind and subject."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import ColumnElement, Connection, delete, select, update

from notify.statuses import UNREGISTERED
from notify.tables import Trouble, insert_if_absent

MISCONFIGURED = "misconfigured"  # the carrier refuses the account; subject: the channel, padded
TEXTS_BLOCKED = "texts_blocked"  # carriers block our number until its registration is approved; the channel
NOT_ERASED = "not_erased"  # something lies in the carrier's log for more than a day; subject: zeros
STAFF_OPTED_OUT = "staff_opted_out"  # subject: the person
NOBODY_REACHABLE = "nobody_reachable"  # subject: the team; the loudest alarm there is
CHANNEL_DOWN = (
    "channel_down"  # the carrier takes nothing, or loses what it took; subject: the channel, padded
)
CONTACT_UNOPENABLE = "contact_unopenable"  # subject: the person; the service key is not the one that sealed


def of_account(code: int) -> str:
    """What kind of trouble a code of `Course.MEND` is. Blocked texts leave calls as they are."""
    return TEXTS_BLOCKED if code in UNREGISTERED else MISCONFIGURED


@dataclass(frozen=True, slots=True)
class Known:
    kind: str
    subject: bytes
    code: int
    since: datetime
    last: datetime


def trouble(conn: Connection, *, district: bytes, kind: str, subject: bytes, code: int, now: int) -> None:
    """Remember it, or that it goes on."""
    mine = (Trouble.district == district, Trouble.kind == kind, Trouble.subject == subject)
    fresh = {"district": district, "kind": kind, "subject": subject, "code": code, "since": now, "last": now}
    insert_if_absent(conn, Trouble, fresh)
    conn.execute(update(Trouble).where(*mine).values(last=now, code=code))


def clear_trouble(conn: Connection, *, district: bytes, kind: str, subject: bytes) -> None:
    conn.execute(
        delete(Trouble).where(Trouble.district == district, Trouble.kind == kind, Trouble.subject == subject)
    )


def troubles(conn: Connection, *, district: bytes) -> Sequence[Known]:
    """All that is wrong now, oldest first."""
    return _known(conn, Trouble.district == district)


def untold(conn: Connection, *, district: bytes, kinds: Collection[str]) -> Sequence[Known]:
    """Those of these kinds that nobody was written to about."""
    return _known(conn, Trouble.district == district, Trouble.kind.in_(kinds), Trouble.told_at.is_(None))


def mark_told(conn: Connection, *, district: bytes, kind: str, subject: bytes, now: int) -> bool:
    """In the transaction of the mail. False: it was told before, or is over."""
    mine = (Trouble.district == district, Trouble.kind == kind, Trouble.subject == subject)
    done = conn.execute(update(Trouble).where(*mine, Trouble.told_at.is_(None)).values(told_at=now))
    return done.rowcount == 1


def _known(conn: Connection, *which: ColumnElement[bool]) -> Sequence[Known]:
    found = conn.execute(
        select(Trouble.kind, Trouble.subject, Trouble.code, Trouble.since, Trouble.last)
        .where(*which)
        .order_by(Trouble.since, Trouble.kind)
    )
    return [
        Known(
            each.kind,
            each.subject,
            each.code,
            datetime.fromtimestamp(each.since, UTC),
            datetime.fromtimestamp(each.last, UTC),
        )
        for each in found
    ]
