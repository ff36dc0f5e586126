"""An organization confirms its entry by a link, without an account: looking spends nothing, pressing counts.

What it wants corrected waits for staff: a stranger who reads its mail could otherwise print a number for children to call.
Whether it has room counts at once, since nothing worse than a wasted call hangs on it.
"""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Protocol

from sqlalchemy import Connection

from reporting.model.help.organization import Organization
from reporting.model.help.partnership import RecordContact
from reporting.model.help.service import Service
from reporting.model.help.words import Capacity, ConfirmedBy, Status
from reporting.model.ids import OrganizationId
from reporting.people.ground import Ground
from reporting.people.refused import Refused
from reporting.people.sealed_mail import put_mail
from reporting.people.staff_session import StaffSession
from reporting.referrals.directory.ask_text import ask_text
from reporting.referrals.directory.entry_form import Problem, Reading, read_organization, read_service
from reporting.referrals.directory.freshness import due
from reporting.referrals.directory.keeping import DirectoryKeeping
from reporting.store import help_asks, help_entries
from reporting.store.help_asks import Correction
from reporting.vault import base64url
from reporting.vault.service_box import ServiceBox

DAYS = 30  # how long a link opens
KEEP_DAYS = 365  # how long a link that ended can still ask for a new one
A_DAY = 24 * 60
SECRET_BYTES = 32
ID_BYTES = 16
_SECRET = re.compile(r"[A-Za-z0-9_-]{43}", re.ASCII)
_OF_ORGANIZATION = ("about", "about_es", "website", "email", "phone")
_OF_SERVICE = ("about", "about_es", "phone", "eligibility", "fees", "how", "days", "opens", "closes")


@dataclass(frozen=True, slots=True)
class AskPage:
    """`values`: the form's fields by name: `about`, and of each service `HEX_about` and so on."""

    organization: Organization
    services: tuple[Service, ...]
    values: Mapping[str, str]
    expired: bool
    answered: bool
    waiting: bool


class EntryAsking(Protocol):
    """What the pages need; `Asking` is the real one."""

    @property
    def by_mail(self) -> bool: ...

    def ask(self, session: StaffSession, organization: OrganizationId) -> None: ...

    def hand_over(self, session: StaffSession, organization: OrganizationId) -> str: ...

    def corrections(self) -> tuple["Open", ...]: ...

    def take(self, session: StaffSession, id_: bytes) -> OrganizationId: ...

    def drop(self, session: StaffSession, id_: bytes) -> OrganizationId: ...

    def look(self, token: str) -> AskPage | None: ...

    def confirm(self, token: str, rooms: Mapping[str, str]) -> bool: ...

    def correct(self, token: str, given: Mapping[str, str]) -> tuple[Problem, ...]: ...

    def again(self, token: str) -> bool: ...


@dataclass(frozen=True, slots=True)
class Wanted:
    """One field of a correction: what is printed, and what the organization wants."""

    service: str
    name: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Open:
    """A correction that waits for staff."""

    id: bytes
    organization: Organization
    minute: int
    fields: tuple[Wanted, ...] = field(default=())


