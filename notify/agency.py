"""The agency of a team: a number outside of it that is called when nobody of the team answers."""

import hashlib
from datetime import datetime

from sqlalchemy import Connection, delete, insert, select

from notify.contacts import Known, contacts, remove_contact, save_contact
from notify.ports import PhoneHash, Sealer
from notify.tables import Agency


def save_agency(
    conn: Connection,
    *,
    district: bytes,
    team: bytes,
    name: str,
    lang: str,
    number: str,
    sealer: Sealer,
    phone_hash: PhoneHash,
    now: datetime,
) -> None:
    """Create or change it. `number` is E.164 and rests sealed like a colleague's; it needs no code, for who enters it knows it."""
    person = agency_id(team)
    save_contact(
        conn,
        district=district,
        person=person,
        name=name,
        lang=lang,
        phone=number,
        email=None,
        sealer=sealer,
        phone_hash=phone_hash,
        now=now,
        verified=True,
    )
    if agency_of(conn, district=district, team=team) is None:
        conn.execute(insert(Agency).values(district=district, team=team, person=person))


def remove_agency(conn: Connection, *, district: bytes, team: bytes) -> None:
    conn.execute(delete(Agency).where(Agency.district == district, Agency.team == team))
    remove_contact(conn, district=district, person=agency_id(team))


def agency_of(conn: Connection, *, district: bytes, team: bytes) -> Known | None:
    """How it is reached; None where none was named."""
    person = conn.execute(
        select(Agency.person).where(Agency.district == district, Agency.team == team)
    ).scalar_one_or_none()
    return None if person is None else contacts(conn, district=district, persons=[person]).get(person)


def agency_id(team: bytes) -> bytes:
    """The id of its contact: no colleague has it, since theirs are random."""
    return hashlib.sha256(b"notify agency " + team).digest()[:16]
