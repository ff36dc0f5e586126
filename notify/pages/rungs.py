"""What a climb rang so far, and what became of each ring."""

from collections.abc import Collection

from sqlalchemy import select

from notify.climb import Kind, Outcome, Rung
from notify.outbox import State
from notify.pages.ringing import Desk
from notify.policy import Try
from notify.ports import Channel, Delivery
from notify.tables import Outbox, Ring


def rungs_of(
    here: Desk, escalation: bytes, *, present: Collection[bytes], broken: Collection[Channel]
) -> tuple[Rung, ...]:
    """`present`: who can still be called at all. Nobody waits for the answer of whoever has left."""
    found = here.conn.execute(
        select(
            Ring.person,
            Ring.channel,
            Ring.kind,
            Ring.round,
            Ring.step,
            Ring.at,
            Ring.confirm_s,
            Ring.answer_s,
            Outbox.state,
            Outbox.delivery,
        )
        .outerjoin(Outbox, (Outbox.district == Ring.district) & (Outbox.row == Ring.ring))
        .where(Ring.district == here.district, Ring.escalation == escalation)
    )
    return tuple(
        Rung(
            each.person,
            Channel(each.channel),
            Kind(each.kind),
            each.round,
            each.step,
            each.at,
            outcome(each.state, each.delivery, stuck=each.channel in broken)
            if each.person in present
            else Outcome.FAILED,
            None
            if each.confirm_s is None
            else Try(Channel(each.channel), each.confirm_s, each.answer_s or each.confirm_s),
        )
        for each in found
    )


def outcome(state: str | None, delivery: str | None, *, stuck: bool = False) -> Outcome:
    """What became of a ring. One that never reached the outbox, or waits for a person there, has failed; and so has
    one that the carrier did not take while its channel is passed over.
    """
    if delivery == Delivery.DELIVERED:
        return Outcome.DELIVERED
    if delivery is not None and Delivery(delivery).failed:
        return Outcome.FAILED  # though it may be on its way once more
    if state is None or state in {State.FAILED, State.HELD, State.SUPPRESSED}:
        return Outcome.FAILED
    if stuck and state in {State.PENDING, State.CLAIMED, State.UNKNOWN}:
        return Outcome.FAILED
    return Outcome.WAITING
