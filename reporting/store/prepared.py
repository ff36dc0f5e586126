"""Statements that run with every message, written out once: the library needs ten times as long to run one as SQLite.

Each is built with SQLAlchemy like any other. On SQLite its finished text goes straight to the driver, in the library's
transaction; PostgreSQL, where the way to the server costs more than the library, runs it as always.
"""

import sqlite3
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.dialects import sqlite

_SQLITE = sqlite.dialect(paramstyle="qmark")

# Where a connection keeps the error that cost it its transaction; whoever shares the transaction must learn of it.
LOST = "quietline.lost"

Row = Sequence[Any]


class Prepared:
    """`statement` for SQLite, `postgres` where that one is spelled otherwise; `sets`: the columns that it writes,
    where the statement leaves that to its values. No list of unknown length may stand in it.
    """

    def __init__(self, statement: Any, *, postgres: Any = None, sets: Sequence[str] | None = None) -> None:
        self._postgres = statement if postgres is None else postgres
        names = None if sets is None else list(sets)
        compiled = statement.compile(dialect=_SQLITE, column_keys=names)
        self._text = str(compiled)
        self._order: list[str] = compiled.positiontup or []
        # What stands in the statement itself, like a limit; what a caller hands in goes before it.
        self._given = {name: value for name, value in compiled.params.items() if value is not None}

    def all(self, connection: Connection, values: Mapping[str, Any]) -> Sequence[Row]:
        """Every row, in full."""
        if connection.dialect.name != "sqlite":
            return connection.execute(self._postgres, values).all()
        return self._send(connection, [self._ordered(values)])[0]

    def first(self, connection: Connection, values: Mapping[str, Any]) -> Row | None:
        """The row, where there is at most one."""
        return next(iter(self.all(connection, values)), None)

    def run(self, connection: Connection, *rows: Mapping[str, Any]) -> int:
        """For what gives no rows back: how many rows it wrote, for each of `rows` in turn."""
        if not rows:
            return 0
        if connection.dialect.name != "sqlite":
            return connection.execute(self._postgres, rows[0] if len(rows) == 1 else list(rows)).rowcount
        return self._send(connection, [self._ordered(row) for row in rows])[1]

    def _send(self, connection: Connection, rows: list[list[Any]]) -> tuple[list[Row], int]:
        """What came back, and how many rows were written."""
        # The driver begins nothing by itself: outside a transaction each statement would see a state of its own.
        if not connection.in_transaction():
            connection.begin()
        driver: Any = connection.connection.driver_connection
        cursor: sqlite3.Cursor = driver.cursor()
        try:
            if len(rows) == 1:
                cursor.execute(self._text, rows[0])
            else:
                cursor.executemany(self._text, rows)
            return cursor.fetchall(), cursor.rowcount
        except sqlite3.Error as error:
            if not driver.in_transaction:
                connection.info[LOST] = error
            raise

    def _ordered(self, values: Mapping[str, Any]) -> list[Any]:
        given = self._given
        return [values[name] if name in values else given[name] for name in self._order]
