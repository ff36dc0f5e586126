"""The directory as one value in RAM: entries with the places where each is given."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from reporting.model.help.organization import Location, Organization
from reporting.model.help.service import Place, Service
from reporting.model.help.words import Status
from reporting.model.ids import LocationId, OrganizationId, ServiceId


@dataclass(frozen=True, slots=True)
class Entry:
    """One service as people look for it. `where`: its places in their order, each with its location."""

    organization: Organization
    service: Service
    where: tuple[tuple[Place, Location], ...]

    @property
    def shown(self) -> bool:
        """Whether the public page lists it."""
        return self.organization.active and self.service.status is Status.ACTIVE

    @property
    def languages(self) -> tuple[str, ...]:
        """Codes spoken by the service, or where it is given."""
        spoken = [one.code for one in self.service.languages]
        spoken += [one.code for _, location in self.where for one in location.languages]
        return tuple(dict.fromkeys(code for code in spoken if code))


@dataclass(frozen=True, slots=True)
class HelpDirectory:
    organizations: tuple[Organization, ...] = ()
    locations: Mapping[LocationId, Location] = field(default_factory=dict)

    @classmethod
    def of(cls, organizations: Iterable[Organization], locations: Iterable[Location]) -> "HelpDirectory":
        return cls(tuple(organizations), {one.id: one for one in locations})

    def entries(self) -> tuple[Entry, ...]:
        """Every service, shown or not."""
        return tuple(
            Entry(organization, service, self._where(service))
            for organization in self.organizations
            for service in organization.services
        )

    def entry(self, service: ServiceId) -> Entry | None:
        return next((one for one in self.entries() if one.service.id == service), None)

    def organization(self, id_: OrganizationId) -> Organization | None:
        return next((one for one in self.organizations if one.id == id_), None)

    def locations_of(self, id_: OrganizationId) -> tuple[Location, ...]:
        """Its own, and those where its services are given."""
        organization = self.organization(id_)
        services = organization.services if organization else ()
        used = [place.location for service in services for place in service.places]
        owned = [one.id for one in self.locations.values() if one.organization == id_]
        return tuple(self.locations[one] for one in dict.fromkeys([*owned, *used]) if one in self.locations)

    def _where(self, service: Service) -> tuple[tuple[Place, Location], ...]:
        return tuple(
            (place, self.locations[place.location])
            for place in service.places
            if place.location in self.locations
        )
