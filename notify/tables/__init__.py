"""Everything that paging and sending remember. `base` says what holds for all of it."""

from notify.tables.base import Base, insert_if_absent, key, keyed, link, metadata, public, sealed, seconds
from notify.tables.messages import Attempt, Circuit, Erasure, Outbox, Pace, Trouble
from notify.tables.pages import Alert, Escalation, Page, Ring
from notify.tables.people import Agency, Contact, Ladder, LadderPerson, PhoneCheck, PushDevice
from notify.tables.shifts import Layer, LayerSlot, Shift

__all__ = [
    "Agency",
    "Alert",
    "Attempt",
    "Base",
    "Circuit",
    "Contact",
    "Erasure",
    "Escalation",
    "Ladder",
    "LadderPerson",
    "Layer",
    "LayerSlot",
    "Outbox",
    "Pace",
    "Page",
    "PhoneCheck",
    "PushDevice",
    "Ring",
    "Shift",
    "Trouble",
    "insert_if_absent",
    "key",
    "keyed",
    "link",
    "metadata",
    "public",
    "sealed",
    "seconds",
]
