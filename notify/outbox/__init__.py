"""The outbox: effects leave through a table, each exactly as often as its class allows."""

from notify.outbox.dispatcher import Dispatcher
from notify.outbox.rows import NotHeld, NotReleasable, NotSent, discard, enqueue, is_known, not_sent, release
from notify.outbox.states import HOLD_AFTER_S, Class, HeldBecause, State, Trigger
from notify.outbox.withdrawing import forget, lost, refused, withdraw

__all__ = [
    "HOLD_AFTER_S",
    "Class",
    "Dispatcher",
    "HeldBecause",
    "NotHeld",
    "NotReleasable",
    "NotSent",
    "State",
    "Trigger",
    "discard",
    "enqueue",
    "forget",
    "is_known",
    "lost",
    "not_sent",
    "refused",
    "release",
    "withdraw",
]
