"""Sealed secrets of carriers and mail."""

from sqlalchemy import Connection, delete, select

from reporting.model.ids import DistrictId
from reporting.store.dialects import EitherInsert
from reporting.store.tables.base import table_of
from reporting.store.tables.providers import ProviderRow

PROVIDER = table_of(ProviderRow)

_PUT = EitherInsert(
    PROVIDER,
    lambda statement: statement.on_conflict_do_update(
        index_elements=[PROVIDER.c.district, PROVIDER.c.name], set_={"sealed": statement.excluded.sealed}
    ),
)


_PUT_ONCE = EitherInsert(
    PROVIDER,
    lambda statement: statement.on_conflict_do_nothing(index_elements=[PROVIDER.c.district, PROVIDER.c.name]),
)


def put_once(connection: Connection, district: DistrictId, name: str, sealed: bytes) -> None:
    """Nothing happens where there is one already."""
    connection.execute(_PUT_ONCE.for_(connection), {"district": district, "name": name, "sealed": sealed})


def put(connection: Connection, district: DistrictId, name: str, sealed: bytes) -> None:
    """`name`: twilio, hotline, texting, push."""
    connection.execute(_PUT.for_(connection), {"district": district, "name": name, "sealed": sealed})


def find(connection: Connection, district: DistrictId, name: str) -> bytes | None:
    statement = select(PROVIDER.c.sealed).where(PROVIDER.c.district == district, PROVIDER.c.name == name)
    return connection.execute(statement).scalar_one_or_none()


def drop(connection: Connection, district: DistrictId, name: str) -> None:
    connection.execute(delete(PROVIDER).where(PROVIDER.c.district == district, PROVIDER.c.name == name))
