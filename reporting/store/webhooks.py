"""Whether a carrier has delivered this already."""

from sqlalchemy import Connection, delete, select

from reporting.model.ids import DistrictId
from reporting.store.dialects import EitherInsert
from reporting.store.tables.base import table_of
from reporting.store.tables.webhooks import WebhookSeenRow

WEBHOOK_SEEN = table_of(WebhookSeenRow)

_NOTE = EitherInsert(
    WEBHOOK_SEEN, lambda statement: statement.on_conflict_do_nothing().returning(WEBHOOK_SEEN.c.day)
).prepared()


def is_first(connection: Connection, district: DistrictId, sid_hash: bytes, day: int) -> bool:
    """Note the delivery, in the transaction of what it causes; whether nobody noted it before.

    `sid_hash`: 16 bytes, keyed; `day`: unix // 86400.
    """
    values = {"district": district, "sid_hash": sid_hash, "day": day}
    return _NOTE.first(connection, values) is not None


def was_noted(connection: Connection, district: DistrictId, sid_hash: bytes) -> bool:
    """Whether what the delivery causes has been committed; known for two days."""
    statement = select(WEBHOOK_SEEN.c.day).where(
        WEBHOOK_SEEN.c.district == district, WEBHOOK_SEEN.c.sid_hash == sid_hash
    )
    return connection.execute(statement).first() is not None


def forget_before(connection: Connection, district: DistrictId, day: int) -> None:
    """Drop what is older than the carrier's last retry; called with the day before yesterday."""
    connection.execute(
        delete(WEBHOOK_SEEN).where(WEBHOOK_SEEN.c.district == district, WEBHOOK_SEEN.c.day < day)
    )
