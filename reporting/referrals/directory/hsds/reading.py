"""An HSDS file as organisations and locations. What has no place here is kept in `rest`, so that nothing is lost."""

import json
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from reporting.model.help.organization import Location, Organization
from reporting.model.help.service import Contact, Cost, Facet, Language, Phone, Place, Schedule, Service
from reporting.model.help.words import Capacity, FacetKind, Insurance, LocationKind, Need, Price, Status
from reporting.model.ids import LocationId, OrganizationId, PlaceId, ServiceId
from reporting.referrals.directory.directory import HelpDirectory
from reporting.referrals.directory.entry_form import OLDEST, Problem
from reporting.referrals.directory.hsds.lengths import too_long
from reporting.referrals.directory.hsds.ours import OURS, facts_of
from reporting.referrals.directory.hsds.schema import faults
from reporting.referrals.directory.table import MOST_PROBLEMS, MOST_ROWS, Change, Table, Wrong

_MICRO = 1_000_000
_CENTS = 100
_FURTHEST = 360
_DEAREST = 10**9
Json = dict[str, Any]


def read_hsds(text: str, directory: HelpDirectory) -> Table:
    """An organization, a service, a list of either, or a page of an HSDS API (`contents`).

    Read whole or not at all. A wrong row's number is the place of the thing in the file, from 1.
    """
    try:
        said = json.loads(text)
    except (ValueError, RecursionError):
        said = None
    if said is None or "\\u0000" in text:  # a character that no database keeps
        return Table(wrong=(Wrong(1, Problem("", "not_json")),))
    listed = said.get("contents", [said]) if isinstance(said, dict) else said
    if not isinstance(listed, list) or not all(isinstance(one, dict) for one in listed):
        return Table(wrong=(Wrong(1, Problem("", "not_hsds")),))
    if not listed:
        return Table(wrong=(Wrong(1, Problem("", "empty_file")),))
    if len(listed) > MOST_ROWS:
        return Table(wrong=(Wrong(1, Problem("", "too_many_rows", str(MOST_ROWS))),))
    wrong = [Wrong(at, one) for at, thing in enumerate(listed, 1) for one in _faults(thing)]
    if wrong:
        return Table(wrong=tuple(wrong[:MOST_PROBLEMS]))
    return _Reader(directory).all(listed)


def _faults(thing: Json) -> Iterator[Problem]:
    kind = "service" if "status" in thing else "organization"
    for path, message in faults(kind, thing):
        yield Problem(path, "not_valid", message)
    if kind == "service" and not (thing.get("organization") or thing.get("organization_id")):
        yield Problem("organization", "missing")


