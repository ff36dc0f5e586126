"""What notify needs from outside, as small protocols, and the four ways in which a carrier can say no.

`reporting` satisfies these structurally, so that notify seals, stores and sends without importing it.
"""

from collections.abc import Callable, Collection, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol, TypeVar

from sqlalchemy import Connection

T = TypeVar("T")

Clock = Callable[[], datetime]
Digits = Callable[[int], str]  # so many random decimal digits; `secrets` in the product
PhoneHash = Callable[[str], bytes]  # a keyed hash of an E.164 number; the key stays with the caller


class Channel(StrEnum):
    SMS = "sms"
    VOICE = "voice"
    EMAIL = "email"
    PUSH = "push"


class CarrierError(Exception):
    """A carrier did not take the message. Carries a code, never a number and never a word of the message."""

    def __init__(self, code: int = 0) -> None:
        super().__init__(f"{type(self).__name__} {code}")
        self.code = code


class Refused(CarrierError):
    """Never to be tried again with this recipient on this channel (landline, opted out, no such number)."""


class Misconfigured(CarrierError):
    """Nothing will go out until a person mends the account or the settings: an alarm."""


class Busy(CarrierError):
    """Certainly not taken; try again after `retry_after_s` seconds."""

    def __init__(self, code: int = 0, retry_after_s: int = 5) -> None:
        super().__init__(code)
        self.retry_after_s = retry_after_s


class Unsure(CarrierError):
    """Taken or not, nobody knows: the answer was lost. A page is sent again, a reply is reconciled."""


class Unopenable(Exception):
    """The key that sealed this is gone (it lived in RAM only). Raised by `Sealer.open`."""


class Delivery(StrEnum):
    """What a carrier says about a message, in the order in which it can become true."""

    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    DELIVERED = "delivered"
    UNDELIVERED = "undelivered"
    FAILED = "failed"

    @property
    def terminal(self) -> bool:
        return self in (Delivery.DELIVERED, Delivery.UNDELIVERED, Delivery.FAILED)

    @property
    def failed(self) -> bool:
        return self in (Delivery.UNDELIVERED, Delivery.FAILED)


@dataclass(frozen=True, slots=True)
class Sent:
    """A carrier's receipt: its own id of the message, what it says of it, and its error code (0: none)."""

    sid: str
    status: Delivery
    error: int = 0


class Carrier(Protocol):
    """Texts and calls. `reference` comes back in every status callback. Raises only CarrierError."""

    def send_text(self, *, to: str, sender: str, body: str, reference: str, validity_s: int) -> Sent: ...

    def place_call(self, *, to: str, sender: str, reference: str, ring_s: int) -> Sent: ...

    def end_call(self, sid: str) -> None:
        """Stop a call that rings. Raises Refused if it is over already."""
        ...

    def fetch_status(self, sid: str) -> Sent: ...

    def find_text(
        self, *, to: str, sender: str, body: str, since: datetime, known: Collection[str] = ()
    ) -> Sent | None:
        """Look for a text that was perhaps taken. None: the carrier answered and has no such text.

        `known` are ids of other texts: the same words may have gone to the same phone before.
        """
        ...


@dataclass(frozen=True, slots=True)
class Listed:
    """A text in the carrier's log. `keyword`: it is STOP, HELP or their kin, alone."""

    sid: str
    keyword: bool


class MessageLog(Protocol):
    """What a carrier keeps of our messages. Raises only CarrierError."""

    def erase(self, sid: str) -> None:
        """Delete a message or call. Raises Refused(20404) if it is gone, Refused(20009) if it is too early."""
        ...

    def texts(self, *, number: str, inbound: bool, before: datetime) -> Sequence[Listed]:
        """Texts to (`inbound`) or from one of our numbers that were sent before a moment, newest first."""
        ...


class Mailer(Protocol):
    """E-mail. Raises only CarrierError."""

    def send_mail(self, *, to: str, subject: str, body: str, reference: str) -> Sent: ...


class Pusher(Protocol):
    """Notifications of browsers. `to` is a JSON list of subscriptions. Raises only CarrierError."""

    def push(self, *, to: str, subject: str, body: str, reference: str, ttl_s: int) -> Sent: ...


class Sealer(Protocol):
    """Seals one value to one row (16 bytes). Two exist: `service` survives a restart, `out` lives in RAM."""

    def seal(self, plaintext: bytes, row: bytes) -> bytes: ...

    def open(self, sealed: bytes, row: bytes) -> bytes:
        """Raises Unopenable."""
        ...


class Database(Protocol):
    """Units given to `write` may run more than once: they touch no network and return plain values."""

    def write(self, unit: Callable[[Connection], T]) -> T: ...

    def read(self) -> AbstractContextManager[Connection]: ...


class CanAct(Protocol):
    """Whether a person could do something about a page of this team (holds the key, is not absent)."""

    def can_act(self, person: bytes, team: bytes) -> bool: ...


class CanRely(CanAct, Protocol):
    """Whom a rota may count on: beside `can_act`, who was seen at work lately. A page rings the others all the same."""

    def lately(self, person: bytes) -> bool: ...


class LinkFor(Protocol):
    """The address that a page points to. Made from the reference alone."""

    def __call__(self, reference: str) -> str: ...


AnswerLink = Callable[[str], str]  # the address of an e-mail's own button, from its random token
Persons = Sequence[bytes]
