"""Queues that were planned and will not be born."""

from collections.abc import Collection

from sqlalchemy import Connection, delete

from reporting.model.ids import DistrictId, QueueId
from reporting.store.schools import QUEUE


def drop(conn: Connection, district: DistrictId, queues: Collection[QueueId]) -> None:
    """The caller has made sure that the roster knows none of them."""
    conn.execute(delete(QUEUE).where(QUEUE.c.district == district, QUEUE.c.id.in_(list(queues))))
