"""The directory of help: read whole, since it is small and its readers keep it in RAM; written entry by entry."""

import json
from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from sqlalchemy import Connection, Table, delete, insert, select, update

from reporting.model.help.organization import Location, Organization
from reporting.model.help.service import (
    Contact,
    Cost,
    Facet,
    Language,
    Phone,
    Place,
    Schedule,
    Service,
)
from reporting.model.help.words import Capacity, ConfirmedBy, FacetKind, LocationKind, Price, Status
from reporting.model.ids import DistrictId, OrganizationId, ServiceId
from reporting.store import help_lists
from reporting.store.dialects import EitherInsert
from reporting.store.tables.base import table_of
from reporting.store.tables.help_directory import (
    HelpFacetRow,
    HelpLocationRow,
    HelpOrganizationRow,
    HelpPlaceRow,
    HelpServiceRow,
)

ORGANIZATION = table_of(HelpOrganizationRow)
SERVICE = table_of(HelpServiceRow)
LOCATION = table_of(HelpLocationRow)
PLACE = table_of(HelpPlaceRow)
FACET = table_of(HelpFacetRow)

_LISTS_OF_ORGANIZATION = {"phones": Phone, "contacts": Contact}
_LISTS_OF_LOCATION = {"languages": Language, "phones": Phone, "schedules": Schedule}
_LISTS_OF_SERVICE = {
    "languages": Language,
    "phones": Phone,
    "contacts": Contact,
    "schedules": Schedule,
    "costs": Cost,
}
_ENUMS = {"capacity": Capacity, "price": Price, "status": Status}


def _put(table: Table) -> EitherInsert:
    keys = list(table.primary_key.columns)
    others = [column.name for column in table.c if not column.primary_key]
    return EitherInsert(
        table,
        lambda statement: statement.on_conflict_do_update(
            index_elements=keys, set_={name: statement.excluded[name] for name in others}
        ),
    )


_PUT_ORGANIZATION, _PUT_SERVICE, _PUT_LOCATION = _put(ORGANIZATION), _put(SERVICE), _put(LOCATION)


def organizations(conn: Connection, district: DistrictId) -> tuple[Organization, ...]:
    """All of them with their services, by name, those that are not shown included."""
    phones = help_lists.by_owner(conn, district, Phone)
    contacts = help_lists.by_owner(conn, district, Contact)
    services = _services(conn, district, phones, contacts)
    found = []
    for said in _rows(conn, ORGANIZATION, Organization, district, ORGANIZATION.c.name):
        by = said["confirmed_by"]
        found.append(
            Organization(
                **{**said, "confirmed_by": None if by is None else ConfirmedBy(by)},
                phones=phones.get(said["id"], ()),
                contacts=contacts.get(said["id"], ()),
                services=services.get(said["id"], ()),
            )
        )
    return tuple(found)


def locations(conn: Connection, district: DistrictId) -> tuple[Location, ...]:
    kinds: Mapping[str, type[Any]] = _LISTS_OF_LOCATION
    lists: dict[str, dict[bytes, Any]] = {
        name: help_lists.by_owner(conn, district, kind) for name, kind in kinds.items()
    }
    return tuple(
        Location(
            **{**said, "kind": LocationKind(said["kind"])},
            **{name: rows.get(said["id"], ()) for name, rows in lists.items()},
        )
        for said in _rows(conn, LOCATION, Location, district, LOCATION.c.name)
    )


def put_organization(conn: Connection, district: DistrictId, organization: Organization) -> None:
    """With its services, each with all that hangs on it. Services that it no longer names stay as they are."""
    conn.execute(_PUT_ORGANIZATION.for_(conn), {"district": district, **_columns(ORGANIZATION, organization)})
    _put_lists(conn, district, organization, _LISTS_OF_ORGANIZATION)
    for at, service in enumerate(organization.services):
        put_service(conn, district, service, at)


def put_service(conn: Connection, district: DistrictId, service: Service, position: int) -> None:
    """With its lists, facets and places; the locations of these must be there."""
    conn.execute(
        _PUT_SERVICE.for_(conn),
        {"district": district, "position": position, **_columns(SERVICE, service)},
    )
    _put_lists(conn, district, service, _LISTS_OF_SERVICE)
    conn.execute(delete(FACET).where(FACET.c.district == district, FACET.c.service == service.id))
    facets = list(dict.fromkeys(service.facets))
    if facets:
        conn.execute(
            insert(FACET),
            [
                {
                    "district": district,
                    "service": service.id,
                    "kind": facet.kind,
                    "code": facet.code,
                    "position": at,
                }
                for at, facet in enumerate(facets)
            ],
        )
    gone = (PLACE.c.district == district, PLACE.c.service == service.id)
    for place in conn.scalars(select(PLACE.c.id).where(*gone)).all():
        help_lists.replace(conn, district, place, Schedule, ())
    conn.execute(delete(PLACE).where(*gone))
    for at, one in enumerate(service.places):
        conn.execute(
            insert(PLACE),
            {"district": district, "service": service.id, "position": at, **_columns(PLACE, one)},
        )
        help_lists.replace(conn, district, one.id, Schedule, one.schedules)


