"""How staff are reached, what a team does with a page, and who belongs to it."""

from typing import Any

from sqlalchemy import JSON, Boolean, Index, SmallInteger, String
from sqlalchemy.orm import Mapped

from notify.tables.base import Base, key, keyed, link, public, sealed, seconds


class Contact(Base):
    """How one member of staff is reached. Phone and e-mail are sealed with the service key."""

    __tablename__ = "notify_contact"

    district: Mapped[bytes] = key()
    person: Mapped[bytes] = key()
    name: Mapped[str] = public(String(120), "a staff name, as on the on-call page")
    lang: Mapped[str] = public(String(8), "the language pages are written in")
    phone_sealed: Mapped[bytes | None] = sealed(nullable=True)
    phone_hash: Mapped[bytes | None] = keyed(
        "finds who texted; the key is not in the database", nullable=True
    )
    email_sealed: Mapped[bytes | None] = sealed(nullable=True)
    verified_at: Mapped[int | None] = seconds(nullable=True)
    opted_out_at: Mapped[int | None] = seconds(nullable=True)
    landline: Mapped[bool] = public(Boolean, "whether texts are pointless", default=False)
    changed_at: Mapped[int] = seconds()


Index("ix_notify_contact_phone", Contact.district, Contact.phone_hash)


class PushDevice(Base):
    """A browser in which a member of staff allowed pages."""

    __tablename__ = "notify_push_device"

    district: Mapped[bytes] = key()
    device: Mapped[bytes] = key()
    person: Mapped[bytes] = link()
    mark: Mapped[bytes] = keyed("a hash of the push service's random address, to find the same browser again")
    subscription: Mapped[bytes] = sealed()
    label: Mapped[str] = public(String(40), "kind of browser and device of a member of staff")
    created_at: Mapped[int] = seconds()


Index("ix_notify_push_device_person", PushDevice.district, PushDevice.person)
Index("ix_notify_push_device_mark", PushDevice.mark)


class Ladder(Base):
    """What a team does with a page: its escalation policy, its zone, its number, its last resort."""

    __tablename__ = "notify_ladder"

    district: Mapped[bytes] = key()
    team: Mapped[bytes] = key()
    zone: Mapped[str] = public(String(64), "an IANA zone name")
    sender: Mapped[str] = public(String(32), "the service's own number for staff")
    policy: Mapped[dict[str, Any]] = public(JSON, "waits and channels, no names")
    last_resort: Mapped[bytes | None] = link(nullable=True)


class LadderPerson(Base):
    """Who belongs to a team: the people of the step `everyone`."""

    __tablename__ = "notify_ladder_person"

    district: Mapped[bytes] = key()
    team: Mapped[bytes] = key()
    person: Mapped[bytes] = key()


class Agency(Base):
    """Who outside of a team is called when nobody of it answers. Reached as a contact of its own."""

    __tablename__ = "notify_agency"

    district: Mapped[bytes] = key()
    team: Mapped[bytes] = key()
    person: Mapped[bytes] = link()


class PhoneCheck(Base):
    """A code on its way to a phone, to prove that it is in its owner's hand. Ten minutes, five tries."""

    __tablename__ = "notify_phone_check"

    district: Mapped[bytes] = key()
    person: Mapped[bytes] = key()
    row: Mapped[bytes] = link()  # the outbox row that carries it
    phone_hash: Mapped[bytes] = keyed("which phone the code went to")
    code: Mapped[str] = public(String(6), "proves a phone for ten minutes and opens nothing")
    wrong_tries: Mapped[int] = public(SmallInteger, "five, then a new code")
    sent_times: Mapped[int] = public(SmallInteger, "codes within the hour, at most five")
    first_at: Mapped[int] = seconds()
    sent_at: Mapped[int] = seconds()


Index("ix_notify_phone_check_row", PhoneCheck.district, PhoneCheck.row)
