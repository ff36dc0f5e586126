"""Sentences of staff for the rules' tests, sealed to the people who lead the rules."""

from collections.abc import Collection
from dataclasses import asdict, dataclass

from sqlalchemy import Connection, delete, insert, select

from reporting.model.ids import DistrictId
from reporting.store.tables.base import table_of
from reporting.store.tables.feedback import RuleExampleRow

RULE_EXAMPLE = table_of(RuleExampleRow)
MOST_LISTED = 200

_COLUMNS = tuple(RULE_EXAMPLE.c[name] for name in ("id", "minute", "core", "recipients"))


@dataclass(frozen=True, slots=True)
class Example:
    """`minute`: rounded to the hour."""

    id: bytes
    minute: int
    core: bytes
    recipients: bytes

    def __repr__(self) -> str:
        return "Example(<sealed>)"


def add(conn: Connection, district: DistrictId, example: Example) -> None:
    conn.execute(insert(RULE_EXAMPLE), {"district": district, **asdict(example)})


def newest(conn: Connection, district: DistrictId) -> tuple[Example, ...]:
    rows = conn.execute(
        select(*_COLUMNS)
        .where(RULE_EXAMPLE.c.district == district)
        .order_by(RULE_EXAMPLE.c.minute.desc(), RULE_EXAMPLE.c.id)
        .limit(MOST_LISTED)
    )
    return tuple(Example(*row) for row in rows)


def one(conn: Connection, district: DistrictId, example: bytes) -> Example | None:
    row = conn.execute(
        select(*_COLUMNS).where(RULE_EXAMPLE.c.district == district, RULE_EXAMPLE.c.id == example)
    ).one_or_none()
    return Example(*row) if row is not None else None


def drop(conn: Connection, district: DistrictId, example: bytes) -> bool:
    gone = conn.execute(
        delete(RULE_EXAMPLE)
        .where(RULE_EXAMPLE.c.district == district, RULE_EXAMPLE.c.id == example)
        .returning(RULE_EXAMPLE.c.id)
    )
    return gone.first() is not None


def which_exist(conn: Connection, district: DistrictId, ids: Collection[bytes]) -> frozenset[bytes]:
    """For the sweep of shred keys that belong to nothing."""
    rows = conn.execute(
        select(RULE_EXAMPLE.c.id).where(RULE_EXAMPLE.c.district == district, RULE_EXAMPLE.c.id.in_(list(ids)))
    )
    return frozenset(row[0] for row in rows)
