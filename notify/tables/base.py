"""What every table of paging and sending is made of. A metadata of its own; no foreign key to anything else.

The district's id is the first column of every key. Ids are 16 random bytes, times are whole seconds since
1970 (UTC). `Column.info` says of each column whether it is an id, public (and why), keyed or sealed; a
test walks the tables and refuses a column that says nothing.
"""

from typing import Any

from sqlalchemy import BigInteger, Connection, LargeBinary, MetaData, literal
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import DeclarativeBase, MappedColumn, mapped_column

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class Base(DeclarativeBase):
    metadata = metadata


def key() -> MappedColumn[bytes]:
    return mapped_column(LargeBinary(16), primary_key=True, info={"class": "public", "reason": "a random id"})


def link(**more: Any) -> MappedColumn[Any]:
    return mapped_column(LargeBinary(16), info={"class": "public", "reason": "a random id"}, **more)


def seconds(**more: Any) -> MappedColumn[Any]:
    reason = "paging is counted in seconds; rows are deleted 30 days after they end"
    return mapped_column(BigInteger, info={"class": "public", "reason": reason}, **more)


def public(kind: Any, reason: str, **more: Any) -> MappedColumn[Any]:
    return mapped_column(kind, info={"class": "public", "reason": reason}, **more)


def keyed(reason: str, **more: Any) -> MappedColumn[Any]:
    return mapped_column(LargeBinary(32), info={"class": "keyed", "reason": reason}, **more)


def sealed(**more: Any) -> MappedColumn[Any]:
    return mapped_column(LargeBinary, info={"class": "sealed", "reason": "opened by the sender only"}, **more)


def insert_if_absent(conn: Connection, table: type[Base], values: dict[str, Any]) -> bool:
    """Insert, unless a unique key already holds such a row: of two processes, one wins and none fails.

    Whether this one won.
    """
    made = postgresql.insert(table) if conn.dialect.name == "postgresql" else sqlite.insert(table)
    # What was inserted comes back: the driver of PostgreSQL is asked for no count of rows.
    done = conn.execute(made.values(values).on_conflict_do_nothing().returning(literal(1)))
    return done.first() is not None
