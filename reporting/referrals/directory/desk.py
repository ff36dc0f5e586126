"""What staff do with the directory: forms and files in, entries out, with every mistake named."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Protocol

from reporting.model.help.organization import Location, Organization
from reporting.model.help.partnership import RecordContact
from reporting.model.help.service import Place, Service
from reporting.model.help.words import Capacity, ConfirmedBy
from reporting.model.ids import LocationId, OrganizationId, PlaceId, SchoolId, ServiceId
from reporting.people.staff_session import StaffSession
from reporting.referrals.directory.directory import HelpDirectory
from reporting.referrals.directory.entry_form import (
    Problem,
    Reading,
    read_location,
    read_organization,
    read_service,
)
from reporting.referrals.directory.hsds.reading import read_hsds
from reporting.referrals.directory.hsds.writing import write_hsds
from reporting.referrals.directory.table import Change, Table, Wrong, read_table, write_table

Schools = Callable[[], Mapping[SchoolId, str]]


class Keeping(Protocol):
    """The directory's store; `reporting.referrals.directory.keeping` is the real one."""

    def read(self) -> HelpDirectory: ...

    def today(self) -> int: ...

    def new_organization_id(self) -> OrganizationId: ...

    def new_service_id(self) -> ServiceId: ...

    def new_location_id(self) -> LocationId: ...

    def new_place_id(self) -> PlaceId: ...

    def may_change(self, session: StaffSession) -> bool: ...

    def must_change(self, session: StaffSession) -> None: ...

    def put(
        self,
        session: StaffSession,
        organizations: Iterable[Organization],
        locations: Iterable[Location] = (),
        act: str = "changed_directory",
    ) -> None: ...

    def confirm(self, session: StaffSession, organization: OrganizationId) -> None: ...

    def set_capacity(
        self, session: StaffSession, service: ServiceId, capacity: Capacity, wait_days: int | None
    ) -> None: ...

    def record_contact(self, organization: OrganizationId) -> RecordContact | None: ...

    def put_record_contact(
        self, session: StaffSession, organization: OrganizationId, contact: RecordContact
    ) -> None: ...

    def known(self, organization: OrganizationId) -> Organization: ...


@dataclass(frozen=True, slots=True)
class Kept:
    """What became of a form: its id, or what is wrong with it. Nothing is kept while something is wrong."""

    id: bytes
    problems: tuple[Problem, ...] = ()


class HelpDesk:
    def __init__(self, keeping: Keeping, schools: Schools) -> None:
        self.keeping = keeping
        self._schools = schools

    def schools(self) -> Mapping[SchoolId, str]:
        return self._schools()

    def save_organization(
        self, session: StaffSession, id_: OrganizationId | None, given: Mapping[str, str]
    ) -> Kept:
        """`id_` None: a new one. Raises Refused: not_allowed, unknown, directory_full."""
        self.keeping.must_change(session)
        before = (
            Organization(self.keeping.new_organization_id(), "") if id_ is None else self.keeping.known(id_)
        )
        reading = Reading(given)
        organization = read_organization(reading, before)
        if reading.problems:
            return Kept(before.id, tuple(reading.problems))
        # Whoever types it has it from the organisation: from here on it grows old.
        today = self.keeping.today()
        if id_ is None:
            organization = replace(organization, confirmed_day=today, confirmed_by=ConfirmedBy.STAFF)
        self.keeping.put(session, [organization])
        return Kept(organization.id)

    def save_service(
        self,
        session: StaffSession,
        organization: OrganizationId,
        id_: ServiceId | None,
        given: Mapping[str, str],
    ) -> Kept:
        """`at_HEX` in `given` names a location where it is given; `at_HEX_days` and so on its hours there.

        Raises Refused as `save_organization`.
        """
        self.keeping.must_change(session)
        owner = self.keeping.known(organization)
        before = next((one for one in owner.services if one.id == id_), None)
        if before is None:
            before = Service(self.keeping.new_service_id(), organization, "")
        reading = Reading(given)
        service = read_service(reading, before)
        service = replace(service, places=self._places(reading, before))
        if service.capacity is not before.capacity or service.wait_days != before.wait_days:
            service = replace(service, capacity_day=self.keeping.today())
        if reading.problems:
            return Kept(before.id, tuple(reading.problems))
        others = owner.services
        known = any(one.id == service.id for one in others)
        services = (
            tuple(service if one.id == service.id else one for one in others) if known else (*others, service)
        )
        self.keeping.put(session, [replace(owner, services=services)])
        return Kept(service.id)

    def save_location(
        self,
        session: StaffSession,
        organization: OrganizationId,
        id_: LocationId | None,
        given: Mapping[str, str],
    ) -> Kept:
        self.keeping.must_change(session)
        owner = self.keeping.known(organization)
        before = next((one for one in self._locations(organization) if one.id == id_), None)
        if before is None:
            before = Location(self.keeping.new_location_id(), organization)
        reading = Reading(given)
        location = read_location(reading, before, self._names())
        if not (location.name or location.street or location.school):
            reading.wrong("place", "missing")
        if reading.problems:
            return Kept(before.id, tuple(reading.problems))
        self.keeping.put(session, [owner], [location])
        return Kept(location.id)

    def look(self, text: str) -> Table:
        """A file of either kind, read and not taken: what it would change, or what is wrong in which row."""
        directory = self.keeping.read()
        if text.lstrip("\ufeff \r\n\t")[:1] in ("{", "["):
            return read_hsds(text, directory)
        return read_table(text, directory, self._names())

    def take(self, session: StaffSession, text: str) -> Table:
        """All of it, or nothing when something is wrong in it. Raises Refused: not_allowed, directory_full."""
        self.keeping.must_change(session)
        table = self.look(text)
        if not table.wrong:
            self.keeping.put(session, table.organizations, table.locations, "imported_directory")
        return table

    def as_table(self) -> str:
        return write_table(self.keeping.read().entries(), self._schools())

    def as_hsds(self) -> str:
        return write_hsds(self.keeping.read(), self.keeping.today())

    def _locations(self, organization: OrganizationId) -> tuple[Location, ...]:
        return self.keeping.read().locations_of(organization)

    def _names(self) -> dict[str, SchoolId]:
        """Schools by what a form or a table calls them."""
        schools = self._schools()
        return {name.casefold(): id_ for id_, name in schools.items()} | {id_.hex(): id_ for id_ in schools}

    def _places(self, reading: Reading, before: Service) -> tuple[Place, ...]:
        if not reading.has("places"):
            return before.places
        known = {place.location.hex(): place for place in before.places}
        found = []
        for location in self._locations(before.organization):
            value = location.id.hex()
            if not reading.yes(f"at_{value}", before=False):
                continue
            place = known.get(value) or Place(self.keeping.new_place_id(), location.id)
            found.append(replace(place, schedules=reading.hours(f"at_{value}_", place.schedules)))
        return tuple(found)


__all__ = ["Change", "HelpDesk", "Keeping", "Kept", "Table", "Wrong"]
