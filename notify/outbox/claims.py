"""Claim, hand over, finish: the three short transactions around one call to a carrier.

claim    one claimer gets the row, for the length of a lease; each claim has a higher fence
hand     re-checks that the message is still wanted, and writes down that the carrier may now have it
finish   writes the outcome, if the fence is still ours

A claimer that dies before `hand` loses nothing: the lease ends, another one sends. One that dies after it
leaves a row whose fate is unknown: a page is sent again, a reply is looked for at the carrier.
"""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, bindparam, exists, insert, select, tuple_, update
from sqlalchemy.engine import CursorResult

from notify.drill_tables import Drill
from notify.outbox.states import Class, State, Trigger
from notify.ports import Channel
from notify.tables import Attempt, Escalation, Outbox, Page

_CLAIMABLE = (State.PENDING, State.CLAIMED, State.UNKNOWN, State.SENT)


@dataclass(frozen=True, slots=True)
class Claim:
    """What a claimer needs to know of its row. `handed_at`: when an earlier claim gave it to the carrier."""

    district: bytes
    row: bytes
    fence: int
    class_: Class
    channel: Channel
    sealer: str
    recipient: bytes
    body: bytes
    sender: str
    validity_s: int
    tries: int
    sid: str | None
    handed_at: int | None
    hold_at: int | None
    needless_at: int | None

    @property
    def reference(self) -> str:
        """Comes back in the carrier's callbacks. Names the claim too: a row may be sent more than once."""
        return f"{self.district.hex()}.{self.row.hex()}.{self.fence}"


def _claiming(*only: Any) -> Any:
    """One statement; on SQLite the lock clause is dropped, as it locks whole."""
    now: Any = bindparam("now")
    due = (
        select(Outbox.district, Outbox.row)
        .where(Outbox.due_at <= now, *only)
        .order_by(Outbox.priority, Outbox.due_at)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    return (
        update(Outbox)
        .where(tuple_(Outbox.district, Outbox.row) == due.scalar_subquery())
        .where(Outbox.due_at <= now, Outbox.state.in_(_CLAIMABLE))
        .values(state=State.CLAIMED, fence=Outbox.fence + 1, due_at=bindparam("until"), changed_at=now)
        .returning(
            Outbox.district,
            Outbox.row,
            Outbox.fence,
            Outbox.klass,
            Outbox.channel,
            Outbox.sealer,
            Outbox.recipient,
            Outbox.body,
            Outbox.sender,
            Outbox.validity_s,
            Outbox.tries,
            Outbox.sid,
            Outbox.handed_at,
            Outbox.hold_at,
            Outbox.needless_at,
        )
    )


# Put together once: it is asked again and again, and most often nothing is due.
_CLAIM = _claiming()


def claim(conn: Connection, now: int, lease_s: int, only: Any = None) -> Claim | None:
    """Take the most urgent due row, or of those that `only` allows."""
    statement = _CLAIM if only is None else _claiming(only)
    taken = conn.execute(statement, {"now": now, "until": now + lease_s}).one_or_none()
    if taken is None:
        return None
    return Claim(
        taken.district,
        taken.row,
        taken.fence,
        Class(taken.klass),
        Channel(taken.channel),
        taken.sealer,
        taken.recipient,
        taken.body,
        taken.sender,
        taken.validity_s,
        taken.tries,
        taken.sid,
        taken.handed_at,
        taken.hold_at,
        taken.needless_at,
    )


def hand(conn: Connection, mine: Claim, now: int) -> bool:
    """Just before the carrier is called. False: no longer wanted (now suppressed), or no longer ours."""
    asked = {"of": mine.district, "this": mine.row}
    wanted = conn.execute(_UNWANTED, asked).scalar_one() is False
    values: dict[str, Any] = {"state": State.SUPPRESSED, "due_at": None, "changed_at": now}
    if wanted:
        values = {"handed_at": now, "tries": Outbox.tries + 1, "changed_at": now}
    if not _finish(conn, mine, values) or not wanted:
        return False
    conn.execute(
        insert(Attempt).values(
            district=mine.district, row=mine.row, fence=mine.fence, at=now, error=0, outcome="handed"
        )
    )
    return True


def _unwanted() -> Any:
    district: Any = bindparam("of")
    row: Any = bindparam("this")
    ended = exists().where(
        Outbox.district == district,
        Outbox.row == row,
        Escalation.district == district,
        Escalation.escalation == Outbox.escalation,
        Escalation.state != "open",
    )
    answered = exists().where(
        Outbox.district == district,
        Outbox.row == row,
        Outbox.trigger == Trigger.UNACKNOWLEDGED,
        Page.district == district,
        Page.page == Outbox.page,
        Page.state != "open",
    )
    settled = exists().where(
        Outbox.district == district,
        Outbox.row == row,
        Outbox.klass == Class.PAGE,
        Page.district == district,
        Page.page == Outbox.page,
        (Page.state != "acknowledged") | Page.watch_at.is_(None),
    )
    # A drill's message does not leave while a real page is open, whatever else was missed.
    drill = exists().where(
        Outbox.district == district,
        Outbox.row == row,
        Drill.district == district,
        Drill.escalation == Outbox.escalation,
        _real_page_open(district),
    )
    return ended | answered | settled | drill


def _real_page_open(district: Any) -> Any:
    of_drill = exists().where(Drill.district == Page.district, Drill.escalation == Page.escalation)
    return exists().where(Page.district == district, Page.state == "open", ~of_drill.correlate(Page))


_UNWANTED = select(_unwanted())


def finish(conn: Connection, mine: Claim, now: int, **values: Any) -> bool:
    """Write an outcome down. False: the lease ran out and another claimer has the row."""
    return _finish(conn, mine, {**values, "changed_at": now})


def _finish(conn: Connection, mine: Claim, values: dict[str, Any]) -> bool:
    done: CursorResult[Any] = conn.execute(
        update(Outbox)
        .where(Outbox.district == mine.district, Outbox.row == mine.row)
        .where(Outbox.fence == mine.fence, Outbox.state == State.CLAIMED)
        .values(values)
    )
    return done.rowcount == 1


def known_sids(conn: Connection, mine: Claim, since: int) -> frozenset[str]:
    """The carrier's ids of other rows' messages of late: none of these can be this one."""
    found = conn.execute(
        select(Attempt.sid).where(
            Attempt.district == mine.district,
            Attempt.at >= since,
            Attempt.sid.is_not(None),
            Attempt.row != mine.row,
        )
    ).scalars()
    return frozenset(each for each in found if each)
