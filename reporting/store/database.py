"""The one door to a database: `write` a unit of work, `read` from one consistent state."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import TypeVar

from sqlalchemy import Connection, Engine

from reporting.store import engines
from reporting.store.direct import Direct
from reporting.store.errors import NestedWrite, StoreError, explained
from reporting.store.readers import Readers
from reporting.store.writer import Writer

T = TypeVar("T")

POOL = 16


class Database:
    """SQLite in a file, or PostgreSQL; the same code runs on both.

    `url`: `sqlite:////folder/file.db` or `postgresql://…`. Make it after a fork, never before.
    Raises StoreUnavailable when the file cannot be made; a server is only reached with the first call.
    """

    def __init__(self, url: str, *, pool: int = POOL) -> None:
        parsed = engines.parse(url)
        self.dialect = parsed.get_backend_name()
        self._writer: Writer | Direct
        self._lend: Callable[[], AbstractContextManager[Connection]]
        self._let_go: Callable[[], None] = _nothing
        if self.dialect == "sqlite":
            engines.create_private(Path(parsed.database or ""))
            self._writer_engine = engines.sqlite_writer(parsed)
            self._reader_engine = engines.sqlite_reader(parsed)
            readers = Readers(self._reader_engine)
            self._lend, self._let_go = readers.lend, readers.close
            self._writer = Writer(self._writer_engine)
        else:
            self._writer_engine = engines.postgres_writer(parsed, pool=pool)
            self._reader_engine = engines.postgres_reader(parsed, pool=pool)
            self._lend = self._reader_engine.connect
            self._writer = Direct(self._writer_engine)

    @property
    def writer_engine(self) -> Engine:
        """For migrations and for tests that make the disk full; everybody else writes by `write`."""
        return self._writer_engine

    def write(self, unit: Callable[[Connection], T]) -> T:
        """Run `unit` in a transaction; when this returns, what it wrote is on the disk.

        The unit may run more than once: it makes no ids, times or keys, waits for nothing, returns plain values,
        neither commits nor rolls back, and calls neither `write` nor `read`. To undo it, raise.
        Raises what the unit raised, or StoreFull, StoreBusy, StoreUnavailable, StoreConflict, StoreFault.
        """
        return self._writer.run(unit)

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A connection that cannot write and sees one state from its first query on.

        Raises the same errors as `write`.
        """
        if self._writer.is_current():
            raise NestedWrite("A unit of work reads by its own connection; another would not see its rows.")
        try:
            with self._lend() as connection:
                yield connection
                return
        except BaseException as error:
            failure = explained(error)
            if failure is error:
                raise
        raise failure  # outside the handler, so that the driver's own text does not travel along

    def answers(self) -> bool:
        """Whether it can be read at this moment."""
        try:
            with self.read() as conn:
                conn.exec_driver_sql("SELECT 1")
        except StoreError:
            return False
        return True

    def write_outside(self, action: Callable[[Connection], T]) -> T:
        """Run something that no transaction may hold, like VACUUM; it runs once and must not change rows."""
        return self._writer.run_outside(action)

    def empty_log(self) -> bool:
        """Whether the write-ahead log could be emptied, so that nothing deleted is left in it.

        False while a reader or another program still needs an old state; ask again. PostgreSQL keeps its own.
        """
        if self.dialect != "sqlite":
            return True
        return self.write_outside(_truncate_log)

    def close(self) -> None:
        """Finish what is queued and let the database go."""
        self._let_go()
        self._reader_engine.dispose()
        self._writer.close()
        self._writer_engine.dispose()


def _nothing() -> None:
    """The library's pool lets go by itself."""


def _truncate_log(connection: Connection) -> bool:
    # Below SQLAlchemy, which would begin a transaction first.
    driver = connection.connection.driver_connection
    busy = driver.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]  # type: ignore[union-attr]  # sqlite3's own
    return bool(busy == 0)
