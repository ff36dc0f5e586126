"""The directory as HSDS 3: a page of an API's list of organisations, each with its services."""

import json
import uuid
from collections.abc import Iterable, Mapping
from typing import Any

from reporting.model.clock import date_of
from reporting.model.help.organization import Location, Organization
from reporting.model.help.service import Contact, Cost, Language, Phone, Place, Schedule, Service
from reporting.model.help.words import FacetKind, Price
from reporting.referrals.directory.directory import HelpDirectory
from reporting.referrals.directory.hsds.ours import OURS, attributes

_MICRO = 1_000_000
_CENTS = 100
Json = dict[str, Any]


def write_hsds(directory: HelpDirectory, today: int) -> str:
    """Those that are shown. Checked against HSDS's JSON Schema by a test."""
    contents = [organization(one, directory) for one in directory.organizations if one.active]
    page = {
        "total_items": len(contents),
        "total_pages": 1,
        "page_number": 1,
        "size": len(contents),
        "first_page": True,
        "last_page": True,
        "empty": not contents,
        "contents": contents,
    }
    del today
    return json.dumps(page, ensure_ascii=False, indent=1)


def organization(one: Organization, directory: HelpDirectory) -> Json:
    id_ = _id(one.id, one.hsds_id)
    rest = dict(one.rest)
    listed = rest.pop("locations", None)
    made = _tidy(
        {
            "id": id_,
            "name": one.name,
            "description": one.about,
            "website": one.website,
            "email": one.email,
            "phones": _all(_phone, one.phones, id_),
            "contacts": _all(_contact, one.contacts, id_),
            "services": [service(each, one, directory) for each in one.services],
        },
        keep=("id", "name", "description"),
    )
    if listed is not None:
        by_id = {_id(each.id, each.hsds_id): each for each in directory.locations.values()}
        made["locations"] = [location(by_id[each]) for each in listed if each in by_id]
    return _with(made, rest, attributes(id_, {"name_es": one.name_es, "about_es": one.about_es}))


def service(one: Service, owner: Organization, directory: HelpDirectory) -> Json:
    id_ = _id(one.id, one.hsds_id)
    made = _tidy(
        {
            "id": id_,
            "name": one.name,
            "description": one.about,
            "status": one.status.value,
            "url": one.url,
            "email": one.email,
            "minimum_age": one.min_age,
            "maximum_age": one.max_age,
            "eligibility_description": one.eligibility,
            "fees_description": one.fees,
            "application_process": one.how,
            "languages": _all(_language, one.languages, id_),
            "phones": _all(_phone, one.phones, id_),
            "contacts": _all(_contact, one.contacts, id_),
            "schedules": _all(_schedule, one.schedules, id_),
            "cost_options": _all(_cost, one.costs, id_),
            "service_at_locations": [_place(each, directory) for each in one.places],
        },
        keep=("id", "name", "status"),
    )
    if owner.confirmed_day is not None and "assured_date" not in one.rest:
        made["assured_date"] = date_of(owner.confirmed_day).isoformat()
    facts = {
        "name_es": one.name_es,
        "about_es": one.about_es,
        "eligibility_es": one.eligibility_es,
        "fees_es": one.fees_es,
        "how_es": one.how_es,
        "price": "" if one.price is Price.UNKNOWN else one.price.value,
        "telehealth": "yes" if one.telehealth else "",
        "transport": "yes" if one.transport else "",
        "any_hour": "yes" if one.any_hour else "",
        **{kind.value: ";".join(one.codes(kind)) for kind in FacetKind},
    }
    return _with(made, one.rest, attributes(id_, facts))


def location(one: Location) -> Json:
    id_ = _id(one.id, one.hsds_id)
    rest = dict(one.rest)
    first, *others = rest.pop("addresses", None) or [{}]
    address = {
        "address_1": one.street,
        "address_2": one.street2,
        "city": one.city,
        "state_province": one.state,
        "postal_code": one.postal,
        "country": one.country,
    }
    made = _tidy(
        {
            "id": id_,
            "location_type": one.kind.value,
            "name": one.name,
            "url": one.url,
            "transportation": one.transportation,
            "latitude": None if one.latitude is None else one.latitude / _MICRO,
            "longitude": None if one.longitude is None else one.longitude / _MICRO,
            "languages": _all(_language, one.languages, id_),
            "phones": _all(_phone, one.phones, id_),
            "schedules": _all(_schedule, one.schedules, id_),
        },
        keep=("id", "location_type"),
    )
    if first or one.street:
        # HSDS wants all of an address or none of it.
        whole = (
            {**address, "address_2": one.street2}
            if one.street2
            else {k: v for k, v in address.items() if k != "address_2"}
        )
        given = {"id": str(uuid.uuid5(OURS, f"{id_} address")), "address_type": "physical", **whole}
        made["addresses"] = [{**given, **first}, *others]
    facts = {"transportation_es": one.transportation_es, "step_free": "yes" if one.step_free else ""}
    return _with(made, rest, attributes(id_, facts))


def _place(one: Place, directory: HelpDirectory) -> Json:
    id_ = _id(one.id, one.hsds_id)
    made = _tidy(
        {"id": id_, "description": one.about, "schedules": _all(_schedule, one.schedules, id_)}, keep=("id",)
    )
    where = directory.locations.get(one.location)
    if where is not None:
        made["location"] = location(where)
    return _with(made, one.rest, ())


def _phone(one: Phone) -> Json:
    return {"number": one.number, "type": one.kind, "description": one.about}


def _contact(one: Contact) -> Json:
    return {"name": one.name, "title": one.title, "email": one.email}


def _language(one: Language) -> Json:
    return {"code": one.code, "name": one.name}


def _schedule(one: Schedule) -> Json:
    weekly = {"freq": "WEEKLY"} if one.days and not one.hsds_id else {}
    return {
        "byday": one.days,
        "opens_at": one.opens,
        "closes_at": one.closes,
        "description": one.about,
        **weekly,
    }


def _cost(one: Cost) -> Json:
    amount: float | None = None if one.cents is None else one.cents / _CENTS
    if amount is not None and amount == int(amount):
        amount = int(amount)
    return {
        "option": one.option,
        "amount": amount,
        "currency": one.currency,
        "amount_description": one.about,
    }


def _all(write: Any, listed: Iterable[Any], owner: str) -> list[Json]:
    """Each with an id of its own, and with what had no place here."""
    found = []
    for at, one in enumerate(listed):
        made = str(uuid.uuid5(OURS, f"{owner} {type(one).__name__} {at}"))
        found.append(
            _with(_tidy({"id": one.hsds_id or made, **write(one)}, keep=("id", "number")), one.rest, ())
        )
    return found


def _tidy(thing: Json, keep: tuple[str, ...]) -> Json:
    """Without what is empty, since an empty text is no statement."""
    return {name: value for name, value in thing.items() if name in keep or value not in ("", None, [])}


def _with(made: Json, rest: Mapping[str, Any], ours: Iterable[Json]) -> Json:
    both = {**made, **rest}
    added = list(ours)
    if added:
        both["attributes"] = [*both.get("attributes", []), *added]
    return both


def _id(id_: bytes, said: str) -> str:
    return said or str(uuid.UUID(bytes=id_))
