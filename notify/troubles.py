"""What a person must mend: a wrong account, a STOP, a ladder with nobody on it. One row a kind and subject."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection, delete, select, update

from notify.tables import Trouble, insert_if_absent

MISCONFIGURED = "misconfigured"  # the carrier refuses the account; subject: the channel, padded
STAFF_OPTED_OUT = "staff_opted_out"  # subject: the person
NOBODY_REACHABLE = "nobody_reachable"  # subject: the team; the loudest alarm there is
CONTACT_UNOPENABLE = "contact_unopenable"  # subject: the person; the service key is not the one that sealed


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
    found = conn.execute(
        select(Trouble.kind, Trouble.subject, Trouble.code, Trouble.since, Trouble.last)
        .where(Trouble.district == district)
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
