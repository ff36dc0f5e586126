"""The small things that hang on an entry of the directory: each kind read whole, and written whole for its owner."""

import json
from collections.abc import Sequence
from dataclasses import fields
from typing import Any, Protocol, TypeVar

from sqlalchemy import Connection, Table, delete, insert, select

from reporting.model.help.service import Contact, Cost, Language, Phone, Schedule
from reporting.model.ids import DistrictId
from reporting.store.tables.base import table_of
from reporting.store.tables.help_directory import (
    HelpContactRow,
    HelpCostRow,
    HelpLanguageRow,
    HelpPhoneRow,
    HelpScheduleRow,
)


class Listed(Protocol):
    """A value of one of the tables below: its fields are named like the columns."""

    @property
    def hsds_id(self) -> str: ...


T = TypeVar("T", bound=Listed)

TABLES: dict[type[Any], Table] = {
    Language: table_of(HelpLanguageRow),
    Phone: table_of(HelpPhoneRow),
    Contact: table_of(HelpContactRow),
    Schedule: table_of(HelpScheduleRow),
    Cost: table_of(HelpCostRow),
}


def columns_of(one: Any) -> dict[str, Any]:
    """Its fields as columns; `rest` as JSON."""
    values = {part.name: getattr(one, part.name) for part in fields(one)}
    return {**values, "rest": json.dumps(values["rest"], ensure_ascii=False)}


def by_owner(conn: Connection, district: DistrictId, kind: type[T]) -> dict[bytes, tuple[T, ...]]:
    """All of one kind in a district, by whose they are, in their order."""
    table = TABLES[kind]
    names = [part.name for part in fields(kind)]  # type: ignore[arg-type]  # each is a dataclass
    found: dict[bytes, list[T]] = {}
    for owner, *values in conn.execute(
        select(table.c.owner, *(table.c[name] for name in names))
        .where(table.c.district == district)
        .order_by(table.c.owner, table.c.position)
    ):
        said = dict(zip(names, values, strict=True))
        found.setdefault(owner, []).append(kind(**{**said, "rest": json.loads(said["rest"])}))
    return {owner: tuple(rows) for owner, rows in found.items()}


def replace(conn: Connection, district: DistrictId, owner: bytes, kind: type[T], listed: Sequence[T]) -> None:
    """Instead of those that the owner had."""
    table = TABLES[kind]
    conn.execute(delete(table).where(table.c.district == district, table.c.owner == owner))
    if listed:
        conn.execute(
            insert(table),
            [
                {"district": district, "owner": owner, "position": at, **columns_of(one)}
                for at, one in enumerate(listed)
            ],
        )
