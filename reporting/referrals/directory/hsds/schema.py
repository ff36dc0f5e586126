"""HSDS's JSON Schema, as far as it can refuse anything: `schema.json` beside this file, with its licence."""

import json
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from jsonschema import Draft202012Validator

_FILE = Path(__file__).with_name("schema.json")
_SHOWN = 120


def faults(kind: str, thing: Any) -> Iterator[tuple[str, str]]:
    """(where, what) of each thing that HSDS does not allow. `kind`: organization or service."""
    for error in validator(kind).iter_errors(thing):
        yield "/".join(str(part) for part in error.absolute_path), error.message[:_SHOWN]


def components() -> dict[str, Any]:
    """HSDS's schemas as an OpenAPI description carries them: by name, each pointing to its siblings."""
    written = json.dumps(json.loads(_FILE.read_text(encoding="utf-8"))["entities"])
    made: dict[str, Any] = json.loads(written.replace('"hsds:/', '"#/components/schemas/'))
    return made


@lru_cache
def validator(kind: str) -> "Draft202012Validator":
    # Loaded with the first file that somebody brings: some megabytes.
    from jsonschema import Draft202012Validator, FormatChecker
    from referencing import Registry
    from referencing.jsonschema import DRAFT202012

    entities = json.loads(_FILE.read_text(encoding="utf-8"))["entities"]
    registry: Registry[Any] = Registry().with_resources(
        (f"hsds:/{name}", DRAFT202012.create_resource({"$id": f"hsds:/{name}", **schema}))
        for name, schema in entities.items()
    )
    return Draft202012Validator(
        {"$ref": f"hsds:/{kind}"}, registry=registry, format_checker=FormatChecker(("uuid", "email"))
    )
