"""The demo's phones as their page shows them, and what it asks of the simulated carrier."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

STUDENT = "+15005550123"


class SimulatedPhones(Protocol):
    """The simulated carrier of the demo."""

    def messages(self) -> Sequence[Mapping[str, Any]]:
        """All that left, oldest first: to, from, kind, body, at, status, sid."""
        ...

    def conversation(self) -> Sequence[Mapping[str, Any]]:
        """Both directions, with `inbound`."""
        ...

    def text(self, from_: str, to: str, body: str, *, files: Sequence[tuple[str, bytes]] = ()) -> int:
        """A phone texts a number of the service; gives the webhook's HTTP status. `files`: declared type and bytes."""
        ...

    def press(self, call: str, digit: str) -> str:
        """Answers a call by its sid and presses a key; gives what is said then."""
        ...

    def voicemail(self, call: str) -> bool:
        """Lets a call go to its mailbox. False: it does not ring any more."""
        ...

    def decline(self, call: str) -> bool:
        """Pushes a call away. False: it does not ring any more."""
        ...

    def weather(self) -> Mapping[str, Any]:
        """How carrier, callbacks and phones behave now: `carrier`, `callbacks`, `phones` by number."""
        ...

    def behave(self, *, carrier: str = "", callbacks: str = "", phone: str = "", manner: str = "") -> None:
        """Changes what is not empty, `phone` and `manner` together. Raises ValueError for a word that is none."""
        ...


@dataclass(frozen=True, slots=True)
class Phone:
    """A phone on the page. `on_call` is shown beside the name."""

    number: str
    name: str
    staff: bool
    on_call: bool = False


@dataclass(frozen=True, slots=True)
class Bubble:
    """One text, call or mail as its phone shows it. `page`: asks for an acknowledgement."""

    sid: str
    kind: str
    body: str
    out: bool
    at: datetime
    status: str
    page: bool
    rings: bool
    files: int = 0


@dataclass(frozen=True, slots=True)
class Screen:
    phone: Phone
    bubbles: tuple[Bubble, ...]
    # Where an answer goes: the number that wrote last, else the hotline.
    to: str
    call: str | None
    manner: str = "on"

    @property
    def wants_ack(self) -> bool:
        """A page stands here that nothing was answered to yet."""
        for one in reversed(self.bubbles):
            if one.out:
                return False
            if one.page:
                return True
        return False


RINGING = frozenset({"queued", "ringing", "in-progress"})


def screens(
    conversation: Sequence[Mapping[str, Any]],
    staff: Sequence[Phone],
    hotline: str,
    manners: Mapping[str, str] | None = None,
) -> tuple[Screen, ...]:
    """One screen a phone: students first, then staff in the given order. `manners` by number. Pure."""
    texts = [one for one in conversation if one["kind"] != "email"]
    known = {phone.number for phone in staff}
    students = dict.fromkeys(one["from"] for one in texts if one["inbound"] and one["from"] not in known)
    first = Phone(STUDENT, "", staff=False)
    others = (Phone(number, "", staff=False) for number in students if number != STUDENT)
    known_manners = manners or {}
    return tuple(
        _screen(phone, texts, hotline, known_manners.get(phone.number, "on"))
        for phone in (first, *others, *staff)
    )


def _screen(phone: Phone, texts: Sequence[Mapping[str, Any]], hotline: str, manner: str) -> Screen:
    mine = [one for one in texts if phone.number in {one["to"], one["from"]}]
    bubbles = tuple(_bubble(one, phone) for one in mine)
    heard = [one["from"] for one in mine if not one["inbound"] and one["kind"] != "voice"]
    calls = [one.sid for one in bubbles if one.rings]
    return Screen(phone, bubbles, heard[-1] if heard else hotline, calls[-1] if calls else None, manner)


def _bubble(one: Mapping[str, Any], phone: Phone) -> Bubble:
    call = one["kind"] == "voice"
    return Bubble(
        sid=str(one.get("sid", "")),
        kind=str(one["kind"]),
        body=str(one["body"]),
        out=bool(one["inbound"]),
        at=datetime.fromisoformat(str(one["at"])),
        status=str(one["status"]),
        page=phone.staff and not one["inbound"] and "ACK" in str(one["body"]),
        rings=call and one["status"] in RINGING,
        files=int(one.get("files", 0)),
    )
