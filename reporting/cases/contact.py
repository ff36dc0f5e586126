"""The student's number in a thread: sealed for staff alone, under a key of its own that dies when it is forgotten."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from reporting.cases.desk_thread import DeskThread
from reporting.cases.ground import Ground
from reporting.model.kind import Kind

NUDGE = "nudge"


@dataclass(frozen=True, slots=True)
class Contact:
    """`number` of the student, `line`: ours that it wrote to. E.164. `message`: in which they lie."""

    number: str
    line: str
    message: bytes

    def __repr__(self) -> str:
        return "Contact(<sealed>)"


def contact_of(ground: Ground, thread: DeskThread) -> Contact | None:
    """Where answers go by text: the newest number; None where none opens."""
    known = [
        Contact(one["number"], one["line"], key) for key, one in _opened(ground, thread) if NUDGE not in one
    ]
    return known[-1] if known else None


def nudge_of(ground: Ground, thread: DeskThread, message: bytes) -> Mapping[str, Any] | None:
    """Number, words and hours of the nudge that lies in this message; None where it does not open."""
    return next((one for key, one in _opened(ground, thread) if key == message and NUDGE in one), None)


def was_forgotten(thread: DeskThread) -> bool:
    """Numbers were there, and each is destroyed. Pure."""
    numbers = [one for one in thread.stored if one.kind is Kind.CONTACT]
    return bool(numbers) and not any(one.recipients for one in numbers)


def _opened(ground: Ground, thread: DeskThread) -> list[tuple[bytes, dict[str, Any]]]:
    there = [one for one in thread.stored if one.kind is Kind.CONTACT and one.recipients]
    key = ground.shred.find_many([(thread.row.id, 1)]).get((thread.row.id, 1)) if there else None
    if key is None:
        return []
    found = ground.opener.open(
        thread.place,
        thread.stored,
        (thread.keys.case,) if thread.keys else thread.queue_keys,
        talk_seed=None,
        kinds=frozenset({Kind.CONTACT}),
        contact_shred_key=key,
    )
    return [(one.stored.id, dict(one.payload.more)) for one in found if one.payload]
