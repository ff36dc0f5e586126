"""How the two databases are opened. Each line of settings answers a loss or a leak that was measured."""

import os
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.engine import URL
from sqlalchemy.pool import NullPool

from reporting.store.errors import StoreUnavailable

BUSY_MS = 10_000
PAGE_BYTES = 4_096
SQLITE_SETTINGS = (
    f"busy_timeout={BUSY_MS}",
    f"page_size={PAGE_BYTES}",
    "journal_mode=WAL",
    "synchronous=FULL",  # acknowledged means on the disk
    "secure_delete=ON",  # what is deleted is overwritten
    "trusted_schema=OFF",  # a planted schema runs no function
    "temp_store=MEMORY",  # no temporary files
    "foreign_keys=ON",
)
READERS = 16
POSTGRES_SETTINGS = {
    "statement_timeout": "15s",
    "lock_timeout": "5s",
    "idle_in_transaction_session_timeout": "30s",
    "synchronous_commit": "on",  # acknowledged means on the disk
    "timezone": "UTC",
}


def parse(url: str) -> URL:
    """The address of a database. Raises StoreUnavailable for one that this program cannot use."""
    parsed = make_url(url)
    backend = parsed.get_backend_name()
    if backend == "postgresql":
        return parsed.set(drivername="postgresql+psycopg")
    if backend == "sqlite" and parsed.database not in (None, "", ":memory:"):
        return parsed.set(drivername="sqlite")
    raise StoreUnavailable(
        "The database address must be sqlite:////folder/file.db or postgresql://user@host/name."
    )


def create_private(path: Path) -> None:
    """Make the file readable by its owner only; SQLite gives its side files the same rights."""
    try:
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    except OSError as error:
        raise StoreUnavailable(
            f"The database file {path} cannot be created ({error.strerror}); make its folder and give it to this user."
        ) from None


def sqlite_writer(url: URL) -> Engine:
    """One connection for the writer thread: it takes the write lock when it begins, never in the middle."""
    engine = create_engine(
        url,
        hide_parameters=True,
        poolclass=NullPool,
        connect_args=_sqlite_arguments(),
        insertmanyvalues_page_size=400,
    )
    _on_connect(engine, SQLITE_SETTINGS)
    _on_begin(engine, "BEGIN IMMEDIATE")
    return engine


def sqlite_reader(url: URL) -> Engine:
    """Connections that cannot write; each `with` sees one state of the database from its first query on."""
    engine = create_engine(
        url,
        hide_parameters=True,
        pool_size=READERS,
        max_overflow=READERS,
        pool_timeout=10,
        connect_args=_sqlite_arguments(),
    )
    _on_connect(engine, (*SQLITE_SETTINGS, "query_only=ON"))
    _on_begin(engine, "BEGIN")
    return engine


def postgres_writer(url: URL, *, pool: int) -> Engine:
    return create_engine(
        url,
        hide_parameters=True,
        pool_size=pool,
        max_overflow=0,
        pool_timeout=10,
        connect_args=_postgres_arguments({}),
    )


def postgres_reader(url: URL, *, pool: int) -> Engine:
    settings = {"default_transaction_read_only": "on", "default_transaction_isolation": "repeatable read"}
    return create_engine(
        url,
        hide_parameters=True,
        pool_size=pool,
        max_overflow=0,
        pool_timeout=10,
        pool_pre_ping=True,  # a read is not run again, so it must not meet a dead connection
        connect_args=_postgres_arguments(
            {name: value.replace(" ", r"\ ") for name, value in settings.items()}
        ),
    )


def _sqlite_arguments() -> dict[str, Any]:
    # None: the driver begins nothing by itself. In its default mode every RELEASE commits and no group exists.
    return {"isolation_level": None, "timeout": BUSY_MS / 1000, "check_same_thread": False}


def _postgres_arguments(extra: dict[str, str]) -> dict[str, Any]:
    options = " ".join(f"-c {name}={value}" for name, value in {**POSTGRES_SETTINGS, **extra}.items())
    return {"options": options, "connect_timeout": 5, "application_name": "quietline"}


def _on_connect(engine: Engine, settings: tuple[str, ...]) -> None:
    @event.listens_for(engine, "connect")
    def configure(connection: Any, _record: object) -> None:
        for setting in settings:
            answer = connection.execute(f"PRAGMA {setting}").fetchone()
            if setting == "journal_mode=WAL" and answer != ("wal",):
                connection.close()
                raise StoreUnavailable(
                    "The database's folder does not support write-ahead logs; put it on a local disk, not on a share."
                )


def _on_begin(engine: Engine, statement: str) -> None:
    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        # On the driver itself: the library's own way takes longer than the statements that follow.
        connection.connection.cursor().execute(statement)
