"""The numbers' lanes as all processes share them: who may send now, and what a message took of a lane."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, and_, bindparam, not_, select, update

from notify.outbox.states import PRIORITY, Class, State
from notify.pacing import HORIZON_MS, Lane
from notify.ports import Channel
from notify.tables import Outbox, Pace, insert_if_absent

# What is only looked up at the carrier occupies no lane.
_TO_SEND = (State.PENDING, State.CLAIMED, State.UNKNOWN)
MOST_WAIT_MS = (
    60_000  # a carrier that asks for more is asked once a minute, or pages would be silent for hours
)


@dataclass(frozen=True, slots=True)
class Name:
    district: bytes
    channel: Channel
    sender: str


# Nothing occupies a lane for pages alone.
_BUSY = select(Pace.district, Pace.channel, Pace.sender, Pace.pages_until_ms, Pace.until_ms).where(
    Pace.until_ms > bindparam("now"), Pace.until_ms <= bindparam("horizon")
)


def open_to(conn: Connection, now_ms: int) -> Any:
    """A condition on the outbox: rows whose lane is free for them. None where every lane is."""
    busy = conn.execute(_BUSY, {"now": now_ms, "horizon": now_ms + HORIZON_MS}).all()
    return and_(*(not_(_kept_back(each, now_ms)) for each in busy)) if busy else None


def _kept_back(busy: Any, now_ms: int) -> Any:
    """The rows that wait for this lane: all of them, or all but the pages."""
    rows = [
        Outbox.channel == busy.channel,
        Outbox.sender == busy.sender,
        Outbox.district == busy.district,
        Outbox.state.in_(_TO_SEND),
    ]
    if Lane(busy.pages_until_ms, busy.until_ms).free(now_ms, page=True):
        rows.append(Outbox.priority > PRIORITY[Class.PAGE])
    return and_(*rows)


def take(conn: Connection, name: Name, now_ms: int, cost_ms: int, *, page: bool) -> bool:
    """Occupy it for one message. False: another process was faster, or something is still being sent."""
    lane = _locked(conn, name)
    if not lane.free(now_ms, page=page):
        return False
    _write(conn, name, lane.taken(now_ms, cost_ms, page=page))
    return True


def refused(conn: Connection, name: Name, now_ms: int, retry_after_s: int) -> None:
    """The carrier said "too many"."""
    wait_ms = min(MOST_WAIT_MS, 1000 * retry_after_s)
    _write(conn, name, _locked(conn, name).refused(now_ms, wait_ms))


def _mine(name: Name) -> tuple[Any, ...]:
    return (Pace.district == name.district, Pace.channel == name.channel, Pace.sender == name.sender)


def _locked(conn: Connection, name: Name) -> Lane:
    fresh = {"district": name.district, "channel": name.channel, "sender": name.sender}
    insert_if_absent(conn, Pace, {**fresh, "pages_until_ms": 0, "until_ms": 0})
    found = conn.execute(
        select(Pace.pages_until_ms, Pace.until_ms).where(*_mine(name)).with_for_update()
    ).one()
    return Lane(found.pages_until_ms, found.until_ms)


def _write(conn: Connection, name: Name, lane: Lane) -> None:
    values = {"pages_until_ms": lane.pages_until_ms, "until_ms": lane.until_ms}
    conn.execute(update(Pace).where(*_mine(name)).values(values))