class Asking:
    def __init__(
        self, ground: Ground, service: ServiceBox, keeping: DirectoryKeeping, base: str, *, mail: bool
    ) -> None:
        """`base`: what a link begins with; `mail`: whether mail leaves this house."""
        self._ground = ground
        self._service = service
        self._keeping = keeping
        self._base = base
        self._mail = mail

    @property
    def by_mail(self) -> bool:
        return self._mail

    # -- sending

    def ask(self, session: StaffSession, organization: OrganizationId) -> None:
        """A link to the contact of record. Raises Refused: not_allowed, unknown, no_record_contact, no_mail."""
        self._keeping.must_change(session)
        found = self._keeping.known(organization)
        if not self._mail:
            raise Refused("no_mail", "Set up a mail server first.")
        contact = self._contact(organization)
        ground = self._ground

        def unit(conn: Connection) -> None:
            self._send(conn, found, contact, token)
            ground.witness.record(
                conn, minute=ground.minute(), act="asked_partner", actor=session.member, about=organization
            )

        token = self._token()
        self._keeping.written(unit)

    def hand_over(self, session: StaffSession, organization: OrganizationId) -> str:
        """Where no mail leaves: a link that is shown once, to be read out or handed over. Raises as `ask`."""
        self._keeping.must_change(session)
        self._keeping.known(organization)
        ground, token = self._ground, self._token()

        def unit(conn: Connection) -> None:
            self._add(conn, organization, token)
            ground.witness.record(
                conn, minute=ground.minute(), act="asked_partner", actor=session.member, about=organization
            )

        self._keeping.written(unit)
        return self.link(token)

    def remind(self) -> int:
        """For the clock: a link to each organization whose entry grows old. How many were asked."""
        ground = self._ground
        before = ground.minute() - KEEP_DAYS * A_DAY
        ground.database.write(lambda conn: help_asks.forget(conn, ground.district, before))
        if not self._mail:
            return 0
        sent = 0
        for organization in self._keeping.read().organizations:
            contact = self._keeping.record_contact(organization.id)
            if contact is None or not due(organization, ground.day()):
                continue
            self._keeping.written(self._sending(organization, contact))
            sent += 1
        return sent

    def _sending(self, organization: Organization, contact: RecordContact) -> Any:
        token = self._token()
        return lambda conn: self._send(conn, organization, contact, token)

    def link(self, token: str) -> str:
        return f"{self._base}/{token}"

    # -- the organization's side

    def look(self, token: str) -> AskPage | None:
        """What the link opens; None for one that opens nothing. Nothing is written."""
        found = self._found(token)
        if found is None:
            return None
        ask, organization = found
        waiting = self._waiting(organization.id)
        return AskPage(
            organization,
            _given_now(organization),
            {**_values(organization), **(waiting.wanted if waiting else {})},
            expired=self._ground.minute() >= ask.until_minute,
            answered=ask.answered_minute is not None,
            waiting=waiting is not None,
        )

    def confirm(self, token: str, rooms: Mapping[str, str]) -> bool:
        """All of it holds. `rooms`: capacity by service's hex. False for a link that has ended."""
        found = self._open(token)
        if found is None:
            return False
        organization = found
        ground = self._ground

        def unit(conn: Connection) -> None:
            help_asks.answer(conn, ground.district, _hash(token), ground.minute())
            help_entries.confirm(conn, ground.district, organization.id, ground.day(), ConfirmedBy.PARTNER)
            for service in _given_now(organization):
                room = rooms.get(service.id.hex(), "")
                if room in set(Capacity):
                    wait = service.wait_days if room != Capacity.OPEN else None
                    help_entries.set_capacity(
                        conn, ground.district, service.id, Capacity(room), day=ground.day(), wait_days=wait
                    )

        self._keeping.written(unit)
        return True

    def correct(self, token: str, given: Mapping[str, str]) -> tuple[Problem, ...]:
        """Kept for staff; what is wrong with it otherwise. A link that has ended: one problem, `ended`."""
        organization = self._open(token)
        if organization is None:
            return (Problem("", "ended"),)
        before = _values(organization)
        wanted = {
            name: given[name].strip()
            for name in before
            if name in given and given[name].strip() != before[name]
        }
        _, problems = applied(organization, wanted)
        if problems:
            return problems
        ground = self._ground
        row = Correction(ground.random(ID_BYTES), organization.id, ground.minute(), wanted)

        def unit(conn: Connection) -> None:
            help_asks.answer(conn, ground.district, _hash(token), ground.minute())
            if wanted:
                help_asks.put_correction(conn, ground.district, row)

        self._keeping.written(unit)
        return ()

    def again(self, token: str) -> bool:
        """A new link for one that ended: to the contact of record and nowhere else, once a day. Whether one was sent."""
        found = self._found(token)
        if found is None or not self._mail:
            return False
        organization = found[1]
        contact = self._keeping.record_contact(organization.id)
        if contact is None or organization.asked_day == self._ground.day():
            return False
        self._keeping.written(self._sending(organization, contact))
        return True

    # -- staff

    def corrections(self) -> tuple[Open, ...]:
        with self._ground.database.read() as conn:
            rows = help_asks.corrections(conn, self._ground.district)
        found = []
        for row in rows:
            organization = self._keeping.read().organization(row.organization)
            if organization is not None:
                found.append(Open(row.id, organization, row.minute, _compared(organization, row.wanted)))
        return tuple(found)

    def take(self, session: StaffSession, id_: bytes) -> OrganizationId:
        """Printed as the organization wants it, and confirmed by it. Raises Refused: not_allowed, unknown."""
        row = self._row(session, id_)
        organization, problems = applied(self._keeping.known(row.organization), row.wanted)
        if problems:  # the entry changed meanwhile, and both together are wrong
            raise Refused("unknown", "Change the entry by hand.")
        fresh = replace(organization, confirmed_day=self._ground.day(), confirmed_by=ConfirmedBy.PARTNER)
        ground = self._ground

        def unit(conn: Connection) -> None:
            help_asks.drop_correction(conn, ground.district, id_)
            help_entries.put_organization(conn, ground.district, fresh)
            self._witness(conn, session, "took_correction", row.organization)

        self._keeping.written(unit)
        return row.organization

    def drop(self, session: StaffSession, id_: bytes) -> OrganizationId:
        row = self._row(session, id_)

        def unit(conn: Connection) -> None:
            help_asks.drop_correction(conn, self._ground.district, id_)
            self._witness(conn, session, "dropped_correction", row.organization)

        self._keeping.written(unit)
        return row.organization

    def _witness(self, conn: Connection, session: StaffSession, act: str, about: OrganizationId) -> None:
        self._ground.witness.record(
            conn, minute=self._ground.minute(), act=act, actor=session.member, about=about
        )

    def _row(self, session: StaffSession, id_: bytes) -> Correction:
        self._keeping.must_change(session)
        with self._ground.database.read() as conn:
            rows = help_asks.corrections(conn, self._ground.district)
        found = next((row for row in rows if row.id == id_), None)
        if found is None:
            raise Refused("unknown", "Somebody has looked at it already.")
        return found

    def _waiting(self, organization: OrganizationId) -> Correction | None:
        with self._ground.database.read() as conn:
            rows = help_asks.corrections(conn, self._ground.district)
        return next((row for row in rows if row.organization == organization), None)

    def _contact(self, organization: OrganizationId) -> RecordContact:
        contact = self._keeping.record_contact(organization)
        if contact is None or not contact.email:
            raise Refused("no_record_contact", "Write a contact of record first.")
        return contact

    def _found(self, token: str) -> tuple[help_asks.Ask, Organization] | None:
        if not _SECRET.fullmatch(token):
            return None
        with self._ground.database.read() as conn:
            ask = help_asks.find(conn, self._ground.district, _hash(token))
        organization = None if ask is None else self._keeping.read().organization(ask.organization)
        return None if ask is None or organization is None else (ask, organization)

    def _open(self, token: str) -> Organization | None:
        found = self._found(token)
        if found is None or self._ground.minute() >= found[0].until_minute:
            return None
        return found[1]

    def _token(self) -> str:
        return base64url.encode(self._ground.random(SECRET_BYTES))

    def _add(self, conn: Connection, organization: OrganizationId, token: str) -> None:
        ground, now = self._ground, self._ground.minute()
        help_asks.add(
            conn, ground.district, organization, hash_=_hash(token), sent=now, until=now + DAYS * A_DAY
        )
        help_entries.asked(conn, ground.district, organization, ground.day())

    def _send(self, conn: Connection, organization: Organization, contact: RecordContact, token: str) -> None:
        self._add(conn, organization.id, token)
        put_mail(
            conn,
            self._ground,
            self._service,
            address=contact.email,
            body=ask_text(organization.name, self.link(token), contact.lang, DAYS),
            validity_s=DAYS * A_DAY * 60,
        )


