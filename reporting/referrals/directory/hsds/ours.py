"""What we know and HSDS has no field for, as attributes of an own taxonomy: another reader may pass them by."""

import uuid
from collections.abc import Iterator, Mapping
from typing import Any

# The name under which our own identifiers are made.
OURS = uuid.UUID("b3f0c4a2-6c8e-5d55-8f43-2a2e0d2a9e10")
TAXONOMY = "quietline"
Json = dict[str, Any]


def attributes(owner: str, facts: Mapping[str, str]) -> Iterator[Json]:
    """`owner`: the id of the entity; facts without a value are left out."""
    for name, value in facts.items():
        if value:
            yield {
                "id": str(uuid.uuid5(OURS, f"{owner} {name}")),
                "link_id": owner,
                "value": value,
                "taxonomy_term": {
                    "id": str(uuid.uuid5(OURS, name)),
                    "code": name,
                    "name": name,
                    "description": f"{name}, as Quietline keeps it",
                    "taxonomy": TAXONOMY,
                },
            }


def facts_of(thing: Json) -> dict[str, str]:
    """Ours among its attributes, taken out of it."""
    listed = thing.get("attributes")
    if not isinstance(listed, list):
        return {}
    found, others = {}, []
    for one in listed:
        term = one.get("taxonomy_term") or {}
        if term.get("taxonomy") == TAXONOMY and isinstance(one.get("value"), str):
            found[str(term.get("code"))] = one["value"]
        else:
            others.append(one)
    if others or not found:
        thing["attributes"] = others
    else:
        del thing["attributes"]
    return found
