"""The directory of the made-up house: a real desk over a store in RAM."""

import secrets
from collections.abc import Iterable
from dataclasses import replace

from reporting.model.help.organization import Location, Organization
from reporting.model.help.partnership import RecordContact
from reporting.model.help.words import Capacity, ConfirmedBy
from reporting.model.ids import LocationId, OrganizationId, PlaceId, ServiceId
from reporting.people.refused import Refused
from reporting.people.staff_session import StaffSession
from reporting.referrals.directory.desk import HelpDesk
from reporting.referrals.directory.directory import HelpDirectory
from tests.integration.web.made_up_help import OAK_SCHOOL, TODAY, made_up_help


class RamKeeping:
    def __init__(self) -> None:
        self.begin()

    def begin(self) -> None:
        self.directory = made_up_help()
        self.may = True
        self.contacts: dict[bytes, RecordContact] = {}

    def read(self) -> HelpDirectory:
        return self.directory

    def today(self) -> int:
        return TODAY

    def new_organization_id(self) -> OrganizationId:
        return OrganizationId(secrets.token_bytes(16))

    def new_service_id(self) -> ServiceId:
        return ServiceId(secrets.token_bytes(16))

    def new_location_id(self) -> LocationId:
        return LocationId(secrets.token_bytes(16))

    def new_place_id(self) -> PlaceId:
        return PlaceId(secrets.token_bytes(16))

    def may_change(self, session: StaffSession) -> bool:
        return self.may

    def must_change(self, session: StaffSession) -> None:
        if not self.may:
            raise Refused("not_allowed", "no")

    def put(
        self,
        session: StaffSession,
        organizations: Iterable[Organization],
        locations: Iterable[Location] = (),
        act: str = "",
    ) -> None:
        self.must_change(session)
        kept = {one.id: one for one in self.directory.organizations} | {one.id: one for one in organizations}
        places = {**self.directory.locations, **{one.id: one for one in locations}}
        self.directory = HelpDirectory.of(kept.values(), places.values())

    def confirm(self, session: StaffSession, organization: OrganizationId) -> None:
        found = self.known(organization)
        self.put(session, [replace(found, confirmed_day=TODAY, confirmed_by=ConfirmedBy.STAFF)])

    def set_capacity(
        self, session: StaffSession, service: ServiceId, capacity: Capacity, wait_days: int | None
    ) -> None:
        entry = self.directory.entry(service)
        assert entry is not None
        said = replace(entry.service, capacity=capacity, wait_days=wait_days)
        self.put(session, [replace(entry.organization, services=(said,))])

    def record_contact(self, organization: OrganizationId) -> RecordContact | None:
        return self.contacts.get(organization)

    def put_record_contact(
        self, session: StaffSession, organization: OrganizationId, contact: RecordContact
    ) -> None:
        self.contacts[organization] = contact

    def known(self, organization: OrganizationId) -> Organization:
        found = self.directory.organization(organization)
        if found is None:
            raise Refused("unknown", "no")
        return found


def made_up_help_desk(keeping: RamKeeping) -> HelpDesk:
    return HelpDesk(keeping, lambda: {OAK_SCHOOL: "Oak Hill High School"})
