"""The shred store's one table, with a version of its own: it is older than any backup of the main database."""

from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    Integer,
    LargeBinary,
    MetaData,
    SmallInteger,
    Table,
    insert,
    select,
)

from reporting.store.errors import StoreUnavailable
from reporting.store.tables.base import NAMES

VERSION = 1

METADATA = MetaData(naming_convention=NAMES)


def _public(reason: str) -> dict[str, str]:
    return {"class": "public", "reason": reason}


# No district: a thief of this file alone learns nothing but a number of objects.
KEY = Table(
    "key",
    METADATA,
    Column("object", LargeBinary(16), primary_key=True, info=_public("a random id: a thread or packet")),
    Column(
        "part",
        SmallInteger,
        primary_key=True,
        autoincrement=False,
        info=_public("0 for texts, 1 for a number, which dies alone"),
    ),
    Column(
        "key",
        LargeBinary(32),
        nullable=False,
        info=_public("opens nothing without a key of staff or student"),
    ),
    Column(
        "hold", Boolean(create_constraint=False), nullable=False, info=_public("a legal hold forbids erasing")
    ),
    sqlite_with_rowid=False,
)
# SQLite has `user_version`; PostgreSQL gets a table for it.
SHRED_VERSION = Table(
    "shred_version",
    MetaData(naming_convention=NAMES),
    Column("n", Integer, primary_key=True, autoincrement=False),
)


def prepare(connection: Connection) -> None:
    """Make the table where there is none. Raises StoreUnavailable for a store of a newer program."""
    version = _version(connection)
    if version > VERSION:
        raise StoreUnavailable(
            f"The shred store has version {version} and this program knows {VERSION}; start the newer program again."
        )
    if version == 0:
        METADATA.create_all(connection)
        _set_version(connection)


def _version(connection: Connection) -> int:
    if connection.dialect.name == "sqlite":
        return int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())
    # Held until the end of the unit, so that two processes do not both make the table.
    connection.exec_driver_sql("SELECT pg_advisory_xact_lock(0x51756965)")
    SHRED_VERSION.create(connection, checkfirst=True)
    return connection.execute(select(SHRED_VERSION.c.n)).scalar() or 0


def _set_version(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(f"PRAGMA user_version={VERSION}")
    else:
        connection.execute(insert(SHRED_VERSION), {"n": VERSION})
