"""One secret address a person, of which a keyed hash is kept: making, ending, and finding whose it is."""

from datetime import datetime
from hmac import compare_digest

from sqlalchemy import Connection, delete, insert, select

from notify.rota_tables import CalendarLink


def save_link(conn: Connection, *, district: bytes, person: bytes, secret_hash: bytes, now: datetime) -> None:
    """Another one; the one before is dead."""
    end_link(conn, district=district, person=person)
    conn.execute(
        insert(CalendarLink).values(
            district=district, person=person, secret_hash=secret_hash, made_at=int(now.timestamp())
        )
    )


def end_link(conn: Connection, *, district: bytes, person: bytes) -> None:
    conn.execute(delete(CalendarLink).where(CalendarLink.district == district, CalendarLink.person == person))


def has_link(conn: Connection, *, district: bytes, person: bytes) -> bool:
    found = conn.execute(
        select(CalendarLink.made_at).where(CalendarLink.district == district, CalendarLink.person == person)
    )
    return found.one_or_none() is not None


def whose(conn: Connection, *, district: bytes, secret_hash: bytes) -> bytes | None:
    """The person behind a secret's keyed hash.

    The index finds a row by the hash, of which a guesser without the key knows no byte; the whole is compared in
    constant time.
    """
    found = conn.execute(
        select(CalendarLink.person, CalendarLink.secret_hash).where(
            CalendarLink.district == district, CalendarLink.secret_hash == secret_hash
        )
    ).one_or_none()
    if found is None or not compare_digest(found.secret_hash, secret_hash):
        return None
    return bytes(found.person)
