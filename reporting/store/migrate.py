"""Bring a database to this program's schema, or say why not. Alembic is configured here, not in an ini file.

It is loaded where there is something to do: most starts find the schema as it should be, and Alembic takes ten megabytes.
"""

import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

import sqlalchemy
from sqlalchemy import Connection, text

import reporting
from reporting.store import engines
from reporting.store.errors import StoreBusy, StoreUnavailable, explained

if TYPE_CHECKING:
    from alembic.config import Config

# Beside the package in a checkout and in a wheel alike.
FOLDER = Path(reporting.__file__).parent.parent / "migrations"
LOCK = 0x51_75_69_65  # "Quie": one program migrates, the others wait
WAIT_S = 60.0  # a database refuses a second program sooner than a slow disk has migrated for the first
AGAIN_S = 0.2
POSTGRES_TIMEOUTS = ("lock_timeout='10s'", "statement_timeout='300s'")


class Standing(StrEnum):
    """How a database's schema stands to this program's."""

    EMPTY = "empty"
    BEHIND = "behind"
    CURRENT = "current"


def configuration(connection: Connection | None = None) -> "Config":
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    config.set_main_option("path_separator", "os")
    config.set_main_option("file_template", "%%(rev)s")
    config.attributes["connection"] = connection
    return config


def upgrade(
    url: str, now: Callable[[], float] = time.monotonic, sleep: Callable[[float], None] = time.sleep
) -> None:
    """Bring the schema to the newest version, all steps or none. Waits a minute for another program that does the same.

    Raises StoreUnavailable (unreachable, or written by a newer program), StoreBusy, StoreFull.
    """
    end = now() + WAIT_S
    while True:
        try:
            return _upgrade(url)
        except StoreBusy:
            if now() >= end:
                raise
        sleep(AGAIN_S)


def _upgrade(url: str) -> None:
    with _connected(url) as connection:
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({LOCK})")
            for timeout in POSTGRES_TIMEOUTS:
                connection.exec_driver_sql(f"SET LOCAL {timeout}")
        if _standing(connection) is not Standing.CURRENT:
            from alembic import command

            command.upgrade(configuration(connection), "head")
        connection.commit()


def downgrade(url: str, revision: str) -> None:
    """Go back to a revision, `base` for nothing. For rehearsals: it drops what later steps made."""
    from alembic import command

    with _connected(url) as connection:
        command.downgrade(configuration(connection), revision)
        connection.commit()


def check(url: str) -> Standing:
    """How the schema stands. Raises StoreUnavailable when it cannot be read or was written by a newer program."""
    with _connected(url) as connection:
        return _standing(connection)


def _standing(connection: Connection) -> Standing:
    found = _revision(connection)
    if found is None:
        return Standing.EMPTY
    steps = sorted(step.stem for step in (FOLDER / "versions").glob("[0-9]*.py"))
    if found == steps[-1]:
        return Standing.CURRENT
    if found not in steps:
        raise StoreUnavailable(
            f"The database was written by a newer Quietline (schema {found}); "
            "start that version again, or restore the backup made before it."
        )
    return Standing.BEHIND


def _revision(connection: Connection) -> str | None:
    """Where Alembic says that the schema stands; None for a database that it never saw."""
    if not sqlalchemy.inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return found


@contextmanager
def _connected(url: str) -> Iterator[Connection]:
    parsed = engines.parse(url)
    if parsed.get_backend_name() == "sqlite":
        engines.create_private(Path(parsed.database or ""))
        engine = engines.sqlite_writer(parsed)
    else:
        engine = engines.postgres_writer(parsed, pool=1)
    try:
        with engine.connect() as connection:
            yield connection
            return
    # The lock is asked for on the driver itself, whose refusals SQLAlchemy does not wrap.
    except (sqlalchemy.exc.SQLAlchemyError, sqlite3.Error, OSError) as error:
        failure = explained(error)
        if failure is error:
            raise
    finally:
        engine.dispose()
    raise failure