def applied(
    organization: Organization, wanted: Mapping[str, str]
) -> tuple[Organization, tuple[Problem, ...]]:
    """The entry as it would be, and what is wrong with it. Pure."""
    own = Reading({name: wanted[name] for name in _OF_ORGANIZATION if name in wanted})
    changed = read_organization(own, organization)
    problems = list(own.problems)
    services = []
    for service in organization.services:
        prefix = f"{service.id.hex()}_"
        given = {name: wanted[prefix + name] for name in _OF_SERVICE if prefix + name in wanted}
        if given and any(name in given for name in ("days", "opens", "closes")):
            given = {**_hours(service), **given}
        reading = Reading(given)
        services.append(read_service(reading, service))
        problems += [replace(one, field=prefix + one.field) for one in reading.problems]
    return replace(changed, services=tuple(services)), tuple(problems)


def _values(organization: Organization) -> dict[str, str]:
    """Every field that an organization may correct, as a form shows it."""
    values = {name: str(getattr(organization, name)) for name in _OF_ORGANIZATION if name != "phone"}
    values["phone"] = organization.phones[0].number if organization.phones else ""
    for service in _given_now(organization):
        said = {name: str(getattr(service, name)) for name in _OF_SERVICE if hasattr(service, name)}
        said |= {"phone": service.phones[0].number if service.phones else "", **_hours(service)}
        values |= {f"{service.id.hex()}_{name}": said[name] for name in _OF_SERVICE}
    return values


def _hours(service: Service) -> dict[str, str]:
    first = service.schedules[0] if service.schedules else None
    return {
        "days": first.days.replace(",", ";") if first else "",
        "opens": first.opens[:5] if first else "",
        "closes": first.closes[:5] if first else "",
    }


def _given_now(organization: Organization) -> tuple[Service, ...]:
    return tuple(one for one in organization.services if one.status is Status.ACTIVE)


def _compared(organization: Organization, wanted: Mapping[str, str]) -> tuple[Wanted, ...]:
    before = _values(organization)
    names = {service.id.hex(): service.name for service in organization.services}
    found = []
    for name, after in wanted.items():
        owner, _, own = name.partition("_") if name.partition("_")[0] in names else ("", "", name)
        found.append(Wanted(names.get(owner, ""), own, before.get(name, ""), after))
    return tuple(found)


def _hash(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()
