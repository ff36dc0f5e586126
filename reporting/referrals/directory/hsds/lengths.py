"""Texts that are longer than their columns: refused by name, since cutting one would be a loss."""

from collections.abc import Iterator
from dataclasses import fields
from typing import Any

from sqlalchemy import String, Table

from reporting.model.help.organization import Location, Organization
from reporting.model.help.service import Place, Service
from reporting.store.help_entries import LOCATION, ORGANIZATION, PLACE, SERVICE
from reporting.store.help_lists import TABLES

_OF: dict[type[Any], Table] = {
    **TABLES,
    Organization: ORGANIZATION,
    Service: SERVICE,
    Location: LOCATION,
    Place: PLACE,
}
_SHOWN = 40


def too_long(one: Any) -> Iterator[tuple[str, str]]:
    """(field, how it begins) of each in this value and in what hangs on it."""
    table = _OF.get(type(one))
    if table is None:
        return
    for part in fields(one):
        value = getattr(one, part.name)
        if isinstance(value, tuple):
            for inner in value:
                yield from too_long(inner)
        elif isinstance(value, str) and part.name in table.c:
            kind = table.c[part.name].type
            if isinstance(kind, String) and kind.length is not None and len(value) > kind.length:
                yield part.name, value[:_SHOWN]
