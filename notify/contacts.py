"""How staff are reached. A number rests sealed; a keyed hash of it tells who texted."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, delete, exists, insert, select, update

from notify.ports import Channel, PhoneHash, Sealer
from notify.push_devices import drop_devices_of, subscriptions
from notify.tables import Contact, PushDevice
from notify.troubles import STAFF_OPTED_OUT, clear_trouble, trouble


@dataclass(frozen=True, slots=True)
class Known:
    """A contact as the ladder and the on-call page need it: what can be tried, not the number itself."""

    person: bytes
    name: str
    lang: str
    phone: bool
    verified: bool
    opted_out: bool
    landline: bool
    email: bool
    push: bool = False

    @property
    def channels(self) -> frozenset[Channel]:
        usable = set()
        if self.phone and self.verified:
            usable.add(Channel.VOICE)
            if not self.opted_out and not self.landline:
                usable.add(Channel.SMS)
        if self.email:
            usable.add(Channel.EMAIL)
        if self.push:
            usable.add(Channel.PUSH)
        return frozenset(usable)

    @property
    def reachable(self) -> bool:
        """By a page in the night: a verified phone that has not said STOP. E-mail wakes nobody."""
        return self.phone and self.verified and not self.opted_out


def sealed_row(person: bytes, what: str) -> bytes:
    """The sixteen bytes that a number or address is sealed to, so that none can be moved to another person."""
    return hashlib.sha256(b"notify contact " + what.encode() + b" " + person).digest()[:16]


def save_contact(
    conn: Connection,
    *,
    district: bytes,
    person: bytes,
    name: str,
    lang: str,
    phone: str | None,
    email: str | None,
    sealer: Sealer,
    phone_hash: PhoneHash,
    now: datetime,
    verified: bool = False,
) -> None:
    """Create or change a contact. Another number is a new phone: not verified, and its STOP is not the old one's."""
    at = int(now.timestamp())
    hashed = phone_hash(phone) if phone else None
    values: dict[str, Any] = {
        "name": name,
        "lang": lang,
        "phone_sealed": sealer.seal(phone.encode(), sealed_row(person, "phone")) if phone else None,
        "phone_hash": hashed,
        "email_sealed": sealer.seal(email.encode(), sealed_row(person, "email")) if email else None,
        "changed_at": at,
    }
    mine = (Contact.district == district, Contact.person == person)
    before = conn.execute(select(Contact.phone_hash).where(*mine).with_for_update()).one_or_none()
    if before is None or before.phone_hash != hashed:
        values |= {"verified_at": at if verified and phone else None, "opted_out_at": None, "landline": False}
        clear_trouble(conn, district=district, kind=STAFF_OPTED_OUT, subject=person)
    elif verified and phone:
        values["verified_at"] = at
    if before is None:
        conn.execute(insert(Contact).values(district=district, person=person, **values))
    else:
        conn.execute(update(Contact).where(*mine).values(values))


def remove_contact(conn: Connection, *, district: bytes, person: bytes) -> None:
    conn.execute(delete(Contact).where(Contact.district == district, Contact.person == person))
    drop_devices_of(conn, district=district, person=person)
    clear_trouble(conn, district=district, kind=STAFF_OPTED_OUT, subject=person)


def mark_verified(conn: Connection, *, district: bytes, person: bytes, now: datetime) -> None:
    at = int(now.timestamp())
    conn.execute(
        update(Contact)
        .where(Contact.district == district, Contact.person == person, Contact.phone_hash.is_not(None))
        .values(verified_at=at, changed_at=at)
    )


def set_lang(conn: Connection, *, district: bytes, person: bytes, lang: str, now: datetime) -> None:
    """In which language this person is paged from now on."""
    mine = (Contact.district == district, Contact.person == person)
    conn.execute(update(Contact).where(*mine).values(lang=lang, changed_at=int(now.timestamp())))


_HAS_A_DEVICE = (
    exists().where(PushDevice.district == Contact.district, PushDevice.person == Contact.person).label("push")
)


_KNOWN = select(
    Contact.person,
    Contact.name,
    Contact.lang,
    Contact.phone_hash,
    Contact.verified_at,
    Contact.opted_out_at,
    Contact.landline,
    Contact.email_sealed,
    _HAS_A_DEVICE,
).where(Contact.district == bindparam("district"))


def contacts(
    conn: Connection, *, district: bytes, persons: Sequence[bytes] | None = None
) -> Mapping[bytes, Known]:
    """The contacts of a district, or of these persons, by person."""
    query = _KNOWN if persons is None else _KNOWN.where(Contact.person.in_(persons))
    return {
        each.person: Known(
            each.person,
            each.name,
            each.lang,
            phone=each.phone_hash is not None,
            verified=each.verified_at is not None,
            opted_out=each.opted_out_at is not None,
            landline=each.landline,
            email=each.email_sealed is not None,
            push=each.push,
        )
        for each in conn.execute(query, {"district": district})
    }


def address(conn: Connection, *, district: bytes, person: bytes, channel: Channel, sealer: Sealer) -> str:
    """The number, e-mail address or list of subscriptions itself, for sending. Raises LookupError, Unopenable."""
    if channel is Channel.PUSH:
        return subscriptions(conn, district=district, person=person, sealer=sealer)
    found = conn.execute(
        select(Contact.phone_sealed, Contact.email_sealed).where(
            Contact.district == district, Contact.person == person
        )
    ).one_or_none()
    what, sealed = ("phone", found and found.phone_sealed)
    if channel is Channel.EMAIL:
        what, sealed = ("email", found and found.email_sealed)
    if not sealed:
        raise LookupError(f"no {what} is known of this person")
    return sealer.open(sealed, sealed_row(person, what)).decode()


def owners(conn: Connection, *, district: bytes, phone: bytes) -> Mapping[bytes, str]:
    """Whose phone this is (by its hash): language by person. A desk phone may have several owners."""
    found = conn.execute(
        select(Contact.person, Contact.lang).where(Contact.district == district, Contact.phone_hash == phone)
    )
    return {each.person: each.lang for each in found}


def opt_out(conn: Connection, *, district: bytes, phone: bytes, now: datetime) -> None:
    """A STOP from this phone: no page reaches it any more. Its owners are a trouble until START."""
    at = int(now.timestamp())
    for person in owners(conn, district=district, phone=phone):
        mine = (Contact.district == district, Contact.person == person)
        conn.execute(
            update(Contact)
            .where(*mine, Contact.opted_out_at.is_(None))
            .values(opted_out_at=at, changed_at=at)
        )
        trouble(conn, district=district, kind=STAFF_OPTED_OUT, subject=person, code=0, now=at)


def opt_in(conn: Connection, *, district: bytes, phone: bytes, now: datetime) -> None:
    at = int(now.timestamp())
    for person in owners(conn, district=district, phone=phone):
        mine = (Contact.district == district, Contact.person == person)
        conn.execute(update(Contact).where(*mine).values(opted_out_at=None, changed_at=at))
        clear_trouble(conn, district=district, kind=STAFF_OPTED_OUT, subject=person)
