"""What a student says by a button: sealed like their words and in the same thread, but no words, so nobody judges it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from reporting.cases.guardian import ASKED, SHOWN
from reporting.cases.opened_message import OpenedMessage
from reporting.cases.sealing import Place, stamp
from reporting.model.kind import Kind
from reporting.store.messages import Draft
from reporting.vault.authorship import ByReporter
from reporting.vault.payload import Payload, Seen
from reporting.vault.xwing import PublicKey

RATED, HIDDEN, DELETED, PHRASED = "rated", "hidden", "deleted", "phrased"
TEXTED, UNTEXTED, NUDGED, UNNUDGED = "texted", "untexted", "nudged", "unnudged"
CODES = frozenset({RATED, HIDDEN, DELETED, PHRASED, TEXTED, UNTEXTED, NUDGED, UNNUDGED, SHOWN, ASKED})
_CLOSED = "closed"


class Rating(StrEnum):
    """How it went, as the student says after it was closed."""

    HELPED = "helped"
    SOME = "some"
    NOT = "not"


@dataclass(frozen=True, slots=True)
class Marks:
    """What stands by the buttons now. `rated`: said since the thread was closed last; `hidden_to`: own words up to this
    seq are not shown to the student any more; `phrased`: their own phrase is asked for beside the words.
    """

    rated: str | None = None
    hidden_to: int = 0
    phrased: bool = False


def mark_draft(
    place: Place,
    talk: PublicKey,
    talk_seed: bytes,
    *,
    message: bytes,
    code: str,
    params: Mapping[str, str],
    seen: Seen,
    now: datetime,
) -> Draft:
    """`code` is one of CODES. The time is the hour, as for a student's words that are not urgent."""
    payload = Payload(stamp(now, exact=False), seen=seen, code=code, params=params)
    return place.seal(message, Kind.WEB, payload, [talk], ByReporter(talk_seed), now=now, exact=False)


def is_mark(message: OpenedMessage) -> bool:
    payload = message.payload
    return message.stored.kind is Kind.WEB and payload is not None and payload.code in CODES


def marks_of(messages: Sequence[OpenedMessage]) -> Marks:
    """Of all messages that the student may be shown, in order."""
    rated: str | None = None
    hidden_to, phrased = 0, False
    for one in messages:
        payload = one.payload
        if payload is None or one.failure is not None:
            continue
        if one.stored.kind is Kind.SYSTEM and payload.code == _CLOSED:
            rated = None
        elif is_mark(one) and payload.code == RATED:
            rated = payload.params.get("rating")
        elif is_mark(one) and payload.code == HIDDEN:
            hidden_to = one.stored.seq
        elif is_mark(one) and payload.code == PHRASED:
            phrased = True
    return Marks(rated, hidden_to, phrased)