class _Reader:
    def __init__(self, directory: HelpDirectory) -> None:
        self._directory = directory
        self._organizations: dict[OrganizationId, Organization] = {}
        self._locations: dict[LocationId, Location] = {}
        self._changes: list[Change] = []

    def all(self, listed: list[Json]) -> Table:
        for at, thing in enumerate(listed, 1):
            if "status" in thing:
                self._service_alone(at, thing)
            else:
                self._organization(at, thing)
        read = (*self._organizations.values(), *self._locations.values())
        long = [Wrong(1, Problem(name, "too_long", said)) for one in read for name, said in too_long(one)]
        if long:
            return Table(wrong=tuple(long[:MOST_PROBLEMS]))
        return Table(
            tuple(self._changes), (), tuple(self._organizations.values()), tuple(self._locations.values())
        )

    def _organization(self, at: int, thing: Json) -> Organization:
        rest = dict(thing)
        id_ = OrganizationId(id_of(thing["id"]))
        known = self._organizations.get(id_) or self._directory.organization(id_)
        services = [self._service(id_, one) for one in rest.pop("services", ())]
        if "locations" in rest:
            rest["locations"] = [self._location(one, id_) for one in rest["locations"]]
        facts = facts_of(rest)
        read = Organization(
            id_,
            rest.pop("name"),
            name_es=_pop(facts, "name_es"),
            about=_pop(rest, "description"),
            about_es=_pop(facts, "about_es"),
            website=_pop(rest, "website"),
            email=_pop(rest, "email"),
            hsds_id=rest.pop("id"),
            phones=tuple(_phone(one) for one in rest.pop("phones", ())),
            contacts=tuple(_contact(one) for one in rest.pop("contacts", ())),
            services=tuple(services),
            rest=rest,
        )
        if known is not None:
            # What HSDS cannot say stays: how fresh it is, when it was asked, whether it is shown.
            read = replace(
                read,
                active=known.active,
                confirmed_day=known.confirmed_day,
                confirmed_by=known.confirmed_by,
                asked_day=known.asked_day,
            )
        self._organizations[id_] = read
        kind = "same" if known == read else "changed" if known else "new"
        for name in [service.name for service in services] or [""]:
            self._changes.append(Change(at, read.name, name, kind))
        return read

    def _service_alone(self, at: int, thing: Json) -> None:
        """As HSDS's API gives it: the organisation stands inside, without its services."""
        inner = dict(thing)
        organization = inner.pop("organization", None) or {
            "id": inner["organization_id"],
            "name": "?",
            "description": "",
        }
        id_ = OrganizationId(id_of(organization["id"]))
        before = self._organizations.get(id_) or self._directory.organization(id_)
        known = before.services if before else ()
        marked = len(self._changes)
        owner = before if "name" not in organization or organization["name"] == "?" else None
        owner = owner or self._organization(at, organization)
        del self._changes[marked:]
        service = self._service(id_, inner)
        others = tuple(one for one in known if one.id != service.id)
        self._organizations[id_] = replace(owner, services=(*others, service))
        kind = "changed" if len(others) < len(known) else "new"
        self._changes.append(Change(at, owner.name, service.name, kind))

    def _service(self, organization: OrganizationId, thing: Json) -> Service:
        rest = dict(thing)
        id_ = ServiceId(id_of(rest["id"]))
        facts = facts_of(rest)
        low, high = _age(rest, "minimum_age"), _age(rest, "maximum_age")
        known = self._directory.entry(id_)
        before = known.service if known else None
        return Service(
            id_,
            organization,
            rest.pop("name"),
            name_es=_pop(facts, "name_es"),
            about=_pop(rest, "description"),
            about_es=_pop(facts, "about_es"),
            status=Status(rest.pop("status")),
            min_age=low,
            max_age=high,
            eligibility=_pop(rest, "eligibility_description"),
            eligibility_es=_pop(facts, "eligibility_es"),
            fees=_pop(rest, "fees_description"),
            fees_es=_pop(facts, "fees_es"),
            price=Price(facts["price"]) if facts.get("price") in set(Price) else Price.UNKNOWN,
            how=_pop(rest, "application_process"),
            how_es=_pop(facts, "how_es"),
            url=_pop(rest, "url"),
            email=_pop(rest, "email"),
            telehealth=facts.get("telehealth") == "yes",
            transport=facts.get("transport") == "yes",
            any_hour=facts.get("any_hour") == "yes",
            takes_referrals=before.takes_referrals if before else False,
            capacity=before.capacity if before else Capacity.UNKNOWN,
            capacity_day=before.capacity_day if before else None,
            wait_days=before.wait_days if before else None,
            hsds_id=rest.pop("id"),
            languages=tuple(_language(one) for one in rest.pop("languages", ())),
            phones=tuple(_phone(one) for one in rest.pop("phones", ())),
            contacts=tuple(_contact(one) for one in rest.pop("contacts", ())),
            schedules=tuple(_schedule(one) for one in rest.pop("schedules", ())),
            costs=tuple(_cost(one) for one in rest.pop("cost_options", ())),
            facets=tuple(_facets(facts)),
            places=tuple(self._place(one, organization) for one in rest.pop("service_at_locations", ())),
            rest=rest,
        )

    def _place(self, thing: Json, organization: OrganizationId) -> Place:
        rest = dict(thing)
        inner = rest.pop("location", None)
        if inner is not None:
            self._location(inner, None)
        said = inner["id"] if inner is not None else rest.get("location_id", rest["id"])
        at = LocationId(id_of(said))
        if at not in self._locations and at not in self._directory.locations:
            self._locations[at] = Location(at, organization, hsds_id=said)
        return Place(
            PlaceId(id_of(rest["id"])),
            at,
            about=_pop(rest, "description"),
            hsds_id=rest.pop("id"),
            schedules=tuple(_schedule(one) for one in rest.pop("schedules", ())),
            rest=rest,
        )

    def _location(self, thing: Json, organization: OrganizationId | None) -> str:
        """Its id in the file, which is what an organisation keeps of its own list."""
        rest = dict(thing)
        said = rest.pop("id")
        id_ = LocationId(id_of(said))
        before = self._locations.get(id_) or self._directory.locations.get(id_)
        addresses = rest.pop("addresses", [])
        address = dict(addresses[0]) if addresses else {}
        facts = facts_of(rest)
        read = Location(
            id_,
            organization or (before.organization if before else None),
            name=_pop(rest, "name"),
            kind=LocationKind(rest.pop("location_type")),
            street=_pop(address, "address_1"),
            street2=_pop(address, "address_2"),
            city=_pop(address, "city"),
            state=_pop(address, "state_province"),
            postal=_pop(address, "postal_code"),
            country=_pop(address, "country"),
            latitude=_micro(rest, "latitude"),
            longitude=_micro(rest, "longitude"),
            transportation=_pop(rest, "transportation"),
            transportation_es=_pop(facts, "transportation_es"),
            step_free=facts.get("step_free") == "yes",
            url=_pop(rest, "url"),
            school=before.school if before else None,
            hsds_id=said,
            languages=tuple(_language(one) for one in rest.pop("languages", ())),
            phones=tuple(_phone(one) for one in rest.pop("phones", ())),
            schedules=tuple(_schedule(one) for one in rest.pop("schedules", ())),
            rest={**rest, **({"addresses": [address, *addresses[1:]]} if addresses else {})},
        )
        # One file says the same location several times, now and then with less: what was said once stays.
        if (
            before is None
            or id_ not in self._locations
            or len(json.dumps(thing)) >= len(json.dumps(dict(before.rest)))
        ):
            self._locations[id_] = read
        return str(said)


