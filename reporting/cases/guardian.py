"""How far a student's thread is on the way to a guardian's, as its messages tell it. Pure; it asks and tells nobody.

Staff and student read the same messages, so both pages say the same. Of what a guardian does nothing is written here.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from reporting.cases.opened_message import OpenedMessage
from reporting.model.ids import MemberId, MessageId
from reporting.model.kind import Kind
from reporting.vault.notation import ID_LENGTH
from reporting.vault.payload import Payload

# Staff say it to the student; the student's page marks that it was shown, and later that it was asked.
PROPOSED, SHOWN, ASKED = "guardian_proposed", "guardian_shown", "guardian_asked"
# The student's own words.
AGREED, REFUSED, WITHDRAWN = "guardian_agreed", "guardian_refused", "guardian_withdrawn"
# Notes for staff alone.
CONFIRMED, LINKED, ENDED = "guardian_confirmed", "guardian_linked", "guardian_ended"
# What the system tells the student.
READY, OVER = "guardian_ready", "guardian_over"
# The hour in which it was shown is known, and not the minute: so a question comes an hour later at the least.
LATER = timedelta(hours=2)
# After a no, and after a yes that was taken back, nobody asks again so soon.
REST = timedelta(days=30)


class Stage(StrEnum):
    """`OPENED` is known to staff alone."""

    PROPOSED = "proposed"
    ASKED = "asked"
    REFUSED = "refused"
    AGREED = "agreed"
    CONFIRMED = "confirmed"
    LINKED = "linked"
    OPENED = "opened"
    WITHDRAWN = "withdrawn"
    ENDED = "ended"


FINISHED = frozenset({Stage.REFUSED, Stage.WITHDRAWN, Stage.ENDED})


@dataclass(frozen=True, slots=True)
class Way:
    """A link as staff's own note has it. `first`: the number that the guardian's first message will have; `until_day`: the
    last day, since 1970.
    """

    first: MessageId
    bond: bytes
    until_day: int

    def __repr__(self) -> str:
        return "Way(<sealed>)"


@dataclass(frozen=True, slots=True)
class Asking:
    """One proposal and what became of it. `words`: to the student; `adult`: who it is, as the counselor calls them;
    `tell`: what the guardian would be told. `shown`: in which hour. `bond`: as the student may know it; `link`: the
    address, where the student hands it on. `confirmed` and `way` for staff alone.
    """

    id: str
    words: str
    adult: str
    tell: str
    at: datetime
    member: MemberId | None
    shown: datetime | None = None
    asked: bool = False
    answer: str = ""
    answered: datetime | None = None
    withdrawn: bool = False
    over: bool = False
    bond: bytes = b""
    link: str = ""
    confirmed: MemberId | None = None
    way: Way | None = None

    def __repr__(self) -> str:
        return "Asking(<sealed>)"

    def stage(self, *, stands: bool, opened: bool = False) -> Stage:
        """`stands`: whether the row of its bond is there; `opened`: whether the guardian wrote."""
        if self.withdrawn:
            return Stage.WITHDRAWN
        if self.over or (self.bond and not stands):
            return Stage.ENDED
        if self.answer == REFUSED:
            return Stage.REFUSED
        if self.bond:
            return Stage.OPENED if opened else Stage.LINKED
        if self.answer == AGREED:
            return Stage.CONFIRMED if self.confirmed else Stage.AGREED
        return Stage.ASKED if self.asked else Stage.PROPOSED

    @property
    def waits(self) -> bool:
        """Neither answered nor ended."""
        return not (self.answer or self.over)

    def rests(self, now: datetime) -> bool:
        """Whether it is too soon to ask again."""
        said_no = self.answer == REFUSED or self.withdrawn
        return said_no and self.answered is not None and now - self.answered < REST


def askings_of(opened: Iterable[OpenedMessage]) -> tuple[Asking, ...]:
    """In the order of their proposals. Only from messages whose proof holds."""
    found: dict[str, Asking] = {}
    for one in opened:
        payload = one.payload
        if one.failure is not None or payload is None or payload.code is None:
            continue
        if one.stored.kind is Kind.STAFF_REPLY and payload.code == PROPOSED:
            asking = _proposed(one, payload)
            found[asking.id] = asking
            continue
        known = found.get(payload.params.get("asking", ""))
        if known is not None:
            found[known.id] = _read(known, one, payload)
    return tuple(found.values())


def current(opened: Iterable[OpenedMessage]) -> Asking | None:
    """The newest: nothing is proposed while another one is open."""
    found = askings_of(opened)
    return found[-1] if found else None


def next_mark(asking: Asking | None, now: datetime, *, came: bool, against: bool) -> str | None:
    """What the student's page marks when it is opened. `came`: by the six words, so that it is another visit; `against`:
    their own words point to home since.
    """
    if asking is None or not asking.waits or asking.asked:
        return None
    if asking.shown is None:
        return SHOWN
    return ASKED if came and not against and now - asking.shown >= LATER else None


def bonds_in(opened: Iterable[OpenedMessage]) -> tuple[bytes, ...]:
    """All that stand for a yes in this thread, former links' too."""
    found = (
        _id(one.payload.params.get("bond", ""))
        for one in opened
        if one.payload is not None
        and one.failure is None
        and (one.stored.kind, one.payload.code) in {(Kind.SYSTEM, READY), (Kind.NOTE, LINKED)}
    )
    return tuple(dict.fromkeys(one for one in found if one))


def _proposed(one: OpenedMessage, payload: Payload) -> Asking:
    params = payload.params
    return Asking(
        one.stored.id.hex(),
        payload.text or "",
        params.get("adult", ""),
        params.get("tell", ""),
        datetime.fromtimestamp(payload.at, UTC),
        one.member,
    )


def _read(known: Asking, one: OpenedMessage, payload: Payload) -> Asking:
    kind, code, at = one.stored.kind, payload.code, datetime.fromtimestamp(payload.at, UTC)
    if kind is Kind.WEB:
        return _said(known, code, at)
    if kind is Kind.SYSTEM and code == READY:
        return replace(known, bond=_id(payload.params.get("bond", "")), link=payload.params.get("link", ""))
    if kind is Kind.SYSTEM and code == OVER:
        return replace(known, over=True)
    if kind is Kind.NOTE and code == CONFIRMED and known.answer == AGREED:
        return replace(known, confirmed=one.member)
    if kind is Kind.NOTE and code == LINKED:
        return replace(known, way=_way(payload.params))
    return known


def _said(known: Asking, code: str | None, at: datetime) -> Asking:
    if code == SHOWN and known.shown is None:
        return replace(known, shown=at)
    if code == ASKED:
        return replace(known, asked=True)
    if code in {AGREED, REFUSED} and known.waits and known.asked:
        return replace(known, answer=code or "", answered=at)
    if code == WITHDRAWN and known.answer == AGREED:
        return replace(known, withdrawn=True, answered=at)
    return known


def _way(params: Mapping[str, str]) -> Way | None:
    first, bond, until = _id(params.get("first", "")), _id(params.get("bond", "")), params.get("until", "")
    return Way(MessageId(first), bond, int(until)) if first and bond and until.isdecimal() else None


def _id(text: str) -> bytes:
    try:
        found = bytes.fromhex(text)
    except ValueError:
        return b""
    return found if len(found) == ID_LENGTH else b""
