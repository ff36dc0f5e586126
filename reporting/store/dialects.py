"""The one statement that the two databases spell through different modules: INSERT … ON CONFLICT."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import postgresql, sqlite

from reporting.store.prepared import Prepared


class EitherInsert:
    """A statement built once for each database. `build` gets the dialect's own insert into `table`."""

    def __init__(self, table: Table, build: Callable[[Any], Any]) -> None:
        self._by_dialect = {
            "sqlite": build(sqlite.insert(table)),
            "postgresql": build(postgresql.insert(table)),
        }

    def prepared(self) -> Prepared:
        """For one that runs with every message."""
        return Prepared(self._by_dialect["sqlite"], postgres=self._by_dialect["postgresql"])

    def for_(self, connection: Connection) -> Any:
        return self._by_dialect[connection.dialect.name]
