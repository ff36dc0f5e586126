"""Who helps, and where: organisations and the buildings that they work in."""

from dataclasses import dataclass, field

from reporting.model.help.service import Contact, Language, Phone, Rest, Schedule, Service
from reporting.model.help.words import ConfirmedBy, LocationKind
from reporting.model.ids import LocationId, OrganizationId, SchoolId


@dataclass(frozen=True, slots=True)
class Location:
    """`school`: the school in whose building it is. Coordinates in millionths of a degree."""

    id: LocationId
    organization: OrganizationId | None = None
    name: str = ""
    kind: LocationKind = LocationKind.PHYSICAL
    street: str = ""
    street2: str = ""
    city: str = ""
    state: str = ""
    postal: str = ""
    country: str = ""
    latitude: int | None = None
    longitude: int | None = None
    transportation: str = ""
    transportation_es: str = ""
    step_free: bool = False
    url: str = ""
    school: SchoolId | None = None
    hsds_id: str = ""
    languages: tuple[Language, ...] = ()
    phones: tuple[Phone, ...] = ()
    schedules: tuple[Schedule, ...] = ()
    rest: Rest = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Organization:
    """`confirmed_day`: since 1970, when somebody last said that all of it holds; `asked_day`: when they were asked."""

    id: OrganizationId
    name: str
    name_es: str = ""
    about: str = ""
    about_es: str = ""
    website: str = ""
    email: str = ""
    active: bool = True
    confirmed_day: int | None = None
    confirmed_by: ConfirmedBy | None = None
    asked_day: int | None = None
    hsds_id: str = ""
    phones: tuple[Phone, ...] = ()
    contacts: tuple[Contact, ...] = ()
    services: tuple[Service, ...] = ()
    rest: Rest = field(default_factory=dict)
