"""How long a phone has been silent, and whether it was asked something neutral since. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from reporting.cases.opened_message import OpenedMessage
from reporting.model.kind import Kind

OPENER = "opener"
_HEARD = frozenset({Kind.WEB, Kind.SMS})


@dataclass(frozen=True, slots=True)
class Silence:
    """`heard`: when the student said something last, as exactly as it is kept. `asked`: when staff asked since then
    whether now is a good time.
    """

    heard: datetime | None
    asked: datetime | None


def silence_of(opened: Sequence[OpenedMessage]) -> Silence:
    heard: datetime | None = None
    asked: datetime | None = None
    for one in opened:
        if one.payload is None:
            continue
        at = datetime.fromtimestamp(one.payload.at, UTC)
        if _says(one):
            heard, asked = at, None
        elif one.stored.kind is Kind.STAFF_REPLY and one.payload.code == OPENER:
            asked = at
    return Silence(heard, asked)


def _says(one: OpenedMessage) -> bool:
    """A picture that came with a text is listed later, when it has been fetched: nobody says anything then."""
    if one.stored.kind not in _HEARD or one.payload is None:
        return False
    return one.stored.kind is Kind.WEB or bool(one.payload.text) or "media" in one.payload.more
