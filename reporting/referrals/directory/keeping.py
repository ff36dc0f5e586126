"""Reads the directory from RAM, and writes entries for those who lead. Everybody may read all of it."""

import json
from collections.abc import Iterable
from dataclasses import asdict

from sqlalchemy import Connection

from notify.ports import Unopenable
from reporting.model.help.organization import Location, Organization
from reporting.model.help.partnership import RecordContact
from reporting.model.help.words import Capacity, ConfirmedBy
from reporting.model.ids import LocationId, OrganizationId, PlaceId, ServiceId
from reporting.people.ground import Ground
from reporting.people.refused import Refused
from reporting.people.staff_session import StaffSession
from reporting.referrals.directory.kept import KeptDirectory
from reporting.store import help_agreements, help_entries
from reporting.store.help_agreements import SealedRow
from reporting.vault.service_box import ServiceBox

ID_BYTES = 16
MOST_ORGANIZATIONS = 3_000


class DirectoryKeeping(KeptDirectory):
    def __init__(self, ground: Ground, service: ServiceBox) -> None:
        super().__init__(ground.district, ground.database, ground)
        self._ground = ground
        self._service = service

    def today(self) -> int:
        return self._ground.day()

    def new_organization_id(self) -> OrganizationId:
        return OrganizationId(self._ground.random(ID_BYTES))

    def new_service_id(self) -> ServiceId:
        return ServiceId(self._ground.random(ID_BYTES))

    def new_location_id(self) -> LocationId:
        return LocationId(self._ground.random(ID_BYTES))

    def new_place_id(self) -> PlaceId:
        return PlaceId(self._ground.random(ID_BYTES))

    def may_change(self, session: StaffSession) -> bool:
        """Registrars, and who leads a queue."""
        return session.principal.registrar or bool(session.principal.leads)

    def must_change(self, session: StaffSession) -> None:
        """Raises Refused("not_allowed")."""
        if not self.may_change(session):
            raise Refused("not_allowed", "Registrars change the directory, and who leads a queue.")

    def put(
        self,
        session: StaffSession,
        organizations: Iterable[Organization],
        locations: Iterable[Location] = (),
        act: str = "changed_directory",
    ) -> None:
        """In force at once. Raises Refused: not_allowed, directory_full."""
        self.must_change(session)
        changed, places = tuple(organizations), tuple(locations)
        known = {one.id for one in self.read().organizations}
        if len(known | {one.id for one in changed}) > MOST_ORGANIZATIONS:
            raise Refused("directory_full", f"At most {MOST_ORGANIZATIONS} organizations.")
        district = self._ground.district

        def unit(conn: Connection) -> None:
            # An organization before its locations, these before the services that are given there.
            for one in changed:
                help_entries.put_organization(conn, district, _bare(one))
            for place in places:
                help_entries.put_location(conn, district, place)
            for one in changed:
                help_entries.put_organization(conn, district, one)
            self._witnessed(conn, session, act, changed[0].id if len(changed) == 1 else None)

        self.written(unit)

    def confirm(self, session: StaffSession, organization: OrganizationId) -> None:
        """Staff asked by phone, and all of it holds. Raises Refused: not_allowed, unknown."""
        self.must_change(session)
        self.known(organization)

        def unit(conn: Connection) -> None:
            help_entries.confirm(conn, self._ground.district, organization, self.today(), ConfirmedBy.STAFF)
            self._witnessed(conn, session, "confirmed_entry", organization)

        self.written(unit)

    def set_capacity(
        self, session: StaffSession, service: ServiceId, capacity: Capacity, wait_days: int | None
    ) -> None:
        """What the partner told staff. Raises Refused: not_allowed, unknown."""
        self.must_change(session)
        entry = self.read().entry(service)
        if entry is None:
            raise Refused("unknown", "There is no such service.")

        def unit(conn: Connection) -> None:
            help_entries.set_capacity(
                conn, self._ground.district, service, capacity, day=self.today(), wait_days=wait_days
            )
            self._witnessed(conn, session, "changed_directory", entry.organization.id)

        self.written(unit)

    def record_contact(self, organization: OrganizationId) -> RecordContact | None:
        """Where links go. None: nobody told, or another service key sealed it."""
        with self._ground.database.read() as conn:
            found = help_agreements.record_contact(conn, self._ground.district, organization)
        if found is None:
            return None
        try:
            return RecordContact(**json.loads(self._service.open(found.sealed, found.row)))
        except (Unopenable, ValueError, TypeError):
            return None

    def put_record_contact(
        self, session: StaffSession, organization: OrganizationId, contact: RecordContact
    ) -> None:
        """Links go there from now on: whoever changes it could read what is meant for the partner, so that the
        password is asked for again. Raises Refused, StepUpRefused("needed").
        """
        self.must_change(session)
        self.known(organization)
        ground = self._ground
        session.must_be_stepped_up(ground.clock())
        row = ground.random(ID_BYTES)
        sealed = SealedRow(row, self._service.seal(json.dumps(asdict(contact)).encode(), row))

        def unit(conn: Connection) -> None:
            help_agreements.put_record_contact(conn, ground.district, organization, sealed, ground.minute())
            self._witnessed(conn, session, "changed_record_contact", organization)

        self.written(unit)

    def known(self, organization: OrganizationId) -> Organization:
        """Raises Refused("unknown")."""
        found = self.read().organization(organization)
        if found is None:
            raise Refused("unknown", "There is no such organization.")
        return found

    def _witnessed(
        self, conn: Connection, session: StaffSession, act: str, about: OrganizationId | None
    ) -> None:
        self._ground.witness.record(
            conn, minute=self._ground.minute(), act=act, actor=session.member, about=about
        )


def _bare(organization: Organization) -> Organization:
    """Without its services."""
    return Organization(
        organization.id,
        organization.name,
        active=organization.active,
    )
