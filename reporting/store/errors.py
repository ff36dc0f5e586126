"""What the store says when it cannot: one line with the remedy, and never a value from a row.

A driver's own text may quote the row that it refused (PostgreSQL's DETAIL does), so it is not passed on.
"""

import sqlite3
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeGuard

from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

if TYPE_CHECKING:
    # Nine megabytes that a service on SQLite has no use for; whoever talks to PostgreSQL has loaded it.
    import psycopg

SQLITE_FULL = {"SQLITE_FULL"}
SQLITE_BUSY = {"SQLITE_BUSY", "SQLITE_LOCKED"}
SQLITE_GONE = {
    "SQLITE_CANTOPEN",
    "SQLITE_READONLY",
    "SQLITE_IOERR",
    "SQLITE_PERM",
    "SQLITE_AUTH",
    "SQLITE_PROTOCOL",
}
SQLITE_BROKEN = {"SQLITE_CORRUPT", "SQLITE_NOTADB"}

POSTGRES_FULL = {"53100"}
POSTGRES_BUSY = {"55P03", "57014", "53300", "53000", "53200", "40001", "40P01"}
POSTGRES_GONE = {"57P01", "57P02", "57P03", "3D000", "28000", "28P01", "25006", "42501", "58030"}


class StoreError(Exception):
    """The store could not do it. Its text is one line, says the remedy and holds no value from a row."""


class StoreFull(StoreError):
    """No room on the disk. What was acknowledged is kept."""


class StoreUnavailable(StoreError):
    """The database cannot be opened, reached, or used by this program."""


class StoreBusy(StoreError):
    """Somebody else holds it for too long; trying again is right."""


class StoreConflict(StoreError):
    """A constraint refused the rows. `constraint` names it; the rows are not quoted."""

    def __init__(self, constraint: str) -> None:
        super().__init__(
            f"The store refused rows that break {constraint}; read the change again and send it anew."
        )
        self.constraint = constraint


class StoreFault(StoreError):
    """A statement that the database does not accept: a fault of the program. `code` is the driver's."""

    def __init__(self, code: str, statement: str | None) -> None:
        about = f" in: {' '.join(statement.split())[:200]}" if statement else ""
        super().__init__(
            f"The database refused a statement ({code}){about}. Report this line to the maintainers."
        )
        self.code = code


class NestedWrite(RuntimeError):
    """A unit of work asked for another one: it would wait for itself, or see a state that is not stored yet."""


def explained(error: BaseException) -> BaseException:
    """The same failure in the store's own words; anything that is not the database's comes back as it is."""
    if isinstance(error, PoolTimeout):
        return StoreBusy("All database connections are in use; try again, or raise the pool size.")
    statement = error.statement if isinstance(error, DBAPIError) else None
    original = error.orig if isinstance(error, DBAPIError) else error
    if isinstance(original, sqlite3.Error):
        return _of_sqlite(original, statement)
    if _is_of_postgres(original):
        return _of_postgres(original, statement)
    if isinstance(error, DBAPIError):
        return StoreFault(type(error).__name__, statement)
    return error


def is_connection_lost(error: BaseException) -> bool:
    """Whether the link to PostgreSQL broke, so that a new connection may succeed."""
    if not isinstance(error, (OperationalError, InterfaceError)):
        return False
    state = getattr(error.orig, "sqlstate", None)
    return (
        error.connection_invalidated
        or state is None
        or state.startswith("08")
        or state in {"57P01", "57P02", "57P03"}
    )


def is_worth_repeating(error: BaseException) -> bool:
    """Whether PostgreSQL gave the work up for the sake of another's: serialization failure or deadlock."""
    return isinstance(error, DBAPIError) and getattr(error.orig, "sqlstate", None) in {"40001", "40P01"}


def _of_sqlite(error: sqlite3.Error, statement: str | None) -> StoreError:
    name = getattr(error, "sqlite_errorname", None) or type(error).__name__
    families: tuple[tuple[set[str], Callable[[], StoreError]], ...] = (
        (
            SQLITE_FULL,
            lambda: StoreFull("The disk of the database is full; free some space, nothing stored is lost."),
        ),
        (
            SQLITE_BUSY,
            lambda: StoreBusy("Another program holds the database; end it or wait, then try again."),
        ),
        (
            SQLITE_GONE,
            lambda: StoreUnavailable(
                f"The database file cannot be used ({name}); check the folder, its rights and the disk."
            ),
        ),
        (
            SQLITE_BROKEN,
            lambda: StoreUnavailable(
                f"The database file is damaged ({name}); restore it from the newest backup."
            ),
        ),
        ({"SQLITE_CONSTRAINT"}, lambda: StoreConflict(_sqlite_constraint(error))),
    )
    for names, explain in families:
        if any(name == known or name.startswith(f"{known}_") for known in names):
            return explain()
    return StoreFault(name, statement)


def _sqlite_constraint(error: sqlite3.Error) -> str:
    """SQLite names tables and columns, never values: `UNIQUE constraint failed: thread.district, thread.id`."""
    return str(error).replace(" constraint failed", "")


def _is_of_postgres(error: BaseException | None) -> "TypeGuard[psycopg.Error]":
    driver = sys.modules.get("psycopg")
    return driver is not None and isinstance(error, driver.Error)


def _of_postgres(error: "psycopg.Error", statement: str | None) -> StoreError:
    state = error.sqlstate
    if state in POSTGRES_FULL:
        return StoreFull("The disk of the database server is full; free some space, nothing stored is lost.")
    if state in POSTGRES_BUSY:
        return StoreBusy(f"The database server is overloaded or locked ({state}); wait, then try again.")
    if state is not None and state.startswith("23"):
        return StoreConflict(
            error.diag.constraint_name or error.diag.column_name or f"a constraint ({state})"
        )
    if state in POSTGRES_GONE or state is None or state.startswith(("08", "57P")):
        code = f" ({state})" if state else ""
        return StoreUnavailable(
            f"The database server cannot be reached or refuses this account{code}; "
            "check that it runs, its address and its password."
        )
    return StoreFault(state, statement)