def put_location(conn: Connection, district: DistrictId, location: Location) -> None:
    conn.execute(_PUT_LOCATION.for_(conn), {"district": district, **_columns(LOCATION, location)})
    _put_lists(conn, district, location, _LISTS_OF_LOCATION)


def confirm(
    conn: Connection, district: DistrictId, organization: OrganizationId, day: int, by: ConfirmedBy
) -> None:
    _of(conn, district, organization, confirmed_day=day, confirmed_by=by)


def asked(conn: Connection, district: DistrictId, organization: OrganizationId, day: int) -> None:
    _of(conn, district, organization, asked_day=day)


def set_capacity(
    conn: Connection,
    district: DistrictId,
    service: ServiceId,
    capacity: Capacity,
    *,
    day: int,
    wait_days: int | None,
) -> None:
    conn.execute(
        update(SERVICE)
        .where(SERVICE.c.district == district, SERVICE.c.id == service)
        .values(capacity=capacity, capacity_day=day, wait_days=wait_days)
    )


def _of(conn: Connection, district: DistrictId, organization: OrganizationId, **values: Any) -> None:
    conn.execute(
        update(ORGANIZATION)
        .where(ORGANIZATION.c.district == district, ORGANIZATION.c.id == organization)
        .values(**values)
    )


def _services(
    conn: Connection,
    district: DistrictId,
    phones: Mapping[bytes, tuple[Phone, ...]],
    contacts: Mapping[bytes, tuple[Contact, ...]],
) -> dict[bytes, tuple[Service, ...]]:
    """By organisation, in their order."""
    languages = help_lists.by_owner(conn, district, Language)
    schedules = help_lists.by_owner(conn, district, Schedule)
    costs = help_lists.by_owner(conn, district, Cost)
    facets: dict[bytes, list[Facet]] = {}
    for service, kind, code in conn.execute(
        select(FACET.c.service, FACET.c.kind, FACET.c.code)
        .where(FACET.c.district == district)
        .order_by(FACET.c.service, FACET.c.position)
    ):
        facets.setdefault(service, []).append(Facet(FacetKind(kind), code))
    places: dict[bytes, list[Place]] = {}
    for row in conn.execute(
        select(PLACE).where(PLACE.c.district == district).order_by(PLACE.c.service, PLACE.c.position)
    ).mappings():
        said = _said(row, PLACE, Place)
        places.setdefault(row["service"], []).append(Place(**said, schedules=schedules.get(said["id"], ())))
    found: dict[bytes, list[Service]] = {}
    for said in _rows(conn, SERVICE, Service, district, SERVICE.c.position):
        id_ = said["id"]
        service = Service(
            **{**said, **{name: enum(said[name]) for name, enum in _ENUMS.items()}},
            languages=languages.get(id_, ()),
            phones=phones.get(id_, ()),
            contacts=contacts.get(id_, ()),
            schedules=schedules.get(id_, ()),
            costs=costs.get(id_, ()),
            facets=tuple(facets.get(id_, ())),
            places=tuple(places.get(id_, ())),
        )
        found.setdefault(service.organization, []).append(service)
    return {organization: tuple(listed) for organization, listed in found.items()}


def _rows(
    conn: Connection, table: Table, kind: type[Any], district: DistrictId, order: Any
) -> list[dict[str, Any]]:
    rows = conn.execute(select(table).where(table.c.district == district).order_by(order, table.c.id))
    return [_said(row, table, kind) for row in rows.mappings()]


def _said(row: Mapping[Any, Any], table: Table, kind: type[Any]) -> dict[str, Any]:
    """The fields of `kind` that are columns of this row."""
    said = {part.name: row[part.name] for part in fields(kind) if part.name in table.c}
    return {**said, "rest": json.loads(said["rest"])}


def _columns(table: Table, one: Any) -> dict[str, Any]:
    """The fields of `one` that are columns of the table."""
    return {name: value for name, value in help_lists.columns_of(one).items() if name in table.c}


def _put_lists(conn: Connection, district: DistrictId, owner: Any, lists: Mapping[str, type[Any]]) -> None:
    for name, kind in lists.items():
        help_lists.replace(conn, district, owner.id, kind, getattr(owner, name))
