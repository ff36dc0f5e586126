"""Putting messages into the outbox, and what a person does with those that did not go. In the caller's transaction."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, and_, insert, or_, select, update

from notify.outbox.states import HOLD_AFTER_S, PRIORITY, Class, HeldBecause, State, Trigger
from notify.ports import Channel
from notify.tables import Outbox


class NotHeld(LookupError):
    """No such message waits for a person: it was sent, released or discarded meanwhile. Look again."""


class NotReleasable(RuntimeError):
    """The key that sealed the message is gone, so it cannot be sent as it is. Write it again."""


@dataclass(frozen=True, slots=True)
class NotSent:
    """A message that has not reached its recipient and that no machine will send: its author must know."""

    row: bytes
    about: bytes | None
    page: bytes | None
    state: State
    because: HeldBecause | None
    error: int
    since: datetime

    @property
    def releasable(self) -> bool:
        return self.because is not HeldBecause.UNOPENABLE


def enqueue(
    conn: Connection,
    *,
    district: bytes,
    row_id: bytes,
    class_: Class,
    sealed_to: bytes,
    sealed_body: bytes,
    sealer: str,
    sender: str,
    now: datetime,
    not_before: datetime | None = None,
    channel: Channel = Channel.SMS,
    page: bytes | None = None,
    escalation: bytes | None = None,
    about: bytes | None = None,
    trigger: Trigger | None = None,
    delay_s: int | None = None,
    validity_s: int = 4 * 3600,
    not_after: datetime | None = None,
) -> None:
    """Add one message. Recipient and body come sealed to `row_id`; `sealer` names whose key opens them.

    `about` is the caller's own id and comes back in `not_sent`. A row with a trigger belongs to a page and
    is normally made by `notify.pages.page`. `not_after`: from then on no machine hands it to the carrier.
    """
    at = int(now.timestamp())
    due: int | None = int(max(now, not_before).timestamp()) if not_before else at
    if trigger is Trigger.UNACKNOWLEDGED:
        due = at + (delay_s or 0)
    elif trigger is Trigger.ACKNOWLEDGED_AFTER_TOLD:
        due = None
    hold = None if due is None or class_ is not Class.REPLY else due + HOLD_AFTER_S
    if not_after is not None:
        hold = int(not_after.timestamp())
    row: dict[str, Any] = {
        "district": district,
        "row": row_id,
        "klass": class_,
        "priority": PRIORITY[class_],
        "channel": channel,
        "state": State.PENDING,
        "sealer": sealer,
        "recipient": sealed_to,
        "body": sealed_body,
        "sender": sender,
        "page": page,
        "escalation": escalation,
        "about": about,
        "trigger": trigger,
        "delay_s": delay_s,
        "due_at": due,
        "hold_at": hold,
        "validity_s": validity_s,
        "fence": 0,
        "tries": 0,
        "error": 0,
        "created_at": at,
        "changed_at": at,
    }
    conn.execute(insert(Outbox).values(row))


def is_known(conn: Connection, *, district: bytes, row: bytes) -> bool:
    """Whether it was put in before, whatever became of it."""
    found = select(Outbox.row).where(Outbox.district == district, Outbox.row == row)
    return conn.execute(found).first() is not None


def not_sent(conn: Connection, *, district: bytes, older_than: datetime) -> Sequence[NotSent]:
    """Replies that are held, failed, or still unsent since before `older_than`; oldest first."""
    late = int(older_than.timestamp())
    rows = conn.execute(
        select(Outbox)
        .with_only_columns(
            Outbox.row,
            Outbox.about,
            Outbox.page,
            Outbox.state,
            Outbox.held_because,
            Outbox.error,
            Outbox.created_at,
        )
        .where(Outbox.district == district, Outbox.klass == Class.REPLY)
        .where(
            or_(
                Outbox.state.in_((State.HELD, State.FAILED)),
                and_(
                    Outbox.state.in_((State.PENDING, State.CLAIMED, State.UNKNOWN)),
                    Outbox.due_at.is_not(None),
                    Outbox.hold_at <= late + HOLD_AFTER_S,
                ),
            )
        )
        .order_by(Outbox.created_at, Outbox.row)
    )
    return [
        NotSent(
            each.row,
            each.about,
            each.page,
            State(each.state),
            HeldBecause(each.held_because) if each.held_because else None,
            each.error,
            datetime.fromtimestamp(each.created_at, UTC),
        )
        for each in rows
    ]


def release(conn: Connection, *, district: bytes, row: bytes, now: datetime) -> None:
    """A person says: send it as it is. Raises NotHeld or NotReleasable."""
    _waiting(conn, district, row, sendable=True)
    at = int(now.timestamp())
    conn.execute(
        update(Outbox)
        .where(Outbox.district == district, Outbox.row == row)
        .values(
            state=State.PENDING,
            held_because=None,
            due_at=at,
            hold_at=at + HOLD_AFTER_S,
            handed_at=None,
            sid=None,
            delivery=None,
            error=0,
            changed_at=at,
        )
    )


def discard(conn: Connection, *, district: bytes, row: bytes, now: datetime) -> None:
    """A person says: do not send it (it was written again, or is no longer true). Raises NotHeld."""
    _waiting(conn, district, row, sendable=False)
    conn.execute(
        update(Outbox)
        .where(Outbox.district == district, Outbox.row == row)
        .values(state=State.SUPPRESSED, due_at=None, changed_at=int(now.timestamp()))
    )


def _waiting(conn: Connection, district: bytes, row: bytes, *, sendable: bool) -> None:
    found = conn.execute(
        select(Outbox.state, Outbox.held_because)
        .where(Outbox.district == district, Outbox.row == row)
        .with_for_update()
    ).one_or_none()
    if found is None or found.state not in {State.HELD, State.FAILED}:
        raise NotHeld("This message no longer waits for you: it was sent or taken back. Open the page again.")
    if sendable and found.held_because == HeldBecause.UNOPENABLE:
        raise NotReleasable("The service was restarted and can no longer open this text. Write it again.")
