"""What an organisation does for people, and the small things that hang on it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from reporting.model.help.words import Capacity, FacetKind, Price, Status
from reporting.model.ids import LocationId, OrganizationId, PlaceId, ServiceId

Rest = Mapping[str, Any]  # fields of HSDS that have no place of their own here, kept for export


@dataclass(frozen=True, slots=True)
class Language:
    code: str
    name: str = ""
    hsds_id: str = ""
    rest: Rest = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Phone:
    number: str
    kind: str = "voice"
    about: str = ""
    hsds_id: str = ""
    rest: Rest = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Contact:
    """A person whom the organisation itself publishes. The contact of record is another thing, and sealed."""

    name: str = ""
    title: str = ""
    email: str = ""
    hsds_id: str = ""
    rest: Rest = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Schedule:
    """`days`: two letters each, as RFC 5545 writes them, joined by commas; times HH:MM of the place's own clock."""

    days: str = ""
    opens: str = ""
    closes: str = ""
    about: str = ""
    hsds_id: str = ""
    rest: Rest = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Cost:
    """`cents` None: no amount was said."""

    option: str = ""
    cents: int | None = None
    currency: str = ""
    about: str = ""
    hsds_id: str = ""
    rest: Rest = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Facet:
    kind: FacetKind
    code: str


@dataclass(frozen=True, slots=True)
class Place:
    """A service at a location (HSDS: service_at_location), with hours of its own, such as Tuesdays in a school."""

    id: PlaceId
    location: LocationId
    about: str = ""
    hsds_id: str = ""
    schedules: tuple[Schedule, ...] = ()
    rest: Rest = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Service:
    """`wait_days`: how long the list is, as its provider says; `transport`: it fetches people or pays their way."""

    id: ServiceId
    organization: OrganizationId
    name: str
    name_es: str = ""
    about: str = ""
    about_es: str = ""
    status: Status = Status.ACTIVE
    min_age: int | None = None
    max_age: int | None = None
    eligibility: str = ""
    eligibility_es: str = ""
    fees: str = ""
    fees_es: str = ""
    price: Price = Price.UNKNOWN
    how: str = ""
    how_es: str = ""
    url: str = ""
    email: str = ""
    telehealth: bool = False
    transport: bool = False
    any_hour: bool = False
    takes_referrals: bool = False
    capacity: Capacity = Capacity.UNKNOWN
    capacity_day: int | None = None
    wait_days: int | None = None
    hsds_id: str = ""
    languages: tuple[Language, ...] = ()
    phones: tuple[Phone, ...] = ()
    contacts: tuple[Contact, ...] = ()
    schedules: tuple[Schedule, ...] = ()
    costs: tuple[Cost, ...] = ()
    facets: tuple[Facet, ...] = ()
    places: tuple[Place, ...] = ()
    rest: Rest = field(default_factory=dict)

    def has(self, kind: FacetKind, code: str) -> bool:
        return Facet(kind, code) in self.facets

    def codes(self, kind: FacetKind) -> tuple[str, ...]:
        return tuple(facet.code for facet in self.facets if facet.kind is kind)
