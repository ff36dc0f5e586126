"""Pictures, films and papers that came with a text and lie at the carrier, until they are fetched and deleted there."""

from dataclasses import dataclass
from typing import Protocol

from notify.ports import Refused

TOO_LARGE = 413


@dataclass(frozen=True, slots=True)
class MediaName:
    """The carrier's ids of one file and of the text that it came with. What is asked for is made of these alone."""

    message: str
    media: str

    def __repr__(self) -> str:
        return "MediaName(<sealed>)"


class NotOurs(Refused):
    """Nothing of our account: an address elsewhere, or a way that leads elsewhere. Nothing is asked of it."""


class MediaStore(Protocol):
    """Raises only CarrierError."""

    def name(self, address: str) -> MediaName | None:
        """What an address of the webhook names; None for one that is not this account's at this carrier."""
        ...

    def fetch(self, name: MediaName, largest: int) -> bytes:
        """The file as it came, at most `largest` bytes: a larger one raises Refused(TOO_LARGE) before it is read to its end."""
        ...

    def erase(self, name: MediaName) -> None:
        """Delete it there. One that is gone already is no error."""
        ...
