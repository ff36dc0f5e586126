"""What all tables share: named constraints, and no rowid on the embedded database.

A rowid counts insertions. Beside one exact time (an urgent tip, an audit entry) it would date every
routine tip to the minute, which the rounding of times to the hour is there to prevent. So small tables
have no rowid at all, and the three with large rows get random ones (`reporting/store/place.py`).
"""

from typing import Any, cast

from sqlalchemy import MetaData, Table
from sqlalchemy.orm import DeclarativeBase

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}

# Kept in the order of the primary key, like a table on PostgreSQL that is clustered by it.
NO_ROWID: dict[str, Any] = {"sqlite_with_rowid": False}


class Base(DeclarativeBase):
    metadata = MetaData(naming_convention=NAMES)


def table_of(row: type[Base]) -> Table:
    """The table alone, for Core statements: an insert through the mapped class costs three times as much."""
    return cast("Table", row.__table__)
