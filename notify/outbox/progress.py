"""How far replies have come, for those who wrote them."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, select

from notify.outbox.states import Class, State
from notify.tables import Outbox

# Of a reply in several parts the one that is furthest from its reader speaks for all.
_WORST_FIRST = (
    State.HELD,
    State.FAILED,
    State.UNKNOWN,
    State.PENDING,
    State.CLAIMED,
    State.SENT,
    State.DELIVERED,
    State.SUPPRESSED,
)


@dataclass(frozen=True, slots=True)
class Progress:
    """`delivery`: the carrier's last word, or None before it has said one. `waiting`: the parts that wait for a person."""

    row: bytes
    state: State
    delivery: str | None
    error: int
    waiting: tuple[bytes, ...] = ()


def progress(conn: Connection, *, district: bytes, about: Collection[bytes]) -> Mapping[bytes, Progress]:
    """For each of the caller's objects that has any rows: the part of it that has come least far."""
    found = conn.execute(
        select(Outbox.about, Outbox.row, Outbox.state, Outbox.delivery, Outbox.error)
        .where(Outbox.district == district, Outbox.about.in_(list(about)), Outbox.trigger.is_(None))
        .order_by(Outbox.created_at, Outbox.due_at, Outbox.row)
    )
    parts: dict[bytes, list[Progress]] = {}
    for each in found:
        if each.about is not None:
            one = Progress(each.row, State(each.state), each.delivery, each.error)
            parts.setdefault(each.about, []).append(one)
    return {about: _of_all(rows) for about, rows in parts.items()}


def _of_all(parts: list[Progress]) -> Progress:
    worst = min(parts, key=lambda each: _WORST_FIRST.index(each.state))
    waiting = tuple(each.row for each in parts if each.state in {State.HELD, State.FAILED})
    return Progress(worst.row, worst.state, worst.delivery, worst.error, waiting)


def of_pages(conn: Connection, *, district: bytes) -> tuple[State, ...]:
    """How far all messages of pages have come; for a district that has few of them."""
    found = conn.execute(select(Outbox.state).where(Outbox.district == district, Outbox.klass == Class.PAGE))
    return tuple(State(state) for state in found.scalars())