def id_of(said: str) -> bytes:
    """HSDS's identifier is ours; one that is no UUID gets one made from it."""
    try:
        return uuid.UUID(said).bytes
    except ValueError:
        return uuid.uuid5(OURS, said).bytes


def _pop(thing: Json, name: str) -> str:
    """A text, taken out; what is no text (null) stays where it is."""
    value = thing.get(name)
    if not isinstance(value, str):
        return ""
    del thing[name]
    return value


def _age(thing: Json, name: str) -> int | None:
    value = thing.get(name)
    if (
        isinstance(value, bool)
        or not isinstance(value, int | float)
        or value != int(value)
        or not 0 <= value <= OLDEST
    ):
        return None
    del thing[name]
    return int(value)


def _micro(thing: Json, name: str) -> int | None:
    """Millionths of a degree; more digits than six stay in `rest` and count there."""
    value = thing.get(name)
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    if abs(value) > _FURTHEST:
        return None
    whole = round(value * _MICRO)
    if whole / _MICRO == value:
        del thing[name]
    return whole


def _phone(thing: Json) -> Phone:
    rest = dict(thing)
    return Phone(_pop(rest, "number"), _pop(rest, "type"), _pop(rest, "description"), _pop(rest, "id"), rest)


def _contact(thing: Json) -> Contact:
    rest = dict(thing)
    return Contact(_pop(rest, "name"), _pop(rest, "title"), _pop(rest, "email"), _pop(rest, "id"), rest)


def _language(thing: Json) -> Language:
    rest = dict(thing)
    return Language(_pop(rest, "code"), _pop(rest, "name"), _pop(rest, "id"), rest)


def _schedule(thing: Json) -> Schedule:
    rest = dict(thing)
    return Schedule(
        _pop(rest, "byday"),
        _pop(rest, "opens_at"),
        _pop(rest, "closes_at"),
        _pop(rest, "description"),
        _pop(rest, "id"),
        rest,
    )


def _cost(thing: Json) -> Cost:
    rest = dict(thing)
    amount, cents = rest.get("amount"), None
    if isinstance(amount, int | float) and not isinstance(amount, bool):
        cents = round(amount * _CENTS)
        if cents / _CENTS == amount and abs(cents) <= _DEAREST:
            del rest["amount"]
        else:
            cents = None
    return Cost(
        _pop(rest, "option"),
        cents,
        _pop(rest, "currency"),
        _pop(rest, "amount_description"),
        _pop(rest, "id"),
        rest,
    )


def _facets(facts: Mapping[str, str]) -> Iterator[Facet]:
    for kind, words in ((FacetKind.NEED, Need), (FacetKind.INSURANCE, Insurance)):
        for code in facts.get(kind, "").split(";"):
            if code in set(words):
                yield Facet(kind, code)
    for code in facts.get(FacetKind.POPULATION, "").split(";"):
        if code:
            yield Facet(FacetKind.POPULATION, code)
