"""How far replies have come, for those who wrote them."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, select

from notify.outbox.states import State
from notify.tables import Outbox


@dataclass(frozen=True, slots=True)
class Progress:
    """`delivery`: the carrier's last word, or None before it has said one."""

    row: bytes
    state: State
    delivery: str | None
    error: int


def progress(conn: Connection, *, district: bytes, about: Collection[bytes]) -> Mapping[bytes, Progress]:
    """The newest row of each of the caller's objects that has any."""
    found = conn.execute(
        select(Outbox.about, Outbox.row, Outbox.state, Outbox.delivery, Outbox.error)
        .where(Outbox.district == district, Outbox.about.in_(list(about)), Outbox.trigger.is_(None))
        .order_by(Outbox.created_at, Outbox.row)
    )
    return {
        each.about: Progress(each.row, State(each.state), each.delivery, each.error)
        for each in found
        if each.about is not None
    }
