"""Where a large row lies in a file of the embedded database: at random within its week.

SQLite numbers rows as they come, and that order would date every routine tip between two exact times
(see `tables/base.py`). A random number leaks nothing; the week before it keeps new rows together, so that
a large file still writes to few pages. PostgreSQL has no such number to give.
"""

import hashlib
from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import Connection, Table, column, table
from sqlalchemy.dialects import postgresql, sqlite

from reporting.store.prepared import Prepared, Row

MINUTES_A_WEEK = 7 * 24 * 60
RANDOM_BITS = 51  # two rows meet once in 10^15 pairs of one week
ROWID = "rowid"


class PlacedInsert:
    """INSERT into a table that has a rowid on SQLite, built once for each database."""

    def __init__(self, target: Table, build: Callable[[Any], Any] = lambda statement: statement) -> None:
        placed = table(target.name, column(ROWID), *(column(c.name, c.type) for c in target.c))
        self._prepared = Prepared(build(sqlite.insert(placed)), postgres=build(postgresql.insert(target)))

    def first(
        self, connection: Connection, values: dict[str, Any], minute: int, *unique: bytes
    ) -> Row | None:
        """Insert one row, where the statement gives something back. `unique`: what no other row has;
        `minute`: the rounded time that stands in the row.
        """
        return self._prepared.first(connection, _placed(connection, values, minute, unique))

    def run(
        self, connection: Connection, rows: Sequence[tuple[dict[str, Any], int, tuple[bytes, ...]]]
    ) -> None:
        """Insert (values, minute, unique) each, in one go."""
        self._prepared.run(connection, *(_placed(connection, *row) for row in rows))


def _placed(
    connection: Connection, values: dict[str, Any], minute: int, unique: tuple[bytes, ...]
) -> dict[str, Any]:
    return {ROWID: place(minute, *unique), **values} if connection.dialect.name == "sqlite" else values


def place(minute: int, *unique: bytes) -> int:
    """A rowid of 63 bits: the week, then 51 bits of a hash."""
    random = int.from_bytes(hashlib.sha256(b"".join(unique)).digest()[:8], "big") >> (64 - RANDOM_BITS)
    return (minute // MINUTES_A_WEEK) << RANDOM_BITS | random
